/**
 * `bun run tests/support/alarms.ts [--path FOLDER] [--filter TEXT] [--warnings] [--show]`: which programs of a corpus
 * outside the repository (`index.jsonl` beside `cases/`) get findings of types, labels or capabilities. They are correct programs, so each finding
 * is either a false alarm or a mistake that the program makes on purpose. Prints program, line, code and message, findings
 * by code, and last `N of M programs`.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compile } from '#compiler/compile';
import type { Diagnostic } from '#diagnostics/diagnostic';
import { SourceFile } from '#language/source';

const { values: wanted } = parseArgs({
  options: {
    path: { type: 'string', default: process.env.AEGIS_CORPUS ?? '../shared/corpus' },
    filter: { type: 'string', default: '' },
    warnings: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
  },
});

const folder = resolve(wanted.path);
const files = readFileSync(resolve(folder, 'index.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => (JSON.parse(line) as { file: string }).file)
  .filter((file) => file.includes(wanted.filter));

const byCode = new Map<string, number>();
let programs = 0;
for (const file of files) {
  const source = new SourceFile(file, readFileSync(resolve(folder, 'cases', file), 'utf8'));
  const found = findings(source);
  if (found.length > 0) programs++;
  for (const each of found) {
    byCode.set(each.code, (byCode.get(each.code) ?? 0) + 1);
    const line = source.lineAt(each.span.start);
    console.log(`${file}:${line} ${each.code}: ${each.message}`);
    if (wanted.show) console.log(`    ${source.lineText(line).trim()}`);
  }
}
for (const [code, count] of [...byCode].sort(([, left], [, right]) => right - left))
  console.log(`${code.padEnd(28)} ${count}`);
console.log(`${programs} of ${files.length} programs (${((100 * programs) / files.length).toFixed(1)} %)`);

function findings(source: SourceFile): Diagnostic[] {
  const { diagnostics } = compile(source, {
    name: '__main__',
    package: null,
    importName: (written) => written,
    isGranted: null,
  });
  return diagnostics.filter(
    ({ code, severity }) => /^(type|code|taint|capability)\//.test(code) && (severity === 'error' || wanted.warnings),
  );
}
