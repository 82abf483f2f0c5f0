/**
 * parse(print(x)) equals x: over generated trees, over the constructs' examples, and over every `.aegis` file of the
 * folder that the environment variable AEGIS_CORPUS names, if it names one.
 */
import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { parse } from '#compiler/2-parse/parse';
import { Diagnostics } from '#diagnostics/diagnostic';
import type { Module } from '#language/ast';
import { constructCards } from '#language/constructs/cards';
import { SourceFile } from '#language/source';
import { generatedModule } from './generate-tree.ts';
import { print } from './print-tree/print.ts';
import { structure } from './structure.ts';

function read(path: string, text: string): Module {
  const source = new SourceFile(path, text);
  const diagnostics = new Diagnostics(source);
  const module = parse(source, diagnostics);
  const found = diagnostics.list.map(({ code, message, span }) => `${source.lineAt(span.start)}: ${code} ${message}`);
  if (found.length > 0) throw new Error(`${path}: ${found.join('\n')}\n${text}`);
  return module;
}

test('a generated tree is read back as it was', () => {
  fc.assert(
    fc.property(generatedModule, (module) => {
      const text = print(module);
      expect(structure(read('generated.aegis', text))).toEqual(structure(module));
    }),
    { numRuns: 300, seed: 20_311 },
  );
});

for (const card of Object.values(constructCards)) {
  test(`the example of ${card.name} is read back as it was`, () => {
    const module = read(card.name, card.example);
    expect(structure(read(card.name, print(module)))).toEqual(structure(module));
  });
}

const corpus = process.env.AEGIS_CORPUS;
test.skipIf(corpus === undefined)(
  'every file of the corpus is read back as it was',
  async () => {
    let files = 0;
    for await (const path of new Bun.Glob('**/*.aegis').scan({ cwd: corpus ?? '.' })) {
      const module = read(path, await Bun.file(`${corpus}/${path}`).text());
      const printed = print(module);
      expect(structure(read(`${path} (printed)`, printed))).toEqual(structure(module));
      files++;
    }
    expect(files).toBeGreaterThan(0);
  },
  60_000,
);
