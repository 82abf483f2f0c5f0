/** Words that are spelled otherwise: `def` is `func`, and names that are words of Aegis get an underscore. */
import { Kind, type Tokens } from '#compiler/1-lex/tokens';
import { pythonNames } from '#language/keywords';
import type { Edits } from './edits.ts';

/**
 * @param tokens of a file read as Python
 * @returns how a name is spelled in the result
 */
export function spellWords(tokens: Tokens, edits: Edits): (name: string) => string {
  const { source, count, kinds, starts, ends, names, extras } = tokens;
  const used = new Set(names);
  const replacements = new Map<string, string>();
  for (const name of pythonNames) {
    let replacement = `${name}_`;
    while (used.has(replacement)) replacement += '_';
    replacements.set(name, replacement);
  }
  for (let index = 0; index < count; index++) {
    const kind: Kind = kinds[index]!;
    if (kind === Kind.Func && source.text.startsWith('def', starts[index])) {
      edits.replace(starts[index]!, ends[index]!, 'func');
    } else if (kind === Kind.Name) {
      const replacement = replacements.get(names[extras[index]!]!);
      if (replacement !== undefined) edits.replace(starts[index]!, ends[index]!, replacement);
    }
  }
  return (name) => replacements.get(name) ?? name;
}
