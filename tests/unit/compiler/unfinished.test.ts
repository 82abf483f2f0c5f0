/** When an interactive entry is whole. */
import { describe, expect, test } from 'bun:test';
import { isUnfinished } from '#compiler/unfinished';

const whole = [
  '1 + 1',
  'let x = [1,\n  2]',
  'if x: print(1)',
  'func f():\n    return 1\n',
  'func f():\n    return 1\nf()',
  '"""a\nb"""',
  '"never closed',
  'x = (1]',
  'f"{"',
  '# only a comment',
  'a \\\n + b',
  'let d = {"a": 1}',
];
const unfinished = [
  'func f():',
  'func f():\n    return 1',
  'func f():  # why',
  'if x:\n    1\nelse:',
  'print(',
  'let x = [1,\n',
  '"""a',
  "rb'''a\n\nb",
  'f"""{x}',
  '@staticmethod',
  'a \\',
  'for x in y:\n    for z in x:\n        1',
];

describe('an entry', () => {
  for (const text of whole) test(`is whole: ${JSON.stringify(text)}`, () => expect(isUnfinished(text)).toBe(false));
  for (const text of unfinished) test(`goes on: ${JSON.stringify(text)}`, () => expect(isUnfinished(text)).toBe(true));
});
