/** `str.translate` and `str.maketrans`. */
import { findSpecial } from '../../operators/attribute.ts';
import { getItem } from '../../operators/items.ts';
import { Dict } from '../dict.ts';
import { error, exceptionTypes, isException } from '../exceptions.ts';
import { integerIn } from '../integers.ts';
import type { MethodTable } from '../method-table.ts';
import { pointsOf, type Str, textFromPoints, textLength } from '../text.ts';
import { isInstance, typeName } from '../type-of.ts';
import type { Value } from '../value.ts';
import { mostPoints } from './parts.ts';
import { ownText, stringIn } from './receiver.ts';

/** What a table says of a character: undefined to keep it. */
function replacement(table: Value, point: number): Value | undefined {
  try {
    return getItem(table, point);
  } catch (problem) {
    if (isException(problem) && isInstance(problem, exceptionTypes.LookupError)) return undefined;
    throw problem;
  }
}

function translate(text: Str, table: Value): Str {
  if (findSpecial(table, '__getitem__') === undefined) {
    throw error('TypeError', `'${typeName(table)}' object is not subscriptable`);
  }
  const result: number[] = [];
  for (const point of pointsOf(text)) {
    const entry = replacement(table, point);
    if (entry === undefined) result.push(point);
    else if (entry !== null) pushEntry(result, entry);
  }
  return textFromPoints(result);
}

function pushEntry(result: number[], entry: Value): void {
  const text = stringIn(entry);
  if (text !== undefined) {
    const points = pointsOf(text);
    if (result.length + points.length > mostPoints) throw error('MemoryError');
    for (let index = 0; index < points.length; index++) result.push(points[index]!);
    return;
  }
  const integer = integerIn(entry);
  if (integer === undefined) throw error('TypeError', 'character mapping must return integer, None or str');
  if (integer < 0 || integer > 0x10ffff) throw error('ValueError', 'character mapping must be in range(0x110000)');
  result.push(Number(integer));
}

/** `str.maketrans(x[, y[, z]])`. @throws TypeError, ValueError */
export function makeTranslation(x: Value, y?: Value, z?: Value): Dict {
  const table = new Dict();
  if (y === undefined) {
    if (!(x instanceof Dict)) {
      throw error('TypeError', 'if you give only one argument to maketrans it must be a dict');
    }
    for (const key of x.keyArray()) table.set(translationKey(key), x.get(key)!);
    return table;
  }
  const from = stringIn(x);
  if (from === undefined) {
    throw error('TypeError', 'first maketrans argument must be a string if there is a second argument');
  }
  const to = stringIn(y);
  if (to === undefined) throw error('TypeError', `maketrans() argument 2 must be str, not ${typeName(y)}`);
  if (textLength(from) !== textLength(to)) {
    throw error('ValueError', 'the first two maketrans arguments must have equal length');
  }
  const targets = pointsOf(to);
  pointsOf(from).forEach((point, index) => table.set(point, targets[index]!));
  if (z !== undefined) {
    const gone = stringIn(z);
    if (gone === undefined) throw error('TypeError', `maketrans() argument 3 must be str, not ${typeName(z)}`);
    for (const point of pointsOf(gone)) table.set(point, null);
  }
  return table;
}

function translationKey(key: Value): Value {
  const text = stringIn(key);
  if (text !== undefined) {
    if (textLength(text) !== 1) throw error('ValueError', 'string keys in translate table must be of length 1');
    return pointsOf(text)[0]!;
  }
  if (integerIn(key) === undefined) throw error('TypeError', 'keys in translate table must be strings or integers');
  return key;
}

export const translateMethods: MethodTable = {
  translate: [
    '(table, /)',
    function (this: Value, table: Value) {
      return translate(ownText(this), table);
    },
  ],
};
