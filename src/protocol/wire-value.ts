/**
 * Values as they travel between program and host: JSON in which whatever JSON cannot say stands in an object with one
 * tag. Both sides convert their own values; this file only says what is well-formed. The host reads what a hostile
 * process may have written, so `wireValue` checks every part and bounds the depth.
 */
import { fail, type Json, JsonObject } from './json.ts';

export type WireLabel = 'tainted' | 'secret';

export type WireValue =
  | null
  | boolean
  /** A safe integer. */
  | number
  | string
  /** A list. */
  | readonly WireValue[]
  | WireTagged;

export type WireTagged =
  | { readonly tag: 'int'; readonly digits: string }
  /** A number, or `nan`, `inf`, `-inf`, `-0`. */
  | { readonly tag: 'float'; readonly value: number | string }
  /** Text with surrogates: its code points. */
  | { readonly tag: 'text'; readonly points: readonly number[] }
  | { readonly tag: 'bytes'; readonly base64: string }
  | { readonly tag: 'tuple' | 'set' | 'frozenset'; readonly items: readonly WireValue[] }
  | { readonly tag: 'dict'; readonly entries: readonly (readonly [WireValue, WireValue])[] }
  | {
      readonly tag: 'labelled';
      readonly value: WireValue;
      readonly labels: readonly WireLabel[];
      readonly source: string;
    };

const deepest = 200;
const digits = /^-?\d{1,100000}$/;
const base64 = /^[A-Za-z0-9+/]*={0,2}$/;
const specialFloats: ReadonlySet<unknown> = new Set(['nan', 'inf', '-inf', '-0']);

/**
 * Takes parsed JSON as a wire value.
 *
 * @throws MalformedMessage when it is not one
 */
export function wireValue(json: Json, depth = 0): WireValue {
  if (depth > deepest) fail('a value nested too deeply');
  if (json === null || typeof json === 'boolean' || typeof json === 'string') return json;
  if (typeof json === 'number') return Number.isSafeInteger(json) ? json : fail('a number that is no safe integer');
  if (Array.isArray(json)) return json.map((item) => wireValue(item, depth + 1));
  return taggedValue(new JsonObject(json, 'a value'), depth + 1);
}

function taggedValue(object: JsonObject, depth: number): WireTagged {
  const items = (): WireValue[] => object.array('items').map((item) => wireValue(item, depth));
  const tag = object.text('tag');
  switch (tag) {
    case 'int':
      return { tag, digits: object.matching('digits', digits) };
    case 'float': {
      const value = object.member('value');
      return typeof value === 'number' || (typeof value === 'string' && specialFloats.has(value))
        ? { tag, value }
        : fail('a float without a value');
    }
    case 'text':
      return { tag, points: object.array('points').map(codePoint) };
    case 'bytes':
      return { tag, base64: object.matching('base64', base64) };
    case 'tuple':
    case 'set':
    case 'frozenset':
      return { tag, items: items() };
    case 'dict':
      return { tag, entries: object.array('entries').map((entry) => pair(entry, depth)) };
    case 'labelled':
      return {
        tag,
        value: wireValue(object.member('value'), depth),
        labels: object
          .array('labels')
          .map((label) => (label === 'tainted' || label === 'secret' ? label : fail('an unknown label'))),
        source: object.text('source'),
      };
    default:
      return fail(`an unknown tag ${tag}`);
  }
}

function codePoint(json: Json): number {
  const inRange = typeof json === 'number' && Number.isInteger(json) && json >= 0 && json <= 0x10ffff;
  return inRange ? json : fail('a code point out of range');
}

function pair(json: Json, depth: number): readonly [WireValue, WireValue] {
  if (!Array.isArray(json) || json.length !== 2) fail('a dict entry that is no pair');
  return [wireValue(json[0] as Json, depth), wireValue(json[1] as Json, depth)];
}

/** The same value without any label, however deep. For readers that have taken note of the labels. */
export function withoutLabels(value: WireValue): WireValue {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(withoutLabels);
  if (value.tag === 'labelled') return withoutLabels(value.value);
  if ('items' in value) return { tag: value.tag, items: value.items.map(withoutLabels) };
  if (value.tag === 'dict')
    return { tag: 'dict', entries: value.entries.map(([key, item]) => [withoutLabels(key), withoutLabels(item)]) };
  return value;
}

/** Every label found in a value. */
export function labelsIn(value: WireValue, found = new Set<WireLabel>()): ReadonlySet<WireLabel> {
  if (value === null || typeof value !== 'object') return found;
  if (isList(value)) for (const item of value) labelsIn(item, found);
  else if (value.tag === 'labelled') {
    for (const label of value.labels) found.add(label);
    labelsIn(value.value, found);
  } else if ('items' in value) for (const item of value.items) labelsIn(item, found);
  else if (value.tag === 'dict') for (const entry of value.entries) for (const item of entry) labelsIn(item, found);
  return found;
}

function isList(value: WireValue): value is readonly WireValue[] {
  return Array.isArray(value);
}
