/**
 * One function (or the file itself) while it is walked: what it reads and writes of values, and what of that its callers
 * must know. Everything here works on values; which syntax leads to it is said in `expressions.ts` and `statements.ts`.
 */
import type { Node } from '#language/ast';
import { effectSignatures } from '#language/signatures/effects';
import { type AbstractObject, isItem } from './abstract-object.ts';
import { bindArguments, joinedCall, noArguments, valuesOf } from './arguments.ts';
import { type Callable, functionCallable, methodCallable } from './callable.ts';
import { construct } from './construct.ts';
import { Environment } from './environment.ts';
import type { FileFlow } from './file-flow.ts';
import {
  type Arguments,
  type Effect,
  emptySummary,
  type FunctionFlow,
  type PendingCall,
  type Sink,
  type Summary,
} from './function-flow.ts';
import { readThroughHooks, writeThroughHooks } from './hooks.ts';
import { callLibrary } from './library.ts';
import { callMethod } from './methods.ts';
import type { Objects } from './objects.ts';
import { Substitution } from './substitution.ts';
import { type Place, type Trace, traceOf } from './trace.ts';
import {
  hasSource,
  join,
  joinAll,
  labelsOf,
  nothing,
  objectValue,
  passing,
  tracesOfField,
  type Value,
  valueOf,
  withCallables,
  withTraces,
} from './value.ts';

/** More places than this in one summary tell nobody anything. */
const mostSinks = 200;
const deepestCall = 24;
/** Where a generator keeps what its function returns: `yield from` and StopIteration give it. */
export const returnedField = '=returned';

export class Frame {
  readonly summary: Summary = emptySummary();
  environment = new Environment();
  /** Labels of the conditions that decide whether this code runs; only followed under `--strict`. */
  condition: Value = nothing;
  /** What exceptions raised so far may carry, for the handler around. */
  raised: Value = nothing;
  /** How many `try` with handlers stand around the code. */
  handlers = 0;
  private depth = 0;
  private isUnnamed = false;

  constructor(
    readonly file: FileFlow,
    readonly flow: FunctionFlow,
  ) {}

  get objects(): Objects {
    return this.file.objects;
  }

  placeOf(node: Node): Place {
    return { module: null, span: node.span };
  }

  // ------------------------------------------------------------------ reading

  /** A field of a value. */
  read(value: Value, field: string): Value {
    let result = tracesOfField(value, field);
    for (const object of value.objects) result = join(result, this.readObject(object, field));
    for (const callable of value.callables)
      if (callable.kind === 'function') result = join(result, this.attributesOf(callable).read(field, this.flow));
    return result;
  }

  /** What a program keeps in the attributes of a function. */
  private attributesOf({ flow }: Extract<Callable, { kind: 'function' }>): AbstractObject {
    return this.objects.at(`attributes ${flow.id}`, 'instance', flow.facts.name, null);
  }

  /** Any attribute, where its name is not known. */
  private readAttributesOf(object: AbstractObject): Value {
    object.readAll(isData, this.flow);
    const names = [object, ...object.classes].flatMap((each) => [...each.cells.keys()]);
    const known = [...new Set(names)].filter((name) => name.startsWith('.') && name !== '.*' && isData(name));
    return joinAll([object.read('.*', this.flow), ...known.map((name) => this.readObject(object, name))]);
  }

  private readObject(object: AbstractObject, field: string): Value {
    if (field === '.*') return this.readAttributesOf(object);
    if (!field.startsWith('.') || object.form === 'module') return object.read(field, this.flow);
    if (object.form === 'container') {
      const method = valueOf({ callables: [methodCallable(field.slice(1), objectValue(object))] });
      // What an object of the library was given may be in any of its attributes.
      return object.name === 'object' ? join(method, labelsOf(object.readAll(isItem, this.flow))) : method;
    }
    const own = object.read(field, this.flow);
    // A class hides what its bases have under the same name.
    if (object.form === 'class' && own.callables.length > 0) return this.bound(own, object);
    const inherited = joinAll(object.classes.map((each) => this.readObject(each, field)));
    const found = join(own, inherited.callables.length === 0 ? inherited : this.bound(inherited, object));
    return object.form === 'instance' && !field.startsWith('.__') ? readThroughHooks(object, found, this) : found;
  }

  /** Functions of a class as an instance (or the class) has them. */
  private bound(member: Value, object: AbstractObject): Value {
    const self = objectValue(object);
    let result = withCallables(member, nothing.callables);
    for (const callable of member.callables) {
      if (callable.kind !== 'function' || callable.self !== null)
        result = join(result, valueOf({ callables: [callable] }));
      else {
        const { binding } = callable.flow.facts;
        if (binding === 'setter' && object.form === 'instance') continue;
        const isBound = binding === 'class-method' || (object.form === 'instance' && binding !== 'static');
        const method = isBound ? functionCallable(callable.flow, self, callable.closedOver) : callable;
        result =
          binding === 'property' && object.form === 'instance'
            ? join(result, this.call(method, noArguments, `property ${object.key}`, this.file.placeOfFile))
            : join(result, valueOf({ callables: [method] }));
      }
    }
    return result;
  }

  /** Labels that its text would show: its own, those of what a container holds, and of what `__str__` gives. */
  textOf(value: Value): Value {
    return this.gather(value, 'text', new Set());
  }

  /** Labels of everything that can be reached from it. */
  insideOf(value: Value): Value {
    return this.gather(value, 'inside', new Set());
  }

  private gather(value: Value, reach: 'text' | 'inside', seen: Set<AbstractObject>): Value {
    let result = labelsOf(value, reach);
    for (const object of value.objects) {
      if (seen.has(object)) continue;
      seen.add(object);
      const shows = reach === 'inside' ? object.readAll(isData, this.flow) : this.shownBy(object);
      result = join(result, this.gather(shows, reach, seen));
    }
    return result;
  }

  private shownBy(object: AbstractObject): Value {
    if (object.form === 'container') return object.readAll(isItem, this.flow);
    if (object.form !== 'instance' || object.isOpaque) return nothing;
    for (const name of ['.__str__', '.__repr__', '.__format__', '.__bytes__']) {
      const method = this.readObject(object, name);
      if (method.callables.length > 0)
        return this.callAll(method, noArguments, `text ${object.key}`, this.file.placeOfFile);
    }
    // Fields of a record that were not given are those of its class.
    const fields = joinAll((object.fieldNames ?? []).map((name) => this.readObject(object, `.${name}`)));
    return object.fieldNames !== null || object.isOpen ? join(fields, object.readAll(isData, this.flow)) : nothing;
  }

  // ------------------------------------------------------------------ writing

  /** Puts a value into a field. What belongs to somebody else is noted for the caller where it depends on the caller. */
  write(target: Value, field: string, value: Value): void {
    if (value === nothing) return;
    const here = join(value, this.condition);
    const isAttribute = field.startsWith('.') && !field.startsWith('.__');
    for (const object of target.objects) {
      if (isAttribute && object.form === 'instance' && writeThroughHooks(object, field, here, this)) continue;
      if (object.owner === this.flow || !this.dependsOnCaller(here)) object.add(field, here);
      else {
        object.add(
          field,
          withTraces(
            here,
            here.traces.filter((trace) => trace.isSource),
          ),
        );
        this.keep(objectValue(object), object.key, field, here);
      }
    }
    for (const callable of target.callables)
      if (callable.kind === 'function') this.attributesOf(callable).add(field, here);
    for (const trace of target.traces) if (!trace.isSource) this.keep(trace.alone, trace.key, field, here);
  }

  private keep(target: Value, of: string, field: string, value: Value): void {
    const key = `${of}${field}`;
    const before = this.summary.stores.get(key);
    const joined = before === undefined ? value : join(before.value, value);
    this.summary.stores.set(key, { key: `${key}=${joined.traces.length}`, target, field, value: joined });
  }

  private dependsOnCaller(value: Value): boolean {
    return value.traces.some((trace) => !trace.isSource) || value.objects.some((object) => object.owner === this.flow);
  }

  // ------------------------------------------------------------------ sinks

  /** A place that shows a value: reported where its labels are known, noted for callers where they are not. */
  sink(sink: Omit<Sink, 'key' | 'value'>, value: Value): void {
    if (value.traces.length === 0 && value.contexts.length === 0) return;
    if (sink.isUncaught && this.handlers > 0) return;
    if (sink.isUncaught && this.flow !== this.file.fileFlow) return this.keepSink(sink, value);
    const open = hasSource(value) ? value.traces.filter((trace) => !trace.isSource) : value.traces;
    if (open !== value.traces || value.contexts.length > 0)
      this.file.findings.add(
        sink,
        value.traces.filter((trace) => trace.isSource),
        value.contexts,
      );
    if (open.length > 0) this.keepSink(sink, valueOf({ traces: open }));
  }

  private keepSink(sink: Omit<Sink, 'key' | 'value'>, { traces }: Value): void {
    if (this.summary.sinks.size >= mostSinks) return;
    const { place } = sink;
    const where = place.module === null ? String(place.span.start) : `${place.module}:${place.index}`;
    const key = `${where}${sink.judges}${traces.map((trace) => trace.key).join()}`;
    if (!this.summary.sinks.has(key)) this.summary.sinks.set(key, { ...sink, key, value: valueOf({ traces }) });
  }

  /** A sink that others see: that it is reached at all tells something of the conditions before it. */
  output(sink: Omit<Sink, 'key' | 'value'>, value: Value): void {
    this.sink(sink, this.underCondition(value));
  }

  effect(effect: Effect): void {
    if (this.isUnnamed) return;
    if (!this.summary.effects.has(effect.capability)) this.summary.effects.set(effect.capability, effect);
  }

  /** A function of the library that is called under another name: what it is called with is not known. */
  private libraryEffect(name: string, place: Place): void {
    if (!Object.hasOwn(effectSignatures, name)) return;
    this.effect({ capability: effectSignatures[name]!.capability, place, by: this.flow.facts.name });
  }

  raise(value: Value): void {
    if (value !== nothing) this.raised = join(this.raised, value);
  }

  // ------------------------------------------------------------------ calls

  /** @param site tells this call apart from all others of the file */
  callAll(callee: Value, given: Arguments, site: string, place: Place): Value {
    // Callbacks of callbacks without end: what goes in may come out.
    if (this.depth > deepestCall || !this.file.mayFollow(this.depth)) return this.callUnseen(callee, given);
    this.depth++;
    const result = this.callEach(callee, given, site, place);
    this.depth--;
    return result;
  }

  /** A call that may happen somewhere in the library: its effects are nothing that the source asks for. */
  callUnnamed(callee: Value, given: Arguments, site: string, place: Place): Value {
    const outer = this.isUnnamed;
    this.isUnnamed = true;
    const result = this.callAll(callee, given, site, place);
    this.isUnnamed = outer;
    return result;
  }

  /** A call that is not followed: its effects are known, and what goes in may come out. */
  private callUnseen(callee: Value, given: Arguments): Value {
    for (const callable of callee.callables)
      if (callable.kind === 'function')
        for (const effect of callable.flow.summary.effects.values()) this.effect(effect);
    return joinAll(valuesOf(given));
  }

  private callEach(callee: Value, given: Arguments, site: string, place: Place): Value {
    let result = nothing;
    for (const callable of callee.callables) result = join(result, this.call(callable, given, site, place));
    const open = callee.traces.filter((trace) => trace.root.kind === 'parameter' || trace.root.kind === 'result');
    if (open.length > 0) result = join(result, this.callLater(valueOf({ traces: open }), given, site, place));
    const known = callee.traces.filter((trace) => trace.isSource);
    return known.length === 0 ? result : join(result, valueOf({ traces: known }));
  }

  call(callable: Callable, given: Arguments, site: string, place: Place): Value {
    switch (callable.kind) {
      case 'function':
        return this.callFunction(callable, given, site, place);
      case 'class':
        return construct(callable.object, given, site, place, this);
      case 'method':
        return callMethod(callable.receiver, callable.name, given, site, place, this);
      case 'library':
        this.libraryEffect(callable.name, place);
        return callLibrary(callable.name, given, site, place, this);
    }
  }

  private callLater(callee: Value, given: Arguments, site: string, place: Place): Value {
    const key = callee.traces.length === 1 ? site : `${site}/${callee.traces.length}`;
    // A call in a call in a call of something unknown: what goes in may come out.
    if (key.split('/').length > 4) return joinAll(valuesOf(given));
    const before = this.summary.calls.get(key);
    const call: PendingCall = before === undefined ? { key, callee, given, place } : joinedCall(before, callee, given);
    this.summary.calls.set(key, call);
    return valueOf({ traces: [traceOf({ kind: 'result', owner: this.flow, call: key })] });
  }

  private callFunction(
    { flow, self, closedOver }: Extract<Callable, { kind: 'function' }>,
    given: Arguments,
    site: string,
    place: Place,
  ): Value {
    const summary = this.file.summaryOf(flow, this.flow);
    const received = self === null ? given : { ...noArguments, ...given, positional: [self, ...given.positional] };
    const values = bindArguments(flow, received, `${site}/${flow.id}`, place, this);
    const substitution = new Substitution(this, flow, values, closedOver, `${site}/${flow.id}`);
    for (const call of summary.calls.values())
      substitution.results.set(
        call.key,
        this.callAll(substitution.value(call.callee), substitution.given(call.given), `${site}/${call.key}`, place),
      );
    for (const { target, field, value } of summary.stores.values())
      this.write(substitution.value(target), field, substitution.value(value));
    for (const sink of summary.sinks.values()) this.sink(this.seenFrom(place, sink), substitution.value(sink.value));
    for (const effect of summary.effects.values()) this.effect(effect);
    this.raise(substitution.value(summary.raises));
    const { isGenerator, name } = flow.facts;
    let result = substitution.value(summary.returns);
    if (isGenerator) result = this.generator(substitution.value(summary.yields), result, `${site}/${flow.id}`);
    if (flow.declared !== null) {
      const { label, step } = flow.declared;
      result = join(result, valueOf({ traces: [traceOf({ kind: 'source', id: `declared ${flow.id}`, label, step })] }));
    }
    return passing(result, () => ({ place, text: `it comes back from ${name}()` }));
  }

  private generator(items: Value, returned: Value, site: string): Value {
    const object = this.objects.at(`${site}*`, 'container', 'generator', this.flow);
    object.add('[*]', items);
    object.add(returnedField, returned);
    return objectValue(object);
  }

  /** What a call leads to in another module is reported where this file calls it. */
  private seenFrom(call: Place, { key: _key, value: _value, ...sink }: Sink): Omit<Sink, 'key' | 'value'> {
    if (sink.place.module === null || call.module !== null) return sink;
    return { ...sink, place: call, beyond: sink.beyond ?? sink.place };
  }

  /** Values under a condition tell something of it. */
  underCondition(value: Value): Value {
    return this.condition === nothing ? value : join(value, this.condition);
  }

  /** What a comparison tells of its operands: under `--strict` everything, else only secrets stay secret. */
  impliedBy(value: Value): Value {
    if (value.traces.length === 0 || !this.file.options.isStrict) return nothing;
    const traces: Trace[] = this.insideOf(value).traces.map((trace) => trace.implied());
    return valueOf({ traces });
  }
}

function isData(field: string): boolean {
  return !field.startsWith('.__');
}
