/**
 * The language wall with the other three switched off: hostile programs are compiled and run in this very realm, which has
 * Bun, node's modules and code generation, in a process that the kernel confines to nothing, with a host that grants
 * whatever is asked. (The other walls alone: `tests/unit/sandbox/realm.test.ts` runs hostile JavaScript that no compiler
 * wrote, `tests/attacks/kernel` tries the kernel's denials from native code, `tests/unit/host/broker.test.ts` speaks as a
 * process that was taken over.)
 *
 * The switch is this file: it calls the runtime library without what the sandbox puts around it. The last test shows that
 * the product has no such way.
 */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { compile } from '#compiler/compile';
import { SourceFile } from '#language/source';
import { connectHost, describeException, runModule, setOutput, startProgram } from '#program/index';
import type { RunModule } from '#program/modules';
import { flushOutput } from '#program/output';
import { standardModules } from '#program/stdlib/index';
import { Bytes } from '#program/values/value';
import { escapesIn } from '../../support/escapes.ts';
import { filesUnder, repository, shortName } from '../../support/files.ts';

/** Gives what is asked for: contents to who reads a file, nothing to who wants nothing back. */
const grantsAll = (effect: string) => (effect === 'files.read' ? new Bytes(new Uint8Array(0)) : null);
connectHost({
  ask: grantsAll,
  start: () => 1,
  arrived: () => 1,
  answer: () => null,
  note() {},
  elapsedNanoseconds: () => 0n,
});

/** Runs a program with nothing around it; null when it imports library modules that are written in Aegis. */
async function runBare(file: string): Promise<string | null> {
  const source = new SourceFile(file, readFileSync(file, 'utf8'));
  const options = { name: '__main__', package: null, importName: (written: string) => written, isGranted: null };
  const { emitted } = compile(source, options);
  if (emitted === null) return 'refused by the compiler';
  const native = new Map<string, object>();
  for (const name of emitted.standardModules) {
    if (!Object.hasOwn(standardModules, name)) return null;
    native.set(name, (await standardModules[name]!()).default);
  }
  let output = '';
  setOutput((_stream, text) => (output += text), {});
  const run = vm.runInThisContext(emitted.js) as RunModule;
  startProgram({
    modules: new Map([['__main__', { run, isLibrary: false }]]),
    library: { native, precompiled: new Map() },
    arguments: [],
    contracts: 'on',
  });
  try {
    runModule('__main__');
  } catch (problem) {
    output += describeException(problem).summary;
  }
  flushOutput();
  return output;
}

/** Endless recursion ends only in a process that was started without tail calls, as the program process is. */
const programs = ['language', 'realm']
  .flatMap((wall) => filesUnder(`tests/attacks/${wall}`, '.aegis'))
  .filter((file) => !file.endsWith('deep-recursion.aegis'));
let ran = 0;

for (const file of programs) {
  test(`${shortName(file)} in a realm that has everything`, async () => {
    const output = await runBare(file);
    if (output === null) return;
    ran++;
    const outcome = { file, exit: 0, stdout: output, stderr: '', seconds: 0 };
    expect(escapesIn(outcome, repository)).toEqual([]);
  });
}

test('most of them could be run so', () => expect(ran).toBeGreaterThan(programs.length * 0.7));

test('the product has no way to do without its walls', () => {
  const sources = filesUnder('src', '.ts').map((file) => [shortName(file), readFileSync(file, 'utf8')] as const);
  const naming = (word: RegExp) => sources.filter(([, text]) => word.test(text)).map(([name]) => name);
  // Emitted code is evaluated in one place, and the realm that it is given is hardened in one, under no condition.
  expect(naming(/new vm\.Script\(js/)).toEqual(['src/sandbox/realm.ts']);
  expect(
    naming(/\beval\)?\(/).filter((name) => name.startsWith('src/sandbox') || name.startsWith('src/program')),
  ).toEqual([]);
  const main = readFileSync(`${repository}/src/sandbox/main.ts`, 'utf8');
  expect(main).toMatch(/^ {4}realm\.harden\(\);$/m);
  expect(main).toMatch(/^ {4}hardenRuntimeRealm\(\);$/m);
  expect(naming(/from '(?:\.\.\/)+tests\//)).toEqual([]);
});
