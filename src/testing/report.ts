/** What people are shown of a test run: a line for each file, the failures in full, a table of what was reached, a summary. */
import type { Paint } from '#diagnostics/paint';
import { renderDiagnostic } from '#diagnostics/render';
import { visibleLines, visibleText } from '#diagnostics/visible-text';
import type { SourceFile } from '#language/source';
import { renderTraceback } from '#project/traceback';
import { type FileCoverage, lineRanges } from './coverage.ts';
import type { FileReport, TestCase } from './run.ts';

/** How many ended how. */
export type Totals = Readonly<Record<TestCase['outcome'], number>>;

export function totalsOf(cases: readonly TestCase[]): Totals {
  const totals = { passed: 0, failed: 0, skipped: 0, 'expected-failure': 0 };
  for (const { outcome } of cases) totals[outcome]++;
  return totals;
}

/** `tests/test_cart.aegis  4 passed, 1 failed`. */
export function fileLine({ file, cases }: FileReport, paint: Paint): string {
  const totals = totalsOf(cases);
  const mark = totals.failed > 0 ? paint.error('failed') : paint.faint(cases.length === 0 ? 'empty ' : 'ok    ');
  return `${mark} ${visibleText(file)}  ${countsOf(totals, paint)}`;
}

/** One line for each test, for `--verbose`. */
export function caseLine({ name, outcome, seconds, details }: TestCase, paint: Paint): string {
  const word = outcome === 'failed' ? paint.error(outcome) : outcome === 'passed' ? outcome : paint.faint(outcome);
  const reason = outcome === 'failed' || details.length === 0 ? '' : ` (${visibleLines(details.join(' '))})`;
  return `  ${word} ${visibleText(name ?? 'the file')}${reason} ${paint.faint(`${(seconds * 1000).toFixed(0)} ms`)}`;
}

/** Everything that helps to find out why a test failed. */
export function failureText(failed: TestCase, sources: ReadonlyMap<string, SourceFile>, paint: Paint): string {
  const { file, name, diagnostics, uncaught, details, output } = failed;
  const title = name === null ? visibleText(file) : `${visibleText(file)}::${visibleText(name)}`;
  const lines = [paint.error(`FAILED ${title}`)];
  for (const diagnostic of diagnostics) lines.push(renderDiagnostic(diagnostic, paint).trimEnd());
  if (uncaught !== null) lines.push(renderTraceback(uncaught, sources, paint).trimEnd());
  for (const detail of details) lines.push(`  ${visibleLines(detail)}`);
  if (output !== '') {
    lines.push(paint.faint('printed:'));
    lines.push(
      ...output
        .trimEnd()
        .split('\n')
        .map((line) => `  ${visibleText(line)}`),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** `3 passed, 1 failed in 0.12 s`. */
export function summaryLine(totals: Totals, seconds: number, paint: Paint): string {
  return `${countsOf(totals, paint)} in ${seconds.toFixed(2)} s`;
}

function countsOf(totals: Totals, paint: Paint): string {
  const parts = [];
  if (totals.passed > 0) parts.push(`${totals.passed} passed`);
  if (totals.failed > 0) parts.push(paint.error(`${totals.failed} failed`));
  if (totals.skipped > 0) parts.push(`${totals.skipped} skipped`);
  if (totals['expected-failure'] > 0) parts.push(`${totals['expected-failure']} failed as expected`);
  return parts.length === 0 ? 'no tests' : parts.join(', ');
}

/** A table of lines and branches, with the numbers of the lines that nothing reached. */
export function coverageTable(files: readonly FileCoverage[]): string {
  const rows = files.map((each) => [
    each.file,
    `${each.coveredLines}/${each.lines}`,
    each.branches === 0 ? '-' : `${each.coveredBranches}/${each.branches}`,
    `${coveredShare(each)} %`,
    [
      ...(each.missedLines.length > 0 ? [lineRanges(each.missedLines)] : []),
      ...waysToTell(each).map(({ line, way }) => `${line} never ${way ? 'true' : 'false'}`),
    ].join(', '),
  ]);
  const all = files.reduce(sum, { lines: 0, coveredLines: 0, branches: 0, coveredBranches: 0 });
  rows.push([
    'all',
    `${all.coveredLines}/${all.lines}`,
    `${all.coveredBranches}/${all.branches}`,
    `${coveredShare(all)} %`,
    '',
  ]);
  const table = [['file', 'lines', 'branches', 'covered', 'not reached'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map(([file, ...cells]) => {
      const numbers = cells.slice(0, 3).map((cell, index) => cell.padStart(widths[index + 1]!));
      return `${file!.padEnd(widths[0]!)}  ${numbers.join('  ')}  ${cells[3]}`.trimEnd();
    })
    .join('\n');
}

/** A condition on a line that nothing reached goes without saying. */
function waysToTell({ missedWays, missedLines }: FileCoverage): FileCoverage['missedWays'] {
  return missedWays.filter(({ line }) => !missedLines.includes(line));
}

type Counted = Pick<FileCoverage, 'lines' | 'coveredLines' | 'branches' | 'coveredBranches'>;

function sum(left: Counted, right: Counted): Counted {
  return {
    lines: left.lines + right.lines,
    coveredLines: left.coveredLines + right.coveredLines,
    branches: left.branches + right.branches,
    coveredBranches: left.coveredBranches + right.coveredBranches,
  };
}

/** Per cent of lines and branches together; never 100 while anything is missing. */
export function coveredShare({ lines, coveredLines, branches, coveredBranches }: Counted): number {
  const all = lines + branches;
  return all === 0 ? 100 : Math.floor(((coveredLines + coveredBranches) / all) * 100);
}
