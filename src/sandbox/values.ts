/** Aegis values to wire values and back, on the program's side of the pipe. */

import { insideOf, isLabelled, label } from '#program/taint';
import { Dict } from '#program/values/dict';
import { error } from '#program/values/exceptions';
import { FrozenSet, SetValue } from '#program/values/set';
import { Text, textFromPoints, textFromString } from '#program/values/text';
import { ByteArray, Bytes, Float, Tuple, type Value } from '#program/values/value';
import type { WireLabel, WireTagged, WireValue } from '#protocol/wire-value';

/**
 * @throws TypeError of Aegis for what cannot leave the program: functions, classes, instances
 */
export function toWire(value: Value, depth = 0): WireValue {
  if (depth > 150) throw error('ValueError', 'the value is nested too deeply to leave the program');
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number')
    return value;
  if (typeof value === 'bigint') return { tag: 'int', digits: value.toString() };
  if (Array.isArray(value)) return listToWire(value, depth);
  if (value instanceof Float) return { tag: 'float', value: floatToWire(value.value) };
  if (value instanceof Text) return { tag: 'text', points: value.points };
  if (value instanceof Tuple) return { tag: 'tuple', items: listToWire(value.items, depth) };
  if (value instanceof Dict) return { tag: 'dict', entries: dictToWire(value, depth) };
  if (value instanceof Bytes || value instanceof ByteArray) return { tag: 'bytes', base64: value.data.toBase64() };
  if (value instanceof FrozenSet) return { tag: 'frozenset', items: listToWire(value.keyArray(), depth) };
  if (value instanceof SetValue) return { tag: 'set', items: listToWire(value.keyArray(), depth) };
  if (isLabelled(value)) return labelledToWire(value, depth);
  throw error('TypeError', 'only plain data can leave the program');
}

function labelledToWire(value: Parameters<typeof insideOf>[0], depth: number): WireTagged {
  const labels: WireLabel[] = [];
  if (value.isTainted) labels.push('tainted');
  if (value.isSecret) labels.push('secret');
  return { tag: 'labelled', value: toWire(insideOf(value), depth + 1), labels, source: value.provenance.first };
}

function listToWire(items: readonly Value[], depth: number): WireValue[] {
  const wire: WireValue[] = [];
  for (let index = 0; index < items.length; index++) wire.push(toWire(items[index]!, depth + 1));
  return wire;
}

function dictToWire(dict: Dict, depth: number): [WireValue, WireValue][] {
  const keys = dict.keyArray();
  const entries: [WireValue, WireValue][] = [];
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]!;
    entries.push([toWire(key, depth + 1), toWire(dict.get(key)!, depth + 1)]);
  }
  return entries;
}

function floatToWire(value: number): number | string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0' : value;
}

/** The host is trusted to send well-formed values. */
export function fromWire(wire: WireValue): Value {
  if (wire === null || typeof wire !== 'object') return typeof wire === 'string' ? textFromString(wire) : wire;
  if (isList(wire)) return wire.map(fromWire);
  switch (wire.tag) {
    case 'int':
      return BigInt(wire.digits);
    case 'float':
      return new Float(
        typeof wire.value === 'number'
          ? wire.value
          : wire.value === 'nan'
            ? Number.NaN
            : Number(wire.value.replace('inf', 'Infinity')),
      );
    case 'text':
      return textFromPoints(wire.points);
    case 'bytes':
      return new Bytes(Uint8Array.fromBase64(wire.base64));
    case 'tuple':
      return new Tuple(wire.items.map(fromWire));
    case 'set':
    case 'frozenset': {
      const set = wire.tag === 'set' ? new SetValue() : new FrozenSet();
      for (const item of wire.items) set.set(fromWire(item), true);
      return set;
    }
    case 'dict': {
      const dict = new Dict();
      for (const [key, value] of wire.entries) dict.set(fromWire(key), fromWire(value));
      return dict;
    }
    case 'labelled':
      return withLabels(fromWire(wire.value), wire.labels, wire.source);
  }
}

/** Puts the labels of an answer on its value. */
export function withLabels(value: Value, labels: readonly WireLabel[], source: string): Value {
  let labelled = value;
  for (const kind of labels) labelled = label(labelled, kind, source);
  return labelled;
}

function isList(wire: WireValue): wire is readonly WireValue[] {
  return Array.isArray(wire);
}
