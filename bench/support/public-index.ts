/**
 * An index as a public registry has it: 624 packages with the newest of their versions and what each depends on, taken from what
 * npm's client had fetched for a project of this size, pre-releases left out. `public-index.jsonl` has a line for each
 * package: its name, and its versions from old to new, with dependencies where they differ from those of the one before.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate } from '#packages/solver/package-versions';

type Row = readonly [version: string, dependencies?: Readonly<Record<string, string>>];

/** Versions by package. */
export function readPublicIndex(): ReadonlyMap<string, readonly Candidate[]> {
  const lines = readFileSync(join(import.meta.dir, 'public-index.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  return new Map(lines.map((line) => versionsOf(...(JSON.parse(line) as [string, readonly Row[]]))));
}

function versionsOf(name: string, rows: readonly Row[]): [name: string, versions: readonly Candidate[]] {
  let dependencies: Readonly<Record<string, string>> = {};
  return [
    name,
    rows.map(([version, changed]) => {
      dependencies = changed ?? dependencies;
      return { version, dependencies, exclusion: null };
    }),
  ];
}

/**
 * What cannot be had together with all the others: each needs a version of something that another one excludes. npm would
 * install two versions side by side.
 */
export const misfits: ReadonlySet<string> = new Set([
  ...[
    '@secretlint/formatter',
    '@secretlint/node',
    '@vscode/vsce',
    '@vue/compiler-sfc',
    'axios',
    'cheerio',
    'css-select',
  ],
  ...[
    'dom-serializer',
    'domutils',
    'fontkit',
    'form-data',
    'htmlparser2',
    'keytar',
    'markdown-it',
    'npm',
    'parse-semver',
  ],
  ...[
    'pdfkit',
    'postcss',
    'prebuild-install',
    'read-pkg',
    'secretlint',
    'stylus',
    'supports-hyperlinks',
    'terminal-link',
  ],
  ...['terser', 'unicode-properties', 'vite', 'vitepress', 'whatwg-encoding'],
]);
