/** The manual's examples do what the manual says (see support/examples.ts for how they are written). */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '#compiler/compile';
import { SourceFile } from '#language/source';
import { type Outcome, runBatch } from '../support/batch.ts';
import { readExamples } from '../support/examples.ts';
import { filesUnder, repository, shortName } from '../support/files.ts';

const pages = [join(repository, 'README.md'), ...filesUnder('docs', '.md')];
const folder = mkdtempSync(join(tmpdir(), 'aegis-examples-'));
const examples = pages.flatMap((page, index) =>
  readExamples(readFileSync(page, 'utf8')).map((example) => ({
    ...example,
    name: `${shortName(page)}:${example.line}`,
    file: join(folder, `page${index}-line${example.line}.aegis`),
  })),
);
let outcomes = new Map<string, Outcome>();

beforeAll(async () => {
  const running = examples.filter(({ kind }) => kind === 'run');
  for (const { file, source } of running) writeFileSync(file, source);
  outcomes = await runBatch(running.map(({ file }) => file));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('examples', () => {
  for (const { name, kind, source, code, output, file } of examples) {
    test(`${name} (${kind})`, () => {
      if (kind === 'run') {
        const outcome = outcomes.get(file);
        expect(outcome?.stderr).toBe('');
        if (output !== null) expect(outcome?.stdout).toBe(output);
      } else {
        const codes = codesOf(name, source);
        if (code !== null) expect(codes).toContain(code);
        else expect(codes.filter((one) => !one.startsWith('unsupported/'))).toEqual([]);
      }
    });
  }
});

function codesOf(path: string, source: string): string[] {
  const options = { name: '__main__', package: null, importName: (written: string) => written, isGranted: null };
  return compile(new SourceFile(path, source), options).diagnostics.map((diagnostic) => diagnostic.code);
}
