/** Call expressions: what is called, with what, and which effects that has. */
import type * as ast from '#language/ast';
import { addingMethods } from '#language/signatures/labels';
import { capabilityText, effectsOfCall } from '../capabilities/effects.ts';
import { valuesOf } from './arguments.ts';
import { evaluate, evaluateArguments, siteOf } from './expressions.ts';
import type { Frame } from './frame.ts';
import type { Arguments } from './function-flow.ts';
import { calledByLibrary } from './hooks.ts';
import { callLibrary } from './library.ts';
import { superMember, typedMember } from './members.ts';
import { callMethod } from './methods.ts';
import { callOperator } from './operators.ts';
import type { Place } from './trace.ts';
import {
  hasSource,
  join,
  joinAll,
  labelsOf,
  nothing,
  onlyLabelled,
  passing,
  type Sanitised,
  type Value,
  valueOf,
} from './value.ts';
import type { Walker } from './walker.ts';

export function evaluateCall(node: ast.Call, walker: Walker): Value {
  const { frame, file } = walker;
  const name = file.libraryName(node.callee);
  const given = evaluateArguments(node, walker);
  if (name === null) return frame.underCondition(callValue(node, given, walker));
  for (const capability of effectsOfCall(node, file.names))
    frame.effect({
      capability: capabilityText(capability),
      place: frame.placeOf(node),
      by: walker.frame.flow.facts.name,
    });
  if (name === 'builtins.getattr' && node.arguments[1]?.kind === 'Constant') {
    const { value } = node.arguments[1];
    const field = value.type === 'str' ? `.${value.value}` : '.*';
    return join(frame.read(given.positional[0] ?? nothing, field), given.positional[2] ?? nothing);
  }
  if (name === 'builtins.sanitize') return sanitised(node, given, walker);
  return callLibrary(name, given, siteOf(node), frame.placeOf(node), frame);
}

function callValue(node: ast.Call, given: Arguments, walker: Walker): Value {
  const { frame } = walker;
  const place = frame.placeOf(node);
  if (node.callee.kind === 'Attribute') return callMember(node, node.callee, given, walker);
  const callee = evaluate(node.callee, walker);
  const site = siteOf(node);
  const result = join(
    frame.callAll(callee, given, site, place),
    callOperator(callee, ['__call__'], given.positional, site, place, frame),
  );
  if (callee.objects.some((object) => object.form === 'instance')) return result;
  return callee.callables.length > 0 || callee.traces.length > 0 ? result : unknownCall(node, given, walker);
}

/** A method: of the class that the value is known to be of, or of any class that has one of the name. */
function callMember(node: ast.Call, callee: ast.Attribute, given: Arguments, walker: Walker): Value {
  const { frame } = walker;
  const place = frame.placeOf(node);
  const site = siteOf(node);
  const inherited = superMember(callee, walker);
  if (inherited !== null) return frame.callAll(inherited, given, site, place);
  const name = callee.name.name;
  const found = evaluate(callee.object, walker);
  const receiver = Object.hasOwn(addingMethods, name)
    ? walker.holder(callee.object, found, joinAll(valuesOf(given)))
    : found;
  if (name === 'format') formatFields(callee, given, place, frame);
  const member = frame.read(receiver, `.${name}`);
  const typed = typedMember(callee, receiver, walker);
  let result = frame.callAll(join(valueOf({ callables: member.callables }), typed), given, site, place);
  // Of a value that may be a container or something labelled only the container's method is known.
  const labels = labelsOf(receiver);
  if (hasSource(labels) && receiver.objects.every((object) => object.form === 'container'))
    result = join(result, callMethod(labels, name, given, `${site}l`, place, frame));
  if (walker.file.isBuiltinReceiver(callee) || member.callables.length + typed.callables.length === 0) {
    const unknown = member.traces.filter((trace) => !trace.isSource);
    // A parameter may be of a class that has a method of this name; whoever calls knows.
    if (unknown.length > 0 && !walker.file.isBuiltinReceiver(callee)) {
      const later = frame.callAll(valueOf({ traces: unknown }), given, site, place);
      result = join(result, later);
    }
    const isKnown = receiver.objects.some((object) => object.form !== 'container' && !object.isOpen);
    if (!isKnown) result = join(result, callMethod(receiver, name, given, `${site}m`, place, frame));
    // A method of the library may call any that the class overrides.
    const open = receiver.objects.filter((object) => object.isOpen);
    result = join(result, calledByLibrary([valueOf({ objects: open })], valuesOf(given), `${site}o`, place, frame));
    if (receiver === nothing && !walker.file.isBuiltinReceiver(callee))
      result = join(result, frame.callAll(walker.file.methodsNamed(name), given, site, place));
  }
  return result;
}

/** `"{0.name}".format(x)` shows what the template names of its arguments. */
function formatFields({ object }: ast.Attribute, given: Arguments, place: Place, frame: Frame): void {
  if (object.kind !== 'Constant' || object.value.type !== 'str') return;
  const named = object.value.value.matchAll(/\{[^{}!:]*/g).flatMap(([field]) => field.matchAll(/\.(\w+)|\[/g));
  const sink = { place, what: 'reaches .format()', context: 'log', judges: 'labels' } as const;
  for (const [, attribute] of named)
    for (const value of valuesOf(given))
      frame.sink(sink, frame.textOf(frame.read(value, attribute === undefined ? '[*]' : `.${attribute}`)));
}

/** Of what is called nothing is known: what goes in may come out. */
function unknownCall(node: ast.Call, given: Arguments, walker: Walker): Value {
  const { frame } = walker;
  const all = valuesOf(given);
  if (all.every((value) => value === nothing)) return nothing;
  const labels = joinAll(all.map((value) => frame.insideOf(value)));
  return passing(labels, () => ({
    place: frame.placeOf(node.callee),
    text: 'nothing is known of this function, so what goes in may come out; annotate where it comes from',
  }));
}

/** `sanitize(x, context=c)`: the labels go, and what it was made fit for stays known. */
function sanitised(node: ast.Call, given: Arguments, walker: Walker): Value {
  const { frame } = walker;
  const secrets = onlyLabelled(frame.insideOf(given.positional[0] ?? nothing), 'secret');
  const context = contextOf(node);
  if (context === null) return secrets;
  const place = frame.placeOf(node);
  const contexts: Sanitised[] = [{ context, step: { place, text: `it is sanitised for ${context} here` } }];
  return { ...secrets, contexts };
}

function contextOf(node: ast.Call): string | null {
  const value = node.keywords.find((keyword) => keyword.name?.name === 'context')?.value;
  if (value?.kind === 'Name') return value.name;
  return value?.kind === 'Constant' && value.value.type === 'str' ? value.value.value : null;
}
