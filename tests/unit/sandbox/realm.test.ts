import { expect, test } from 'bun:test';
import { makeEmittedRealm } from '../../../src/sandbox/realm.ts';

const realm = makeEmittedRealm();
realm.harden();

/** Evaluates an expression as emitted code would stand: in realm B, with one object of this realm at hand. */
function attempt(expression: string): unknown {
  let result: unknown = 'nothing';
  const helpers = Object.freeze(
    Object.assign(Object.create(null), {
      give: (value: unknown) => {
        result = value;
      },
    }),
  );
  try {
    realm.evaluate(`(function($){"use strict"; $.give(${expression});})`, 'test')(helpers, () => {});
  } catch (error) {
    return `refused: ${(error as Error).name}`;
  }
  return result;
}

test('no global is left, not even the way to the global object', () => {
  for (const name of [
    'Bun',
    'process',
    'require',
    'fetch',
    'eval',
    'Function',
    'ShadowRealm',
    'WebAssembly',
    'globalThis',
    'Object',
    'Date',
    'Math',
    'performance',
    'Atomics',
  ]) {
    expect(attempt(`typeof ${name}`)).toBe('undefined');
  }
  expect(attempt('(function(){ return typeof this })()')).toBe('undefined');
});

test('no literal leads to a constructor, and none makes code from text', () => {
  for (const made of [
    '[]',
    '({})',
    '""',
    '0',
    '0n',
    'true',
    '/x/',
    '(()=>0)',
    '(function*(){})',
    '(async()=>0)',
    '(async function*(){})',
    '[].values()',
    '(async()=>0)()',
  ]) {
    expect(attempt(`${made}.constructor.constructor("return 1")()`)).toStartWith('refused');
    expect(attempt(`${made}.constructor("return 1")()`)).toStartWith('refused');
  }
  expect(
    attempt('(()=>{ try { null.x } catch (e) { return e.constructor.constructor("return 1")() } })()'),
  ).toStartWith('refused');
});

test('nothing that others share can be changed', () => {
  for (const change of [
    '[].__proto__.x = 1',
    '[].push.x = 1',
    '"".__proto__.at = 1',
    '(()=>0).__proto__.call = 1',
    '({}).__proto__.y = 1',
    '(function*(){}).__proto__.prototype.next = 1',
  ]) {
    expect(attempt(change)).toStartWith('refused');
  }
});

test('nothing can be loaded', async () => {
  await expect(Promise.resolve(attempt('import("node:fs")'))).rejects.toThrow();
});
