/**
 * Numbers, strings and bytes against CPython 3.11: `expressions.json` holds expressions with what
 * `print(ascii(value))`, or the exception in its place, printed there.
 */
import { beforeAll, expect, test } from 'bun:test';
import { compile } from '#compiler/compile';
import { SourceFile } from '#language/source';
import { installPrimitives, runModule, setOutput, startProgram } from '#program/index';
import { flushOutput } from '#program/output';
import expressions from './expressions.json';

const preamble = `func show(number, expression):
    try:
        print(number, ascii(expression()))
    except BaseException as problem:
        print(number, ascii(problem))
`;

/** Runs all expressions as one program in this realm; gives the printed answers by number. */
function answersOf(all: readonly string[]): readonly string[] {
  const calls = all.map((expression, number) => `show(${number}, lambda: (${expression}))\n`);
  const { emitted, diagnostics } = compile(new SourceFile('expressions.aegis', preamble + calls.join('')), {
    name: '__main__',
    package: null,
    importName: (written) => written,
    isGranted: null,
  });
  if (emitted === null) throw new Error(`does not compile: ${diagnostics[0]?.code}`);
  let printed = '';
  setOutput((_stream, text) => {
    printed += text;
  }, {});
  // biome-ignore lint/security/noGlobalEval: emitted code is a function expression; the sandbox has its own way
  const run = globalThis.eval(emitted.js) as (helpers: object, define: (members: object) => void) => void;
  startProgram({
    modules: new Map([['__main__', { run, isLibrary: false }]]),
    library: { native: new Map(), precompiled: new Map() },
    arguments: [],
    contracts: 'on',
  });
  runModule('__main__');
  flushOutput();
  return printed
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(line.indexOf(' ') + 1));
}

beforeAll(() => {
  installPrimitives({
    Array: Array.prototype,
    String: String.prototype,
    Number: Number.prototype,
    BigInt: BigInt.prototype,
    Boolean: Boolean.prototype,
    Function: Function.prototype,
  });
});

test('numbers, strings and bytes answer as in CPython', () => {
  const rows = expressions as unknown as readonly (readonly [string, string])[];
  const answers = answersOf(rows.map(([expression]) => expression));
  expect(rows.map(([expression], number) => [expression, answers[number]])).toEqual(rows.map((row) => [...row]));
});
