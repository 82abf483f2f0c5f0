/** What the Tab key offers: names, attributes, modules, commands; found without running anything of the program. */
import { builtinNames } from '#language/builtin-names';
import { hardKeywords, softKeywords } from '#language/keywords';
import { standardModuleNames } from '#language/standard-library';

export interface CompletionSources {
  /** Variables of the session. */
  readonly names: readonly string[];
  /** Modules of the project. */
  readonly modules: () => readonly string[];
  /** Names of the commands of the prompt. */
  readonly commands: readonly string[];
  /** Attributes of `a.b`; null when nothing is known. */
  readonly attributes: (path: readonly string[]) => Promise<readonly string[] | null>;
}

export interface Completion {
  /** The part of a word that stands before the cursor. */
  readonly typed: string;
  /** Whole words that begin like it, sorted. */
  readonly candidates: readonly string[];
}

/** @param before the line up to the cursor */
export async function complete(before: string, sources: CompletionSources): Promise<Completion> {
  if (before.startsWith(':') && !before.includes(' ')) return matching(before, sources.commands);
  const module = /^\s*(?:import|from)\s+(?:.*,\s*)?([\w.]*)$/.exec(before)?.[1];
  if (module !== undefined) return matching(module, [...standardModuleNames, ...sources.modules()]);
  const dotted = /([\p{L}_][\p{L}\p{N}_.]*)?$/u.exec(before)![0];
  if (dotted.includes('.')) return attribute(dotted.split('.'), sources);
  if (dotted === '') return { typed: '', candidates: [] };
  const known = [...sources.names, ...builtinNames, ...hardKeywords, ...softKeywords, 'True', 'False', 'None'];
  return matching(dotted, known);
}

async function attribute(parts: readonly string[], sources: CompletionSources): Promise<Completion> {
  const typed = parts.at(-1)!;
  const attributes = (await sources.attributes(parts.slice(0, -1))) ?? [];
  // Names with an underscore are for those who ask for them.
  return matching(typed, typed === '' ? attributes.filter((name) => !name.startsWith('_')) : attributes);
}

function matching(typed: string, words: Iterable<string>): Completion {
  const candidates = [...new Set(words)].filter((word) => word.startsWith(typed)).sort();
  return { typed, candidates };
}

/** What all candidates have in common beyond what is typed. */
export function commonRest({ typed, candidates }: Completion): string {
  let common = candidates[0] ?? typed;
  for (const each of candidates) while (!each.startsWith(common)) common = common.slice(0, -1);
  return common.slice(typed.length);
}
