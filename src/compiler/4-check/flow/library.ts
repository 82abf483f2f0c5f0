/** Calls of built-in and library functions: what they refuse, and what comes back. */
import { effectSignatures } from '#language/signatures/effects';
import {
  lookingFunctions,
  makingFunctions,
  mappingMakers,
  type Passing,
  passingFunctions,
  type SinkSignature,
  scopeContexts,
  sinkFunctions,
  storingFunctions,
  taintedParts,
} from '#language/signatures/labels';
import { noArguments, valuesOf } from './arguments.ts';
import { type Frame, returnedField } from './frame.ts';
import type { Arguments } from './function-flow.ts';
import { calledByLibrary } from './hooks.ts';
import { iterate } from './iteration.ts';
import { type Place, type Step, traceOf } from './trace.ts';
import {
  join,
  joinAll,
  labelsOf,
  nothing,
  objectValue,
  onlyLabelled,
  type Value,
  valueOf,
  withoutContext,
} from './value.ts';

/** The result of calling a library function by its qualified name. */
export function callLibrary(name: string, given: Arguments, site: string, place: Place, frame: Frame): Value {
  switch (name) {
    case 'builtins.tainted':
    case 'builtins.secret': {
      const label = name === 'builtins.tainted' ? 'tainted' : 'secret';
      const source = valueOf({ traces: [sourceAt(site, label, { place, text: `${label}(…) labels it here` })] });
      return join(given.positional[0] ?? nothing, source);
    }
    case 'builtins.declassify':
      return onlyLabelled(frame.insideOf(given.positional[0] ?? nothing), 'tainted');
    case 'builtins.sanitize':
      return onlyLabelled(frame.insideOf(given.positional[0] ?? nothing), 'secret');
    case 'builtins.setattr':
      refuseName(given, place, frame);
      frame.write(given.positional[0] ?? nothing, '.*', given.positional[2] ?? nothing);
      return nothing;
    case 'builtins.getattr':
      refuseName(given, place, frame);
      return join(frame.read(given.positional[0] ?? nothing, '.*'), given.positional[2] ?? nothing);
    case 'builtins.next':
    case 'builtins.anext':
      // What a generator returns is in the exception that ends it.
      frame.raise(frame.read(given.positional[0] ?? nothing, returnedField));
  }
  const all = valuesOf(given);
  const isPlain = all.every((value) => value === nothing) && frame.condition === nothing;
  const partNames = taintedParts(name);
  if (isPlain && effectSignatures[name]?.result !== 'tainted' && partNames === null) {
    if (name === 'logging.getLogger') return container(nothing, site, 'logger', frame);
    if (mappingMakers.has(name)) return container(nothing, site, 'dict', frame);
    return isClassName(name) || makingFunctions.has(name) ? container(nothing, site, 'object', frame) : nothing;
  }
  const sink = sinkFunctions.get(name);
  const isSeen = Object.hasOwn(effectSignatures, name) || name.startsWith('logging.');
  if (sink !== undefined) refuse(sink, isSeen, given, place, frame);
  const effect = Object.hasOwn(effectSignatures, name) ? effectSignatures[name] : undefined;
  if (effect !== undefined) {
    refuseScope(name, given, place, frame);
    if (effect.result === 'clean' && partNames === null) return passedBy(name, all, site, place, frame);
    const shown = `${name.replace('builtins.', '')}(…)`;
    const step: Step = { place, text: `it comes from outside here: ${shown}` };
    const source = valueOf({ traces: [sourceAt(site, 'tainted', step)] });
    if (partNames === null) return source;
    const parts = frame.objects.at(`${site}.`, 'instance', shown, frame.flow);
    // Its methods are not in sight.
    parts.isOpen = true;
    parts.isOpaque = true;
    for (const part of partNames) parts.add(`.${part}`, source);
    return objectValue(parts);
  }
  if (sink !== undefined) {
    // What a hook gives in place of an object is written as well.
    const answers = name.startsWith('json.') ? frame.textOf(callBack(all, site, place, frame)) : nothing;
    frame.sink({ place, what: sink.what, context: sink.context, judges: 'labels' }, answers);
    return nothing;
  }
  if (name === 'builtins.len')
    return join(onlyLabelled(labelsOf(joinAll(all)), 'secret'), frame.impliedBy(joinAll(all)));
  if (lookingFunctions.has(name)) return frame.impliedBy(joinAll(all));
  const at = storingFunctions.get(name);
  if (at !== undefined && given.positional[at] !== undefined)
    frame.write(given.positional[at], '[*]', joinAll(all.filter((_, index) => index !== at)));
  return passedBy(name, all, site, place, frame);
}

/** What comes back of what goes in, and of what is called on the way. */
function passedBy(name: string, all: readonly Value[], site: string, place: Place, frame: Frame): Value {
  const answers = callBack(all, site, place, frame);
  if (mappingMakers.has(name)) {
    const items = joinAll(all.map((value) => frame.read(value, '[*]')));
    return container(joinAll([items, answers, labelsOf(joinAll(all))]), site, 'dict', frame);
  }
  const how = passingFunctions.get(name);
  if (how !== undefined) return passed(how, all, answers, site, place, frame);
  const result = derived(all, answers, frame);
  return isClassName(name) || makingFunctions.has(name)
    ? join(result, container(joinAll(all), site, 'object', frame))
    : result;
}

/** Classes of the library: what instances are given they may hold. Exceptions are values that show what they were given. */
function isClassName(name: string): boolean {
  return /^(?!builtins\.).*\.[A-Z]\w*$/.test(name);
}

function refuseName({ positional, places }: Arguments, place: Place, frame: Frame): void {
  const what = 'is used as the name of an attribute';
  const value = labelsOf(positional[1] ?? nothing);
  frame.sink({ place: places[1] ?? place, what, context: 'identifier', judges: 'labels' }, value);
}

export function sourceAt(site: string, label: 'tainted' | 'secret', step: Step) {
  return traceOf({ kind: 'source', id: `${label}@${site}`, label, step });
}

/** Something made of everything that went in: who catches an error of it may find that in there, too. */
function derived(all: readonly Value[], answers: Value, frame: Frame): Value {
  const inside = withoutContext(joinAll([...all, answers].map((value) => frame.insideOf(value))));
  frame.raise(labelsOf(inside));
  return inside;
}

function passed(how: Passing, all: readonly Value[], answers: Value, site: string, place: Place, frame: Frame): Value {
  if (how === 'same') return join(joinAll(all), answers);
  if (how === 'results') return container(join(joinAll(all), answers), site, 'list', frame);
  if (how === 'answers' && all.some(({ callables }) => callables.length > 0))
    return container(answers, site, 'list', frame);
  if (how === 'columns' || how === 'numbered') {
    const row = frame.objects.at(`${site}+`, 'container', 'tuple', frame.flow);
    for (const [at, value] of all.entries())
      row.add(`[${how === 'columns' ? at : 1}]`, iterate(value, place, site, frame));
    return container(objectValue(row), site, 'list', frame);
  }
  const items = joinAll(all.map((value) => iterate(value, place, site, frame)));
  if (how === 'item') return joinAll([items, answers, ...all.slice(how === 'item' ? 1 : 0)]);
  const held = join(items, answers);
  return container(how === 'pairs' ? container(held, `${site}+`, 'tuple', frame) : held, site, 'list', frame);
}

export function container(items: Value, key: string, name: string, frame: Frame): Value {
  const object = frame.objects.at(key, 'container', name, frame.flow);
  object.add('[*]', items);
  return objectValue(object);
}

/** Functions among the arguments are called with what else is there. */
export function callBack(all: readonly Value[], site: string, place: Place, frame: Frame): Value {
  const callbacks = joinAll(
    all.map((value) => (value.callables.length === 0 ? nothing : valueOf({ callables: value.callables }))),
  );
  const others = all.filter((value) => value.callables.length === 0);
  const answers = calledByLibrary(all, others, site, place, frame);
  if (callbacks === nothing) return answers;
  const spread = joinAll(others.flatMap((value) => [value, frame.read(value, '[each]')]));
  return join(answers, frame.callAll(callbacks, { ...noArguments, spread }, `${site}()`, place));
}

function refuse(sink: SinkSignature, isSeen: boolean, given: Arguments, place: Place, frame: Frame): void {
  const { what, context, looksInside } = sink;
  for (const [at, value] of valuesOf(given).entries()) {
    if (sink.arguments !== null && !sink.arguments.includes(at)) continue;
    const labels = looksInside ? frame.textOf(value) : labelsOf(value);
    frame.sink({ place: given.places[at] ?? place, what, context, judges: 'labels' }, labels);
  }
  if (isSeen && valuesOf(given).length === 0) frame.output({ place, what, context, judges: 'labels' }, nothing);
}

/** What an effect is about must have been sanitised for that. */
function refuseScope(name: string, given: Arguments, place: Place, frame: Frame): void {
  const { capability, scope } = effectSignatures[name]!;
  const context = scopeContexts[capability];
  const value = scope === null ? undefined : given.positional[scope];
  if (context === undefined || value === undefined) return;
  frame.sink(
    { place, what: `reaches ${name.replace('builtins.', '')}()`, context, judges: 'both' },
    {
      ...labelsOf(value),
      contexts: value.contexts,
    },
  );
}
