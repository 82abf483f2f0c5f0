/**
 * Any text is read: the parser gives a tree and diagnostics, never an exception, never a hang, and node ids stay dense.
 * Seeds are fixed, so that a failure can be repeated.
 */
import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { parse } from '#compiler/2-parse/parse';
import { visit } from '#compiler/2-parse/walk';
import { Diagnostics } from '#diagnostics/diagnostic';
import { constructCards } from '#language/constructs/cards';
import { hardKeywords, softKeywords } from '#language/keywords';
import { SourceFile } from '#language/source';

function readAnything(text: string): Diagnostics {
  const source = new SourceFile('fuzz.aegis', text);
  const diagnostics = new Diagnostics(source);
  const module = parse(source, diagnostics);
  const seen = new Set<number>();
  visit(module, ({ id, span }) => {
    expect(id < module.nodeCount && !seen.has(id)).toBe(true);
    expect(span.start <= span.end && span.end <= text.length).toBe(true);
    seen.add(id);
  });
  for (const { span } of diagnostics.list)
    expect(span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true);
  return diagnostics;
}

const program = `${Object.values(constructCards)
  .map(({ example }) => example)
  .join('\n')}
@capabilities(allow: [mcp.call("a/b")], deny: [])
module Triage:
    type Result[T] = Ok(value: T) | Err(message: str)
    async func work(a, /, b: int = 1, *rest, key, **named) -> dict requires network.https:
        let x, *y = await f(a)[1:2, ...], {**named}
        try:
            with (open("x") as g, h): pass
        except* (A, B) as error:
            raise E from None
        match x:
            case [1, *_] | {"k": Point(x=0) as p, **r} if x > 3:
                yield f"{x!r:>{width}} {{}} {y=}" + "\\N{EM SPACE}\\u1234"
        return [i async for i, in y if i if (j := i)] if not a is not b else lambda q=5m: -q ** 2
`;

const pieces = [
  ...hardKeywords,
  ...softKeywords,
  'def',
  'x',
  '_',
  '0x1f',
  '1e9',
  '10/m',
  '5ms',
  '007',
  '"',
  "'",
  '"""',
  "f'",
  'f"""',
  'rb"',
  '{',
  '}',
  '{{',
  '!r',
  ':',
  '=',
  ':=',
  '==',
  '->',
  '(',
  ')',
  '[',
  ']',
  ',',
  ';',
  '.',
  '...',
  '*',
  '**',
  '@',
  '!',
  '$',
  '?',
  '\\',
  '\\\n',
  '\n',
  '\n    ',
  '\n        ',
  '\n\t',
  '\r\n',
  '\r',
  '\f',
  '#c',
  '\0',
  '\ud800',
  '\udc00',
  '\ufeff',
  '\u00a0',
  'ﬁ',
  '𝐱',
  '\\N{',
  ' ',
];

const options = { seed: 4711, numRuns: 400 } as const;

test('token soup', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (soup) => void readAnything(soup.join(' '))),
    options,
  );
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (soup) => void readAnything(soup.join(''))),
    options,
  );
});

test('random code units, lone surrogates among them', () => {
  const units = fc.array(fc.oneof(fc.nat(127), fc.nat(0xffff)), { maxLength: 200 });
  fc.assert(
    fc.property(units, (codes) => void readAnything(String.fromCharCode(...codes))),
    options,
  );
});

test('random bytes, decoded with replacement', () => {
  const decoder = new TextDecoder();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void readAnything(decoder.decode(bytes))),
    options,
  );
});

test('a program with pieces cut out, doubled and put in', () => {
  const edit = fc.record({ at: fc.nat(program.length), length: fc.nat(40), insert: fc.constantFrom('', ...pieces) });
  const mutated = fc
    .array(edit, { minLength: 1, maxLength: 6 })
    .map((edits) =>
      edits.reduce((text, { at, length, insert }) => text.slice(0, at) + insert + text.slice(at + length), program),
    );
  fc.assert(
    fc.property(mutated, (text) => void readAnything(text)),
    options,
  );
});

test('the program cut off anywhere', () => {
  for (let end = 0; end < program.length; end += 3) readAnything(program.slice(0, end));
});

test('the whole program has no mistakes', () => {
  expect(readAnything(program).list).toEqual([]);
});

const nested: readonly (readonly [string, string])[] = [
  ['parentheses', '('.repeat(10_000)],
  ['closed parentheses', `x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}\n`],
  ['square brackets', `let x = ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`],
  ['dicts', `let x = ${'{1:'.repeat(10_000)}1${'}'.repeat(10_000)}\n`],
  ['calls', `${'f('.repeat(10_000)}${')'.repeat(10_000)}\n`],
  ['signs', `let x = ${'-'.repeat(10_000)}1\n`],
  ['nots', `let x = ${'not '.repeat(10_000)}1\n`],
  ['awaits', `let x = ${'await '.repeat(10_000)}1\n`],
  ['lambdas', `let x = ${'lambda: '.repeat(10_000)}1\n`],
  ['powers', `let x = ${'1 ** '.repeat(10_000)}1\n`],
  ['conditionals', `let x = ${'1 if 1 else '.repeat(10_000)}1\n`],
  ['sums', `let x = ${'1 + '.repeat(10_000)}1\n`],
  ['attributes', `x${'.x'.repeat(10_000)}\n`],
  ['format strings', `let x = ${'f"{'.repeat(10_000)}`],
  ['patterns', `match x:\n    case ${'['.repeat(10_000)}${']'.repeat(10_000)}:\n        pass\n`],
  ['elifs', `if x:\n    pass\n${'elif x:\n    pass\n'.repeat(10_000)}`],
  ['blocks', Array.from({ length: 10_000 }, (_, depth) => `${' '.repeat(depth)}if x:\n`).join('')],
];

for (const [what, text] of nested) {
  test(`10,000 nested ${what} are too deep`, () => {
    const started = performance.now();
    const codes = readAnything(text).list.map(({ code }) => code);
    expect(codes).toContain('syntax/too-deep');
    expect(performance.now() - started).toBeLessThan(5000);
  });
}

const long: readonly (readonly [string, string])[] = [
  ['names', 'x, '],
  ['verifies', 'verify(x); '],
  ['matches', 'match (x); '],
  ['reasons', 'reason(x); '],
  ['openers', '('],
  ['closers', ')'],
  ['mixed brackets', '(]'],
  ['strings', '"a" '],
  ['quotes', '"'],
  ['format strings', 'f"{x}" '],
  ['open fields', 'f"{x" '],
  ['numbers', '1'],
  ['strange characters', '\u0000\ud800'],
  ['backslashes', '\\'],
  ['decorators', '@'],
  ['words', 'word'],
  ['types', 'type x = '],
];

for (const [what, piece] of long) {
  test(`a long line of ${what} takes linear time`, () => {
    const started = performance.now();
    readAnything(piece.repeat(Math.ceil(1_000_000 / piece.length)));
    expect(performance.now() - started).toBeLessThan(5000);
  });
}
