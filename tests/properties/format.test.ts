/**
 * Formatting keeps the meaning and is a fixed point: over generated trees, over every `.aegis` file of the repository, and
 * over those of the folder that the environment variable AEGIS_CORPUS names, if it names one. Narrow lines make every
 * bracket break somewhere.
 */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from '#compiler/2-parse/parse';
import { defaultLineLength, format } from '#compiler/format/format';
import { Diagnostics } from '#diagnostics/diagnostic';
import { SourceFile } from '#language/source';
import { filesUnder } from '../support/files.ts';
import { generatedModule } from './generate-tree.ts';
import { print } from './print-tree/print.ts';
import { structure } from './structure.ts';

const lengths = [defaultLineLength, 40, 12];

/** The formatted text; null when the text is no program. */
function formatted(path: string, text: string, lineLength: number): string | null {
  const source = new SourceFile(path, text);
  return format(source, { lineLength }, new Diagnostics(source));
}

function meaning(path: string, text: string): unknown {
  const source = new SourceFile(path, text);
  const diagnostics = new Diagnostics(source);
  const module = parse(source, diagnostics);
  expect(diagnostics.list.map(({ code, message }) => `${code} ${message} in\n${text}`)).toEqual([]);
  // A bare tuple that needs several lines gets parentheses.
  return structure(module, ['parenthesised']);
}

function checkText(path: string, text: string): void {
  for (const length of lengths) {
    const once = formatted(path, text, length);
    if (once === null) return;
    expect(meaning(path, once)).toEqual(meaning(path, text));
    expect(formatted(path, once, length)).toBe(once);
    expect(commentsOf(path, once)).toEqual(commentsOf(path, text));
  }
}

/** Every comment's words in order; where comments of one line met they are one. */
function commentsOf(path: string, text: string): string {
  const source = new SourceFile(path, text);
  return parse(source, new Diagnostics(source))
    .comments.map((comment) => comment.text.replace(/\s+/g, ''))
    .join('');
}

test('generated trees', () => {
  fc.assert(
    fc.property(generatedModule, (module) => checkText('generated.aegis', print(module))),
    { numRuns: 200, seed: 6_119 },
  );
});

test('every program of the repository', () => {
  for (const folder of ['tests', 'src', 'templates', 'registry', 'examples']) {
    for (const file of filesUnder(folder, '.aegis')) checkText(file, readFileSync(file, 'utf8'));
  }
}, 60_000);

const corpus = process.env.AEGIS_CORPUS;
test.skipIf(corpus === undefined)(
  'every program of the corpus',
  () => {
    const files = [...new Bun.Glob('**/*.aegis').scanSync({ cwd: corpus ?? '.', absolute: true })];
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) checkText(file, readFileSync(file, 'utf8'));
  },
  600_000,
);
