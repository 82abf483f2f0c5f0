/** Literals that emitted code cannot write as JavaScript, and displays of containers. */

import { durationOfSeconds } from '../stdlib/datetime/duration.ts';
import { isLabelled, refuse } from '../taint.ts';
import { type Dict, isMapping, updateDict } from '../values/dict.ts';
import { error } from '../values/exceptions.ts';
import { SetValue } from '../values/set.ts';
import { typeName } from '../values/type-of.ts';
import { Bytes, Complex, Float, type Value } from '../values/value.ts';

export const float = (value: number): Float => new Float(value);
export const complex = (imaginary: number): Complex => new Complex(0, imaginary);

/** A bytes literal from a string of characters below 256. */
export function bytes(binary: string): Bytes {
  const data = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) data[index] = binary.charCodeAt(index);
  return new Bytes(data);
}

/** `{a, b}`; of constants only, it is the copy of a set that was there before. */
export function setDisplay(items: readonly Value[], isConstant = false): SetValue {
  const made = new SetValue();
  for (let index = 0; index < items.length; index++) made.set(items[index]!, true);
  if (isConstant) made.copied = made.size;
  return made;
}

/** One item of a set comprehension. */
export function addItem(set: SetValue, item: Value): void {
  set.set(item, true);
}

/** `{**mapping}` into a dict that is being made. @throws TypeError for what is no mapping */
export function spreadDict(target: Dict, mapping: Value): Dict {
  if (isLabelled(mapping)) return refuse(mapping, 'iterate');
  if (!isMapping(mapping)) throw error('TypeError', `'${typeName(mapping)}' object is not a mapping`);
  updateDict(target, mapping);
  return target;
}

/** `10s`, `2h` …: a `datetime.timedelta`. Its file is part of the core, so a literal needs no import. */
export function duration(seconds: number): Value {
  return durationOfSeconds(seconds);
}
