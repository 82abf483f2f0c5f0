/** Taking the arguments of a request apart. They come from a process that may be hostile; labels are minded here too. */
import { labelsIn, type WireValue, withoutLabels } from '#protocol/wire-value';
import { EffectFailure } from './effect.ts';

/** A text that steers what is done (a path, a name): it must carry no label. */
export function plainText(args: readonly WireValue[], index: number, what: string): string {
  const value = args[index];
  if (value === undefined) throw new EffectFailure('TypeError', `${what} is missing`);
  refuseLabels(value, what);
  if (typeof value !== 'string') throw new EffectFailure('TypeError', `${what} must be str`);
  if (value.includes('\0')) throw new EffectFailure('ValueError', `${what} holds a null character`);
  return value;
}

export function plainInteger(
  args: readonly WireValue[],
  index: number,
  what: string,
  least: number,
  most: number,
): number {
  const value = args[index];
  if (value === undefined) throw new EffectFailure('TypeError', `${what} is missing`);
  refuseLabels(value, what);
  if (typeof value !== 'number' || value < least || value > most) {
    throw new EffectFailure('ValueError', `${what} must be an int from ${least} to ${most}`);
  }
  return value;
}

/** Content that may be tainted but not secret: str or bytes. */
export function content(args: readonly WireValue[], index: number): Uint8Array {
  const value = args[index];
  if (value === undefined) throw new EffectFailure('TypeError', 'the content is missing');
  if (labelsIn(value).has('secret')) {
    throw new EffectFailure('SecretError', 'a secret cannot be written; declassify it first, giving the reason');
  }
  const plain = withoutLabels(value);
  if (typeof plain === 'string') return new TextEncoder().encode(plain);
  if (plain !== null && typeof plain === 'object' && 'tag' in plain) {
    if (plain.tag === 'bytes') return Uint8Array.fromBase64(plain.base64);
    if (plain.tag === 'text') return encodePoints(plain.points);
  }
  throw new EffectFailure('TypeError', 'the content must be str or bytes');
}

function encodePoints(points: readonly number[]): Uint8Array {
  if (points.some((point) => point >= 0xd800 && point <= 0xdfff)) {
    throw new EffectFailure('UnicodeError', 'the content holds lone surrogates, which UTF-8 cannot say');
  }
  return new TextEncoder().encode(points.map((point) => String.fromCodePoint(point)).join(''));
}

function refuseLabels(value: WireValue, what: string): void {
  const labels = labelsIn(value);
  if (labels.has('secret'))
    throw new EffectFailure('SecretError', `${what} is secret; declassify it first, giving the reason`);
  if (labels.has('tainted'))
    throw new EffectFailure('TaintError', `${what} is tainted; pass it through sanitize first`);
}
