/** What the variables of a frame hold at one point of it. Branches fork it and are merged again. */
import type { Binding } from '../../3-resolve/scope.ts';
import { join, nothing, type Value } from './value.ts';

export class Environment {
  /** False after a return, raise, break or continue. */
  isReachable = true;
  private readonly own = new Map<Binding, Value>();
  /** Variables that were read here as they were before: only their growth matters to a loop. */
  readonly readBefore = new Set<Binding>();
  /** Everything that variables have held since: what exception handlers around may find. */
  private logs: readonly Map<Binding, Value>[];

  constructor(private readonly origin: Environment | null = null) {
    this.logs = origin?.logs ?? [];
  }

  get(binding: Binding): Value {
    const here = this.own.get(binding);
    if (here !== undefined) return here;
    if (this.origin === null) return nothing;
    this.readBefore.add(binding);
    return this.origin.get(binding);
  }

  set(binding: Binding, value: Value): void {
    this.own.set(binding, value);
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
    for (const end of open) for (const binding of end.changedSince(this)) changed.add(binding);
    const joined = [...changed].map((binding) => [binding, open.map((end) => end.peek(binding))] as const);
    for (const [binding, values] of joined) this.set(binding, values.reduce(join));
  }

  /** The same state, which later assignments further out do not touch. */
  snapshot(since: Environment): Environment {
    const copy = new Environment(since);
    for (const binding of this.changedSince(since)) copy.own.set(binding, this.peek(binding));
    return copy;
  }

  /** Looking at a variable when the frame itself does not. */
  peek(binding: Binding): Value {
    return this.own.get(binding) ?? this.origin?.peek(binding) ?? nothing;
  }

  changedSince(origin: Environment): Set<Binding> {
    const changed = new Set<Binding>();
    for (let at: Environment | null = this; at !== null && at !== origin; at = at.origin)
      for (const binding of at.own.keys()) changed.add(binding);
    return changed;
  }
}
