/** Writes what importers may know of a file's labels and effects; of functions that they cannot reach nothing is said. */
import type { AbstractObject } from './abstract-object.ts';
import type { Callable } from './callable.ts';
import type { FileFlow } from './file-flow.ts';
import type { Arguments, FunctionFlow } from './function-flow.ts';
import type {
  WrittenArguments,
  WrittenCallable,
  WrittenFlows,
  WrittenFunction,
  WrittenObject,
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

  private trace({ parts }: Trace): WrittenTrace {
    const { path, reach, only, forgets, isImplied, steps } = parts;
    return {
      root: this.root(parts.root),
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

  private callNumber(owner: FunctionFlow, call: string): number {
    let numbers = this.callNumbers.get(owner);
    if (numbers === undefined) {
      numbers = new Map();
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
    const { facts, summary, declared } = flow;
    return {
      name: facts.name,
      binding: facts.binding,
      isGenerator: facts.isGenerator,
      parent: facts.parent === null || facts.parent.facts.parent === null ? null : this.function(facts.parent),
      parameters: flow.parameters.map((parameter) => ({
        ...parameter,
        defaultValue: parameter.defaultValue === null ? false : this.value(parameter.defaultValue),
      })),
      declared: declared === null ? null : [declared.label, this.step(declared.step)],
      returns: this.value(summary.returns),
      yields: this.value(summary.yields),
      raises: this.value(summary.raises),
      // In order of the calls, for later ones may need the results of earlier ones.
      calls: [...summary.calls.values()].map((call) => {
        this.callNumber(flow, call.key);
        return { callee: this.value(call.callee), given: this.given(call.given), place: this.place(call.place) };
      }),
      sinks: [...summary.sinks.values()].map(({ what, context, judges, place, value }) => ({
        what,
        context,
        judges,
        place: this.place(place),
        value: this.value(value),
      })),
      stores: [...summary.stores.values()].map(({ target, field, value }) => ({
        target: this.value(target),
        field,
        value: this.value(value),
      })),
      effects: [...summary.effects.values()].map(
        ({ capability, place, by }) => [capability, this.place(place), by] as const,
      ),
    };
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
    const { form, name, owner, classes, fieldNames, isOpen, cells } = object;
    this.objects[number] = {
      form,
      name,
      owner: owner === null || owner.facts.parent === null ? null : this.function(owner),
      classes: classes.map((each) => this.object(each)),
      fieldNames,
      isOpen,
      fields: [...cells].map(([field, cell]) => [field, this.value(cell.read(null))] as const),
    };
    return number;
  }
}

const emptyFunction: WrittenFunction = {
  name: '',
  binding: 'static',
  isGenerator: false,
  parent: null,
  parameters: [],
  declared: null,
  returns: null,
  yields: null,
  raises: null,
  sinks: [],
  stores: [],
  calls: [],
  effects: [],
};

const emptyObject: WrittenObject = {
  form: 'container',
  name: '',
  owner: null,
  classes: [],
  fieldNames: null,
  isOpen: false,
  fields: [],
};
