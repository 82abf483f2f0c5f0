/**
 * `npm run docs`: writes what is made from other things, then builds the manual as a web site into dist/manual (`npm run docs
 * -- --serve` shows it instead). Made are python-differences.md from the cases in tests/language/differences, the list of
 * diagnostics from their pages, the reference of commands from their definitions, and the grammar of the editors from the language's words.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, shownCommands } from '#cli/commands';
import { commandHelp } from '#cli/help';
import { grammarFile, grammarText } from './grammar.ts';

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

export const diagnosticsPage = join(import.meta.dir, 'diagnostics.md');

/** All diagnostics with the sentence that their page begins with. */
export function diagnosticsText(): string {
  const folder = join(import.meta.dir, 'errors');
  const areas = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const sections = areas
    .map(({ name }) => name)
    .sort()
    .map((area) => {
      const rows = readdirSync(join(folder, area))
        .sort()
        .map((file) => {
          const text = readFileSync(join(folder, area, file), 'utf8').split('\n')[2] ?? '';
          return `| [${area}/${file.replace(/\.md$/, '')}](errors/${area}/${file}) | ${text.replaceAll('|', '\\|')} |`;
        });
      return `## ${area}\n\n| diagnostic | says |\n| --- | --- |\n${rows.join('\n')}\n`;
    });
  return `# Diagnostics

What \`aegis check\` and the other commands report, each with a page of its own that \`aegis explain SLUG\` shows as well. Made by
\`npm run docs\`; do not edit it by hand.

${sections.join('\n')}`;
}

export const commandsPage = join(import.meta.dir, 'command-reference.md');
const loadedCommands = await Promise.all(
  shownCommands.map(async ([name]) => [name, (await commands[name]!.load()).command.description] as const),
);

/** The help of every command. */
export function commandsText(): string {
  const sections = loadedCommands.map(([name, description]) => {
    const help = commandHelp(name, description).trimEnd();
    return `## ${name}\n\n\`\`\`text\n${help}\n\`\`\`\n`;
  });
  return `# Every command

What \`aegis COMMAND --help\` says; [the command line](commands.md) tells what belongs together. Made by \`npm run docs\` from the
definitions of the commands; do not edit it by hand.

${sections.join('\n')}`;
}

/** Everything that is made, by the file that it is written to. */
export const madeFiles: Readonly<Record<string, () => string>> = {
  [page]: differencesPage,
  [diagnosticsPage]: diagnosticsText,
  [commandsPage]: commandsText,
  [grammarFile]: grammarText,
};

if (import.meta.main) {
  for (const [file, make] of Object.entries(madeFiles)) writeFileSync(file, make());
  const { build, createServer } = await import('vitepress');
  if (process.argv.includes('--serve')) {
    const server = await createServer(import.meta.dir);
    await server.listen();
    server.printUrls();
  } else await build(import.meta.dir);
}
