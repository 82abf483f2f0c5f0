/**
 * What is known of variables at one place of a program. Branches fork it; where they meet again, what they changed is
 * joined. Beside variables it knows places such as `self.name`, as long as nothing can have changed them.
 */
import type { Binding } from '../../3-resolve/scope.ts';
import { join } from './join.ts';
import { any, type Type } from './type.ts';

/** A variable, or a path of attributes that begins at one: `12.name.first` for the variable with number 12. */
export type Place = Binding | string;

/** What all environments of one frame share. */
interface Frame {
  /** All paths that something has ever been known of. */
  readonly paths: Set<string>;
  /** For each `try` around: every type that each place has had inside. */
  readonly logs: Map<Place, Type>[];
}

export class Environment {
  /** Null until something changes: most branches change nothing. */
  private own: Map<Place, Type> | null = null;
  private readonly frame: Frame;
  /** False behind a return, raise, break or continue. */
  isReachable = true;

  constructor(private readonly parent: Environment | null = null) {
    this.frame = parent === null ? { paths: new Set(), logs: [] } : parent.frame;
    if (parent !== null) this.isReachable = parent.isReachable;
  }

  get(place: Place): Type | undefined {
    for (let at: Environment | null = this; at !== null; at = at.parent) {
      const type = at.own?.get(place);
      if (type !== undefined) return type;
    }
    return undefined;
  }

  set(place: Place, type: Type): void {
    (this.own ??= new Map()).set(place, type);
    if (typeof place === 'string') this.frame.paths.add(place);
    for (const log of this.frame.logs) {
      const before = log.get(place);
      log.set(place, before === undefined ? type : join(before, type));
    }
  }

  fork(): Environment {
    return new Environment(this);
  }

  /** After a call anything may have been assigned to attributes: what was known of them is not known any more. */
  forgetPaths(prefix = ''): void {
    for (const path of this.frame.paths)
      if (path.startsWith(prefix) && (this.get(path) ?? any).kind !== 'any') this.set(path, any);
  }

  /** Goes on after branches that were forked from here: what any of them leaves is possible. */
  merge(branches: readonly Environment[]): void {
    const open = branches.filter((branch) => branch.isReachable);
    this.isReachable = open.length > 0;
    const places = new Set<Place>();
    for (const branch of open)
      for (let at: Environment | null = branch; at !== null && at !== this; at = at.parent)
        if (at.own !== null) for (const place of at.own.keys()) places.add(place);
    if (places.size === 0) return;
    const joined = new Map<Place, Type>();
    for (const place of places) {
      let type: Type | undefined;
      for (const branch of open) {
        // Bound on some paths only: a read on the others is an error of its own.
        const here = branch.get(place);
        if (here !== undefined) type = type === undefined ? here : join(type, here);
      }
      joined.set(
        place,
        typeof place === 'string' && open.some((branch) => branch.get(place) === undefined) ? any : type!,
      );
    }
    for (const [place, type] of joined) this.set(place, type);
  }

  /** Places that have changed since this was forked from `origin`, with their types now. */
  changedSince(origin: Environment): Map<Place, Type> {
    const changed = new Map<Place, Type>();
    for (let at: Environment | null = this; at !== null && at !== origin; at = at.parent)
      if (at.own !== null) for (const [place, type] of at.own) if (!changed.has(place)) changed.set(place, type);
    return changed;
  }

  /** Every type that places get while `action` runs: what may be found where an exception leaves it. */
  logging(action: () => void): ReadonlyMap<Place, Type> {
    const log = new Map<Place, Type>();
    this.frame.logs.push(log);
    action();
    this.frame.logs.pop();
    return log;
  }
}
