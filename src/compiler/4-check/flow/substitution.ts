/** Puts what a caller passes in the place of a function's parameters: in its results, in what it keeps, and in what it shows. */
import type { AbstractObject } from './abstract-object.ts';
import { type Callable, functionCallable } from './callable.ts';
import type { Frame } from './frame.ts';
import type { Arguments, FunctionFlow } from './function-flow.ts';
import type { Trace } from './trace.ts';
import { join, labelsOf, nothing, onlyLabelled, type Value, valueOf, withoutContext, withTraces } from './value.ts';

export class Substitution {
  /** What calls of functions that were passed in have given, by key. */
  readonly results = new Map<string, Value>();
  private readonly clones = new Map<AbstractObject, AbstractObject>();

  /**
   * @param values by parameter of `flow`
   * @param site tells objects apart that different calls make
   */
  constructor(
    private readonly frame: Frame,
    private readonly flow: FunctionFlow,
    private readonly values: readonly Value[],
    private readonly closedOver: ReadonlyMap<FunctionFlow, readonly Value[]>,
    private readonly site: string,
  ) {}

  value(value: Value): Value {
    if (value === nothing) return nothing;
    let result: Value = value.contexts.length === 0 ? nothing : valueOf({ contexts: value.contexts });
    for (const trace of value.traces) result = join(result, this.trace(trace));
    if (value.objects.length > 0)
      result = join(result, valueOf({ objects: value.objects.map((object) => this.object(object)) }));
    if (value.callables.length > 0)
      result = join(result, valueOf({ callables: value.callables.map((callable) => this.callable(callable)) }));
    return result;
  }

  given(given: Arguments): Arguments {
    return {
      positional: given.positional.map((each) => this.value(each)),
      spread: given.spread === null ? null : this.value(given.spread),
      named: new Map([...given.named].map(([name, each]) => [name, this.value(each)])),
      namedSpread: given.namedSpread === null ? null : this.value(given.namedSpread),
      places: [],
      firstField: given.firstField,
    };
  }

  private trace(trace: Trace): Value {
    const base = this.baseOf(trace);
    if (base === null) return trace.alone;
    let value = base;
    const { path, reach, only, forgets, isImplied } = trace.parts;
    for (const field of path) value = this.frame.read(value, field);
    if (reach === 'own') value = labelsOf(value);
    else if (reach === 'text') value = this.frame.textOf(value);
    else if (reach === 'inside') value = this.frame.insideOf(value);
    if (only !== null) value = onlyLabelled(value, only);
    if (forgets) value = withoutContext(value);
    return isImplied
      ? withTraces(
          value,
          value.traces.map((each) => each.implied()),
        )
      : value;
  }

  /** What stands for the root of a trace; null where it is none of this call's business. */
  private baseOf({ root }: Trace): Value | null {
    switch (root.kind) {
      case 'parameter':
        if (root.owner === this.flow) return this.values[root.index] ?? nothing;
        return this.closedOver.get(root.owner)?.[root.index] ?? null;
      case 'result':
        return root.owner === this.flow ? (this.results.get(root.call) ?? nothing) : null;
      case 'declared':
        return root.owner === this.flow ? nothing : null;
      case 'source':
        return null;
    }
  }

  /** What the function makes anew each time is another object for each call. */
  private object(object: AbstractObject): AbstractObject {
    if (object.owner !== this.flow) return object;
    const known = this.clones.get(object);
    if (known !== undefined) return known;
    const clone = this.frame.objects.cloneOf(object, this.site, this.frame.flow);
    this.clones.set(object, clone);
    for (const [field, cell] of object.cells) clone.add(field, this.value(cell.read(this.frame.flow)));
    return clone;
  }

  private callable(callable: Callable): Callable {
    if (callable.kind !== 'function') return callable;
    const { flow, self, closedOver } = callable;
    const bound = self === null ? null : this.value(self);
    // A function in a function in a function needs the arguments of both calls around it.
    const around = [...this.closedOver, [this.flow, this.values] as const].filter(
      ([owner]) => flow.isInside(owner) && !closedOver.has(owner),
    );
    if (around.length === 0) return bound === self ? callable : functionCallable(flow, bound, closedOver);
    return functionCallable(flow, bound, new Map([...closedOver, ...around]));
  }
}
