/**
 * Programs that try to show a tainted value, judged before they run: which of them `aegis check` reports, and under
 * `--strict` which of those that give it away bit by bit. `AEGIS_ATTACKS` names the folder that holds `taint_leaks.jsonl`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '#compiler/compile';
import { SourceFile } from '#language/source';

interface Row {
  readonly id: string;
  readonly kind: 'explicit' | 'implicit' | 'metadata';
  readonly source: string;
  /** What the row needs beyond the language's core, in words. */
  readonly needs?: string;
}

export interface ForetoldReport {
  readonly explicit: number;
  readonly implicit: number;
  /** Ids of rows of each kind that nothing was said about. */
  readonly silent: { readonly explicit: readonly string[]; readonly implicit: readonly string[] };
  /** Twins without the label that were reported all the same. */
  readonly alarms: readonly string[];
}

/** Checks every program of the list, and its twin that has no label. */
export function foretellLeaks(folder: string): ForetoldReport {
  const rows = readFileSync(join(folder, 'taint_leaks.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
    .filter((row) => row.needs === undefined);
  const explicit = rows.filter(({ kind }) => kind === 'explicit');
  const implicit = rows.filter(({ kind }) => kind === 'implicit');
  return {
    explicit: explicit.length,
    implicit: implicit.length,
    silent: {
      explicit: explicit.filter(({ source }) => !isReported(source, false)).map(({ id }) => id),
      implicit: implicit.filter(({ source }) => !isReported(source, true)).map(({ id }) => id),
    },
    alarms: rows.filter(({ source }) => isReported(withoutLabel(source), true)).map(({ id }) => id),
  };
}

function withoutLabel(source: string): string {
  return source.replaceAll('tainted("SECRET-42")', '"SECRET-42"');
}

function isReported(source: string, isStrict: boolean): boolean {
  const { diagnostics } = compile(new SourceFile('leak.aegis', source), {
    name: '__main__',
    package: null,
    importName: (written) => written,
    isGranted: null,
    isStrict,
  });
  return diagnostics.some(({ code }) => code.startsWith('taint/'));
}

if (import.meta.main) {
  const folder = process.argv[2] ?? process.env.AEGIS_ATTACKS;
  if (folder === undefined) throw new Error('name the folder: AEGIS_ATTACKS=PATH or as the first argument');
  const { explicit, implicit, silent, alarms } = foretellLeaks(folder);
  const shown = (what: string, count: number, missed: readonly string[]) =>
    console.log(`${what}: ${count - missed.length} of ${count} reported ${missed.join(' ')}`);
  shown('explicit', explicit, silent.explicit);
  shown('implicit, strict', implicit, silent.implicit);
  console.log(`twins without a label: ${alarms.length} reported ${alarms.join(' ')}`);
}
