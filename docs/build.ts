/**
 * `bun run docs`: writes the pages that are made from the tests. Today that is python-differences.md, made from the cases in
 * tests/language/differences: the head of each says what differs and why, its program shows it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const cases = join(import.meta.dir, '../tests/language/differences');
export const page = join(import.meta.dir, 'python-differences.md');

/** What the head of a case must say, in this order. */
const parts = ['Difference', 'Python', 'Aegis', 'Why', 'Instead'] as const;
type Head = Record<(typeof parts)[number], string>;

/** The page's text. @throws Error naming the case whose head lacks a part */
export function differencesPage(): string {
  const sections = readdirSync(cases)
    .filter((file) => file.endsWith('.aegis'))
    .sort()
    .map((file) => section(file.slice(0, -'.aegis'.length)));
  return `# Where Aegis differs from Python

Aegis means what CPython 3.11 means, to the wording of messages, except where this page or [the language page](language.md) says
otherwise. Each difference here is a test: its program prints what stands below it. Made by \`npm run docs\` from
\`tests/language/differences\`; do not edit it by hand.

${sections.join('\n')}`;
}

function section(name: string): string {
  const text = readFileSync(join(cases, `${name}.aegis`), 'utf8');
  const head = headOf(name, text);
  const program = text.slice(/^(?:#.*\n)+/.exec(text)![0].length);
  const exit = /^# exit: (\d+)/m.exec(text)?.[1];
  const output = readFileSync(join(cases, `${name}.out`), 'utf8');
  return `## ${head.Difference}

| | |
| --- | --- |
${parts
  .slice(1)
  .map((part) => `| ${part} | ${head[part].replaceAll('|', '\\|')} |`)
  .join('\n')}

\`\`\`aegis case
${program}\`\`\`

\`\`\`output
${output}\`\`\`
${exit === undefined ? '' : `\nIts exit code is ${exit}.\n`}`;
}

/** The head: lines \`# Part: text\`, continued on lines that are indented. */
function headOf(name: string, text: string): Head {
  const head: Partial<Head> = {};
  for (const part of parts) {
    const found = new RegExp(`^# ${part}: (.*(?:\\n#     .*)*)`, 'm').exec(text)?.[1];
    if (found === undefined) throw new Error(`${name}: its head does not say '# ${part}: …'`);
    head[part] = found.replace(/\n#\s+/g, ' ');
  }
  return head as Head;
}

if (import.meta.main) writeFileSync(page, differencesPage());
