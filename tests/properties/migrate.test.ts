/**
 * Migration gives text or diagnostics, whatever it is given; and what it makes of readable Python is readable Aegis, in
 * style. The Python is that of the language's own cases, with `let` and `func` taken out again.
 */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from '#compiler/2-parse/parse';
import { defaultLineLength, format } from '#compiler/format/format';
import { Diagnostics } from '#diagnostics/diagnostic';
import { SourceFile } from '#language/source';
import { migrate } from '#project/migrate/migrate';
import { filesUnder } from '../support/files.ts';

const nothing = (): boolean => false;

test('any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const migrated = migrate(new SourceFile('bytes.py', new TextDecoder().decode(bytes)), nothing);
      expect(migrated.text !== null || migrated.diagnostics.length > 0).toBe(true);
    }),
    { numRuns: 500, seed: 7_333 },
  );
});

const pieces = [
  'def f(a, *b):',
  'x',
  '=',
  '(',
  ')',
  '[',
  ':',
  '\n',
  '\n    ',
  'let',
  'func',
  'if',
  'import os',
  'lambda',
  ',',
];
const more = [
  '"""',
  'f"{',
  '}"',
  '#',
  ';',
  'class A:',
  'try:',
  'except:',
  'sys.exit()',
  '.__class__',
  '\\',
  'eval',
  '1',
  'for',
];

test('pieces of Python', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 40 }), (words) => {
      const migrated = migrate(new SourceFile('pieces.py', words.join(' ')), nothing);
      expect(migrated.text !== null || migrated.diagnostics.length > 0).toBe(true);
    }),
    { numRuns: 3_000, seed: 812 },
  );
});

test('the cases of the language', () => {
  let read = 0;
  for (const file of filesUnder('tests/language/basics', '.aegis')) {
    const python = readFileSync(file, 'utf8')
      .replace(/\bfunc\b/g, 'def')
      .replace(/\b(?:let|const) /g, '');
    const { text } = migrate(new SourceFile(file, python), nothing);
    if (text === null) continue;
    read++;
    const result = new SourceFile(file, text);
    const diagnostics = new Diagnostics(result);
    parse(result, diagnostics);
    expect(diagnostics.list.map(({ message }) => message)).toEqual([]);
    expect(format(result, { lineLength: defaultLineLength }, new Diagnostics(result))).toBe(text);
  }
  expect(read).toBeGreaterThan(50);
});
