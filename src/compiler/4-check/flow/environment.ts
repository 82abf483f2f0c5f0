/** What the variables of a frame hold at one point of it. Branches fork it and are merged again. */
import type { Binding } from '../../3-resolve/scope.ts';
import { join, nothing, type Value } from './value.ts';

export class Environment {
  /** False after a return, raise, break or continue. */
  isReachable = true;
  /** Null until something is assigned: most branches assign nothing. */
  private own: Map<Binding, Value> | null = null;
  private readBefore: Set<Binding> | null = null;
  /** Everything that variables have held since: what exception handlers around may find. */
  private logs: readonly Map<Binding, Value>[];

  constructor(private readonly origin: Environment | null = null) {
    this.logs = origin?.logs ?? [];
  }

  get(binding: Binding): Value {
    const here = this.own?.get(binding);
    if (here !== undefined) return here;
    if (this.origin === null) return nothing;
    (this.readBefore ??= new Set()).add(binding);
    return this.origin.get(binding);
  }

  /** Whether a variable was read here as it was before: only the growth of such matters to a loop. */
  hasRead(binding: Binding): boolean {
    return this.readBefore?.has(binding) ?? false;
  }

  set(binding: Binding, value: Value): void {
    (this.own ??= new Map()).set(binding, value);
    for (const log of this.logs) log.set(binding, join(log.get(binding) ?? nothing, value));
  }

  fork(): Environment {
    return new Environment(this);
  }

  /** A fork that remembers all that is assigned in it. */
  logging(): { readonly fork: Environment; readonly log: ReadonlyMap<Binding, Value> } {
    const fork = new Environment(this);
    const log = new Map<Binding, Value>();
    fork.logs = [...this.logs, log];
    return { fork, log };
  }

  /** What forks of this one have come to, where paths meet. Those that ended elsewhere do not count. */
  merge(ends: readonly Environment[]): void {
    const open = ends.filter((end) => end.isReachable);
    this.isReachable = open.length > 0;
    const changed = new Set<Binding>();
    for (const end of open) end.addChanges(this, changed);
    for (const binding of changed) this.set(binding, open.map((end) => end.peek(binding)).reduce(join));
  }

  /** The same state, which later assignments further out do not touch. */
  snapshot(since: Environment): Environment {
    const copy = new Environment(since);
    for (const binding of this.changedSince(since)) copy.set(binding, this.peek(binding));
    return copy;
  }

  /** Looking at a variable when the frame itself does not. */
  peek(binding: Binding): Value {
    return this.own?.get(binding) ?? this.origin?.peek(binding) ?? nothing;
  }

  changedSince(origin: Environment): Set<Binding> {
    const changed = new Set<Binding>();
    this.addChanges(origin, changed);
    return changed;
  }

  private addChanges(origin: Environment, changed: Set<Binding>): void {
    for (let at: Environment | null = this; at !== null && at !== origin; at = at.origin)
      if (at.own !== null) for (const binding of at.own.keys()) changed.add(binding);
  }
}
