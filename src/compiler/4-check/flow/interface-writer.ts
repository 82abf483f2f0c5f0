/** Writes what importers may know of a file's labels and effects; of functions that they cannot reach nothing is said. */
import type { AbstractObject } from './abstract-object.ts';
import type { Callable } from './callable.ts';
import type { FileFlow } from './file-flow.ts';
import type { Arguments, FlowParameter, FunctionFlow } from './function-flow.ts';
import type {
  ShortTrace,
  WrittenArguments,
  WrittenCallable,
  WrittenFlows,
  WrittenFunction,
  WrittenObject,
  WrittenParameter,
  WrittenReference,
  WrittenRoot,
  WrittenStep,
  WrittenTrace,
  WrittenValue,
} from './interface-form.ts';
import type { Place, Step, Trace } from './trace.ts';
import { nothing, type Value } from './value.ts';

export interface WrittenInterface {
  /** JSON of `WrittenFlows`; '' when importers need not know anything. */
  readonly text: string;
  /** Start and end of each place that the text names by number. */
  readonly places: readonly number[];
}

export function writeInterface(file: FileFlow): WrittenInterface {
  const writer = new InterfaceWriter();
  const exports: Record<string, WrittenValue> = {};
  for (const [name, value] of file.exportedValues()) exports[name] = writer.value(value);
  const flows: WrittenFlows = { functions: writer.functions, objects: writer.objects, exports };
  return { text: JSON.stringify(flows), places: writer.places };
}

class InterfaceWriter {
  readonly functions: WrittenFunction[] = [];
  readonly objects: WrittenObject[] = [];
  readonly places: number[] = [];
  private readonly functionNumbers = new Map<FunctionFlow, number>();
  private readonly objectNumbers = new Map<AbstractObject, number>();
  private readonly sourceNumbers = new Map<string, number>();
  private readonly callNumbers = new Map<FunctionFlow, Map<string, number>>();

  value(value: Value): WrittenValue {
    if (value === nothing) return null;
    const { traces, objects, callables, contexts } = value;
    if (traces.length + objects.length + callables.length + contexts.length === 0) return null;
    return {
      ...(traces.length > 0 && { traces: traces.map((trace) => this.trace(trace)) }),
      ...(objects.length > 0 && { objects: objects.map((object) => this.object(object)) }),
      ...(callables.length > 0 && { callables: callables.map((callable) => this.callable(callable)) }),
      ...(contexts.length > 0 && {
        contexts: contexts.map(({ context, step }) => [context, this.step(step)] as const),
      }),
    };
  }

  private trace({ parts }: Trace): WrittenTrace | ShortTrace {
    const { root, path, reach, only, forgets, isImplied, steps } = parts;
    if (root.kind === 'parameter' && reach === 'value' && only === null && !forgets && !isImplied) {
      const owner = this.function(root.owner);
      if (typeof owner === 'number') return [owner, root.index, ...path];
    }
    return {
      root: this.root(root),
      ...(path.length > 0 && { path }),
      ...(reach !== 'value' && { reach }),
      ...(only !== null && { only }),
      ...(forgets && { forgets }),
      ...(isImplied && { isImplied }),
      ...(steps.length > 0 && { steps: steps.map((step) => this.step(step)) }),
    };
  }

  private root(root: Trace['root']): WrittenRoot {
    switch (root.kind) {
      case 'source':
        return ['source', this.sourceNumber(root.id), root.label, this.step(root.step)];
      case 'declared': {
        const index = Number(/\d+$/.exec(root.id)![0]);
        return ['declared', this.function(root.owner), index, root.label, this.step(root.step)];
      }
      case 'parameter':
        return ['parameter', this.function(root.owner), root.index];
      case 'result':
        return ['result', this.function(root.owner), this.callNumber(root.owner, root.call)];
    }
  }

  /** Sources of other modules keep their names. */
  private sourceNumber(id: string): number | string {
    if (id.includes(':')) return id;
    let number = this.sourceNumbers.get(id);
    if (number === undefined) {
      number = this.sourceNumbers.size;
      this.sourceNumbers.set(id, number);
    }
    return number;
  }

  /** The place of a call among those of its function, whoever names it first. */
  private callNumber(owner: FunctionFlow, call: string): number {
    let numbers = this.callNumbers.get(owner);
    if (numbers === undefined) {
      numbers = new Map([...owner.summary.calls.keys()].map((key, index) => [key, index]));
      this.callNumbers.set(owner, numbers);
    }
    if (!numbers.has(call)) numbers.set(call, numbers.size);
    return numbers.get(call)!;
  }

  private step({ place, text }: Step): WrittenStep {
    return [this.place(place), text];
  }

  private place(place: Place): WrittenReference {
    if (place.module !== null) return [place.module, place.index];
    this.places.push(place.span.start, place.span.end);
    return this.places.length / 2 - 1;
  }

  private callable(callable: Callable): WrittenCallable {
    switch (callable.kind) {
      case 'function': {
        const closedOver = [...callable.closedOver].map(
          ([flow, values]) => [this.function(flow), values.map((value) => this.value(value))] as const,
        );
        const self = callable.self === null ? null : this.value(callable.self);
        return ['function', this.function(callable.flow), self, closedOver];
      }
      case 'class':
        return ['class', this.object(callable.object)];
      case 'method':
        return ['method', callable.name, this.value(callable.receiver)];
      case 'library':
        return ['library', callable.name];
    }
  }

  private function(flow: FunctionFlow): WrittenReference {
    if (flow.home !== null) return flow.home;
    const known = this.functionNumbers.get(flow);
    if (known !== undefined) return known;
    const number = this.functions.length;
    this.functionNumbers.set(flow, number);
    // It may lead back to itself.
    this.functions.push(emptyFunction);
    this.functions[number] = this.functionText(flow);
    return number;
  }

  private functionText(flow: FunctionFlow): WrittenFunction {
    const { facts, summary, declared, parameters } = flow;
    const { returns, yields, raises, calls, sinks, stores, effects } = summary;
    return {
      name: facts.name,
      binding: facts.binding,
      ...(facts.isGenerator && { isGenerator: true }),
      ...(facts.parent !== null && facts.parent.facts.parent !== null && { parent: this.function(facts.parent) }),
      ...(parameters.length > 0 && { parameters: parameters.map((parameter) => this.parameter(parameter)) }),
      ...(declared !== null && { declared: [declared.label, this.step(declared.step)] as const }),
      ...(returns !== nothing && { returns: this.value(returns) }),
      ...(yields !== nothing && { yields: this.value(yields) }),
      ...(raises !== nothing && { raises: this.value(raises) }),
      // In order of the calls, for later ones may need the results of earlier ones.
      ...(calls.size > 0 && {
        calls: [...calls.values()].map(({ callee, given, place }) => ({
          callee: this.value(callee),
          given: this.given(given),
          place: this.place(place),
        })),
      }),
      ...(sinks.size > 0 && {
        sinks: [...sinks.values()].map(({ what, context, judges, isUncaught, place, beyond, value }) => ({
          what,
          context,
          judges,
          place: this.place(place),
          ...(isUncaught && { isUncaught }),
          ...(beyond !== undefined && { beyond: this.place(beyond) }),
          value: this.value(value),
        })),
      }),
      ...(stores.size > 0 && {
        stores: [...stores.values()].map(({ target, field, value }) => {
          return { target: this.value(target), field, value: this.value(value) };
        }),
      }),
      ...(effects.size > 0 && {
        effects: [...effects.values()].map(({ capability, place, by }) => [capability, this.place(place), by] as const),
      }),
    };
  }

  private parameter(parameter: FlowParameter): WrittenParameter {
    const { name, kind, defaultValue, into, refuses } = parameter;
    if (kind === 'either' && defaultValue === null && into === null && refuses === null) return name;
    return { ...parameter, defaultValue: defaultValue === null ? false : this.value(defaultValue) };
  }

  private given({ positional, spread, named, namedSpread, firstField }: Arguments): WrittenArguments {
    return {
      positional: positional.map((value) => this.value(value)),
      spread: spread === null ? null : this.value(spread),
      named: [...named].map(([name, value]) => [name, this.value(value)] as const),
      namedSpread: namedSpread === null ? null : this.value(namedSpread),
      firstField,
    };
  }

  private object(object: AbstractObject): WrittenReference {
    if (object.home !== null) return object.home;
    const known = this.objectNumbers.get(object);
    if (known !== undefined) return known;
    const number = this.objects.length;
    this.objectNumbers.set(object, number);
    this.objects.push(emptyObject);
    const { form, name, owner, classes, fieldNames, isOpen, isOpaque, isEnumeration, cells } = object;
    this.objects[number] = {
      form,
      name,
      ...(owner !== null && owner.facts.parent !== null && { owner: this.function(owner) }),
      ...(classes.length > 0 && { classes: classes.map((each) => this.object(each)) }),
      ...(fieldNames !== null && { fieldNames }),
      ...(isOpen && { isOpen }),
      ...(isOpaque && { isOpaque }),
      ...(isEnumeration && { isEnumeration }),
      ...(cells.size > 0 && {
        fields: [...cells].map(([field, cell]) => [field, this.value(cell.read(null))] as const),
      }),
    };
    return number;
  }
}

const emptyFunction: WrittenFunction = { name: '', binding: 'static' };

const emptyObject: WrittenObject = { form: 'container', name: '' };
