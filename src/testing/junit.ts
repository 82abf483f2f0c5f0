/** The report as JUnit XML, in the form that build servers read (the common subset of Ant's and Maven's). */
import { plain } from '#diagnostics/paint';
import { failureText } from './report.ts';
import type { FileReport, TestCase } from './run.ts';

export function junitXml(reports: readonly FileReport[]): string {
  const suites = reports.map((report) => suite(report));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

function suite(report: FileReport): string {
  const { file, cases } = report;
  const count = (outcome: TestCase['outcome']) => cases.filter((each) => each.outcome === outcome).length;
  const time = cases.reduce((sum, { seconds }) => sum + seconds, 0);
  const head = attributes({
    name: file,
    tests: `${cases.length}`,
    failures: `${count('failed')}`,
    skipped: `${count('skipped')}`,
    time: time.toFixed(6),
  });
  return `  <testsuite${head}>\n${cases.map((each) => testCase(each, report)).join('')}  </testsuite>\n`;
}

function testCase(each: TestCase, { sources }: FileReport): string {
  const head = attributes({ classname: each.file, name: each.name ?? '(file)', time: each.seconds.toFixed(6) });
  const inner = [];
  if (each.outcome === 'failed') {
    const message = each.uncaught?.summary ?? each.diagnostics[0]?.message ?? each.details[0] ?? 'failed';
    inner.push(`<failure${attributes({ message })}>${escape(failureText(each, sources, plain))}</failure>`);
  } else if (each.outcome === 'skipped') inner.push(`<skipped${attributes({ message: each.details.join(' ') })}/>`);
  if (each.output !== '') inner.push(`<system-out>${escape(each.output)}</system-out>`);
  return inner.length === 0 ? `    <testcase${head}/>\n` : `    <testcase${head}>${inner.join('')}</testcase>\n`;
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escape(value)}"`)
    .join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML 1.0 (§2.2) has no place for are replaced. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"]/g, (character) => entities[character]!);
}
