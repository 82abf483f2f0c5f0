/** What a finding about a value of the wrong type can add: why it is wrong, or what was forgotten. */
import { assignable, protocolGap } from './assignable.ts';
import { builtinClass } from './builtins.ts';
import { unionOf } from './join.ts';
import { showType } from './show.ts';
import { any, type InstanceType, type Type } from './type.ts';

/** What an async function gives before it is awaited. */
export function isCoroutine(type: Type): type is InstanceType {
  return type.kind === 'instance' && type.class === builtinClass('Coroutine');
}

/** A coroutine that stands where its result is wanted was not awaited. */
export function awaitHelp(type: Type, wanted: Type): string | null {
  return isCoroutine(type) && assignable(type.arguments[2] ?? any, wanted)
    ? 'an async function gives its result to `await`; write `await` before the call'
    : null;
}

/** Only `None` stands in the way. */
export function noneHelp(type: Type, wanted: Type): string | null {
  if (type.kind !== 'union' || !type.members.some((member) => member.kind === 'none')) return null;
  const rest = unionOf(
    type.members.filter((member) => member.kind !== 'none'),
    type.soft,
  );
  return assignable(rest, wanted) ? 'it may be None here; test it with `is not None` first' : null;
}

/** Which member of a protocol is not there, or is another than the protocol wants. */
export function protocolHelp(type: Type, wanted: Type): string | null {
  if (type.kind !== 'instance' || wanted.kind !== 'instance' || !wanted.class.facts.isProtocol) return null;
  const gap = protocolGap(type, wanted);
  if (gap === null) return null;
  if (gap.has === null) return `${type.class.name} has no '${gap.name}'`;
  return `'${gap.name}' of ${type.class.name} is ${showType(gap.has)}; ${wanted.class.name} wants ${showType(gap.wanted)}`;
}
