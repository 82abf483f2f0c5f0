/** Reads what another module says of its labels and effects: each name when it is first used. */
import { AbstractObject } from './abstract-object.ts';
import { type Callable, classCallable, functionCallable, libraryCallable, methodCallable } from './callable.ts';
import { type Arguments, emptySummary, type FlowParameter, FunctionFlow, type Summary } from './function-flow.ts';
import type {
  ShortTrace,
  WrittenArguments,
  WrittenCallable,
  WrittenFlows,
  WrittenFunction,
  WrittenParameter,
  WrittenReference,
  WrittenRoot,
  WrittenStep,
  WrittenTrace,
  WrittenValue,
} from './interface-form.ts';
import { type Place, type Root, type Step, Trace } from './trace.ts';
import { nothing, type Value, valueOf } from './value.ts';

/** Finds the reader of another module; null when nothing is known of it. */
export type ReaderLookup = (module: string) => InterfaceReader | null;

export class InterfaceReader {
  private readonly flows: WrittenFlows;
  private readonly functions: (FunctionFlow | undefined)[] = [];
  private readonly objects: (AbstractObject | undefined)[] = [];

  constructor(
    readonly module: string,
    text: string,
    private readonly readerOf: ReaderLookup,
  ) {
    this.flows = parsed(text);
  }

  /** Every name with its value. */
  get names(): readonly string[] {
    return Object.keys(this.flows.exports);
  }

  exported(name: string): Value | null {
    return Object.hasOwn(this.flows.exports, name) ? this.value(this.flows.exports[name]!) : null;
  }

  private value(written: WrittenValue): Value {
    if (written === null) return nothing;
    return valueOf({
      traces: (written.traces ?? []).map((trace) => this.trace(trace)),
      objects: (written.objects ?? []).flatMap((reference) => this.object(reference) ?? []),
      callables: (written.callables ?? []).flatMap((callable) => this.callable(callable) ?? []),
      contexts: (written.contexts ?? []).map(([context, step]) => ({ context, step: this.step(step) })),
    });
  }

  private trace(written: WrittenTrace | ShortTrace): Trace {
    if (isShort(written)) {
      const [owner, index, ...path] = written;
      const { traces } = this.functionAt(owner)!.parameterValue(index);
      return path.reduce((trace, field) => trace.field(field), traces[0]!);
    }
    return new Trace({
      root: this.root(written.root),
      path: written.path ?? [],
      reach: written.reach ?? 'value',
      only: written.only ?? null,
      forgets: written.forgets ?? false,
      isImplied: written.isImplied ?? false,
      steps: (written.steps ?? []).map((step) => this.step(step)),
    });
  }

  private root(written: WrittenRoot): Root {
    switch (written[0]) {
      case 'source': {
        const [, id, label, step] = written;
        return {
          kind: 'source',
          id: typeof id === 'number' ? `${this.module}:${id}` : id,
          label,
          step: this.step(step),
        };
      }
      case 'declared': {
        const [, reference, index, label, step] = written;
        const owner = this.functionAt(reference) ?? unknownFunction;
        return { kind: 'declared', owner, id: `declared ${owner.id}?${index}`, label, step: this.step(step) };
      }
      case 'parameter':
        return { kind: 'parameter', owner: this.functionAt(written[1]) ?? unknownFunction, index: written[2] };
      case 'result':
        return { kind: 'result', owner: this.functionAt(written[1]) ?? unknownFunction, call: String(written[2]) };
    }
  }

  private step([place, text]: WrittenStep): Step {
    return { place: this.place(place), text };
  }

  private place(written: WrittenReference): Place {
    return typeof written === 'number'
      ? { module: this.module, index: written }
      : { module: written[0], index: written[1] };
  }

  private callable(written: WrittenCallable): Callable | null {
    switch (written[0]) {
      case 'function': {
        const [, reference, self, closedOver] = written;
        const flow = this.functionAt(reference);
        if (flow === null) return null;
        const closures = closedOver.map(([owner, values]): [FunctionFlow, Value[]] => [
          this.functionAt(owner) ?? unknownFunction,
          values.map((value) => this.value(value)),
        ]);
        return functionCallable(flow, self === null ? null : this.value(self), new Map(closures));
      }
      case 'class': {
        const object = this.object(written[1]);
        return object === null ? null : classCallable(object);
      }
      case 'method':
        return methodCallable(written[1], this.value(written[2]));
      case 'library':
        return libraryCallable(written[1]);
    }
  }

  functionAt(reference: WrittenReference): FunctionFlow | null {
    if (typeof reference !== 'number') return this.readerOf(reference[0])?.functionAt(reference[1]) ?? null;
    const known = this.functions[reference];
    if (known !== undefined) return known;
    const written = this.flows.functions[reference]!;
    const { name, binding, isGenerator = false } = written;
    const parent = written.parent === undefined ? null : this.functionAt(written.parent);
    const id = `${this.module}:${reference}`;
    const flow = new FunctionFlow({ id, name, module: this.module, isGenerator, parent, binding });
    this.functions[reference] = flow;
    flow.home = [this.module, reference];
    flow.parameters = (written.parameters ?? []).map((parameter) => this.parameter(parameter));
    if (written.declared !== undefined)
      flow.declared = { label: written.declared[0], step: this.step(written.declared[1]) };
    flow.readLater(() => this.summary(written));
    return flow;
  }

  private parameter(written: WrittenParameter): FlowParameter {
    if (typeof written === 'string')
      return { name: written, kind: 'either', defaultValue: null, into: null, refuses: null };
    return { ...written, defaultValue: written.defaultValue === false ? null : this.value(written.defaultValue) };
  }

  private summary(written: WrittenFunction): Summary {
    const summary = emptySummary();
    summary.returns = this.value(written.returns ?? null);
    summary.yields = this.value(written.yields ?? null);
    summary.raises = this.value(written.raises ?? null);
    for (const [at, { place, beyond, value, ...sink }] of (written.sinks ?? []).entries())
      summary.sinks.set(String(at), {
        ...sink,
        key: String(at),
        place: this.place(place),
        ...(beyond !== undefined && { beyond: this.place(beyond) }),
        value: this.value(value),
      });
    for (const [at, { target, field, value }] of (written.stores ?? []).entries())
      summary.stores.set(String(at), { key: String(at), target: this.value(target), field, value: this.value(value) });
    for (const [at, { callee, given, place }] of (written.calls ?? []).entries())
      summary.calls.set(String(at), {
        key: String(at),
        callee: this.value(callee),
        given: this.given(given),
        place: this.place(place),
      });
    for (const [capability, place, by] of written.effects ?? [])
      summary.effects.set(capability, { capability, place: this.place(place), by });
    return summary;
  }

  private given({ positional, spread, named, namedSpread, firstField }: WrittenArguments): Arguments {
    return {
      positional: positional.map((value) => this.value(value)),
      spread: spread === null ? null : this.value(spread),
      named: new Map(named.map(([name, value]) => [name, this.value(value)])),
      namedSpread: namedSpread === null ? null : this.value(namedSpread),
      places: [],
      firstField,
    };
  }

  private object(reference: WrittenReference): AbstractObject | null {
    if (typeof reference !== 'number') return this.readerOf(reference[0])?.object(reference[1]) ?? null;
    const known = this.objects[reference];
    if (known !== undefined) return known;
    const written = this.flows.objects[reference]!;
    const { form, name, owner, classes = [], fieldNames = null, isOpen = false, fields = [] } = written;
    const key = `${this.module}:${reference}`;
    const object = new AbstractObject(form, name, key, owner === undefined ? null : this.functionAt(owner));
    this.objects[reference] = object;
    object.home = [this.module, reference];
    object.fieldNames = fieldNames;
    object.isOpen = isOpen;
    object.isOpaque = written.isOpaque ?? false;
    object.isEnumeration = written.isEnumeration ?? false;
    for (const base of classes.flatMap((each) => this.object(each) ?? [])) {
      object.classes.push(base);
      base.subclasses.push(object);
    }
    for (const [field, value] of fields) object.add(field, this.value(value));
    return object;
  }
}

function isShort(written: WrittenTrace | ShortTrace): written is ShortTrace {
  return Array.isArray(written);
}

/** Stands for a function of a module that is not there any more. */
const unknownFunction = new FunctionFlow({
  id: '?',
  name: '?',
  module: '?',
  isGenerator: false,
  parent: null,
  binding: 'static',
});

const texts = new Map<string, WrittenFlows>();

/** Many files import one module: its text is read once. */
function parsed(text: string): WrittenFlows {
  let flows = texts.get(text);
  if (flows === undefined) {
    flows = JSON.parse(text) as WrittenFlows;
    texts.set(text, flows);
  }
  return flows;
}
