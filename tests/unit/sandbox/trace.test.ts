import { expect, test } from 'bun:test';
import type { EmittedModule } from '#protocol/emitted-module';
import { framesOf, scriptName } from '../../../src/sandbox/trace.ts';

const module: EmittedModule = {
  name: '__main__',
  path: 'a.aegis',
  package: null,
  js: '',
  positions: [0, 0, 5, 9, 1, 4, 20, 25],
  standardModules: [],
  imports: [],
  interface: { exports: [], types: '', flows: '', places: [], functions: [], effects: [] },
  coverage: null,
};

test('only frames of emitted modules count, outermost first, in source offsets', () => {
  const script = scriptName('__main__');
  const stack = `Error: x\n    at add (/runtime.js:1:2)\n    at area$f (${script}:2:8)\n    at ${script}:1:1\n    at native (x:1:1)`;
  expect(framesOf(stack, new Map([['__main__', module]]))).toMatchObject([
    { path: 'a.aegis', function: '<module>', start: 5, end: 9 },
    { path: 'a.aegis', function: 'area', start: 20, end: 25 },
  ]);
});
