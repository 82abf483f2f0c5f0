/**
 * What a sanitized or declassified value says, for the host alone: it keeps a keyed mark of it and forgets it. Nothing of
 * the program runs here, so objects count by their type only.
 */
import { bare, isLabelled } from '../taint.ts';
import { typeName } from '../values/type-of.ts';
import { ByteArray, Bytes, Float, type Value } from '../values/value.ts';
import { mapLeaves } from './leaves.ts';

/** Longer values are told by their beginning and their length. */
const longest = 65_536;

export function contentOf(value: Value): string {
  let text = '';
  const leaf = (given: Value): Value => {
    if (isLabelled(given)) return mapLeaves(bare(given), leaf);
    if (text.length < longest) text += `${written(given)}\0`;
    return null;
  };
  mapLeaves(value, leaf);
  return text.length <= longest ? text : `${text.slice(0, longest).toWellFormed()}… ${text.length}`;
}

function written(leaf: Value): string {
  if (typeof leaf === 'string') return leaf.toWellFormed();
  if (leaf === null || typeof leaf === 'boolean' || typeof leaf === 'number' || typeof leaf === 'bigint')
    return String(leaf);
  if (leaf instanceof Float) return String(leaf.value);
  if (leaf instanceof Bytes || leaf instanceof ByteArray) return leaf.data.subarray(0, longest).toHex();
  return typeName(leaf);
}
