/** The manual's examples do what the manual says (see support/examples.ts for how they are written). */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '#compiler/compile';
import { SourceFile } from '#language/source';
import { type Outcome, productCommand, runBatch } from '../support/batch.ts';
import { readExamples } from '../support/examples.ts';
import { filesUnder, repository, shortName } from '../support/files.ts';

const pages = [join(repository, 'README.md'), ...filesUnder('docs', '.md')];
const folder = mkdtempSync(join(tmpdir(), 'aegis-examples-'));
const examples = pages.flatMap((page, index) =>
  readExamples(readFileSync(page, 'utf8')).map((example) => ({
    ...example,
    name: `${shortName(page)}:${example.line}`,
    file: join(folder, `${example.kind === 'test' ? 'test_' : ''}page${index}-line${example.line}.aegis`),
  })),
);
let outcomes = new Map<string, Outcome>();
let tested: readonly { readonly file: string; readonly outcome: string }[] = [];

beforeAll(async () => {
  const running = examples.filter(({ kind }) => kind === 'run');
  for (const { file, source } of running) writeFileSync(file, source);
  outcomes = await runBatch(running.map(({ file }) => file));
  const testing = examples.filter(({ kind }) => kind === 'test');
  for (const { file, source } of testing) writeFileSync(file, source);
  tested = runTests(testing.map(({ file }) => file));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('examples', () => {
  for (const { name, kind, source, code, output, file } of examples) {
    test(`${name} (${kind})`, () => {
      if (kind === 'test') {
        const own = tested.filter((each) => each.file === file);
        expect(own.length).toBeGreaterThan(0);
        expect(own.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
      } else if (kind === 'run') {
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

/** What `aegis test` says of each test in these files. */
function runTests(files: readonly string[]): typeof tested {
  const { stdout } = Bun.spawnSync([...productCommand(), 'test', '--json', ...files]);
  const lines = stdout.toString().trimEnd().split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line));
}

function codesOf(path: string, source: string): string[] {
  const options = { name: '__main__', package: null, importName: (written: string) => written, isGranted: null };
  return compile(new SourceFile(path, source), options).diagnostics.map((diagnostic) => diagnostic.code);
}
