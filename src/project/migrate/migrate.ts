/**
 * Python source to Aegis source. The text stays the author's: only words that differ are changed, `let` stands where a
 * variable is first bound, a few idioms are said the Aegis way, and the formatter does the rest. What Aegis refuses is found by
 * Aegis's own resolver in the result, and a comment above each such line says what and why.
 */
import { lex } from '#compiler/1-lex/lex';
import { parseTokens } from '#compiler/2-parse/parse';
import { read } from '#compiler/compile';
import { defaultLineLength, format } from '#compiler/format/format';
import { type Diagnostic, Diagnostics } from '#diagnostics/diagnostic';
import { SourceFile } from '#language/source';
import { blockedModules, standardModuleNames } from '#language/standard-library';
import { declareVariables } from './declarations.ts';
import { Edits } from './edits.ts';
import { rewriteIdioms } from './idioms.ts';
import { neededCapabilities } from './needs.ts';
import { type Note, writeNotes } from './notes.ts';
import { spellWords } from './words.ts';

/** What became of a Python file. */
export type Migrated =
  | {
      readonly text: string;
      /** What a person has to look at; each stands as a comment above its line, too. */
      readonly notes: readonly Note[];
      readonly capabilities: readonly string[];
    }
  /** It cannot be read as Python. */
  | { readonly text: null; readonly diagnostics: readonly Diagnostic[] };

/**
 * @param source a Python file
 * @param hasModule is a module, by its dotted name, among what is migrated with it?
 */
export function migrate(source: SourceFile, hasModule: (name: string) => boolean): Migrated {
  const diagnostics = new Diagnostics(source);
  const tokens = lex(source, diagnostics, 'python');
  const module = parseTokens(tokens, diagnostics);
  const unreadable = diagnostics.list.filter(({ code }) => code !== 'syntax/unicode-name');
  if (unreadable.length > 0) return { text: null, diagnostics: unreadable };
  const isThere = (name: string): boolean => standardModuleNames.has(name) || hasModule(name);
  const edits = new Edits(source.text);
  const spell = spellWords(tokens, edits);
  const dropped = rewriteIdioms(module, edits, isThere);
  declareVariables(module, edits, spell, dropped);
  const draft = new SourceFile(source.path, edits.apply());
  const notes = findNotes(draft, isThere);
  const noted = new SourceFile(source.path, writeNotes(draft, notes));
  const text = format(noted, { lineLength: defaultLineLength }, new Diagnostics(noted)) ?? noted.text;
  return { text, notes, capabilities: neededCapabilities(module) };
}

/** What stops the draft from running. */
function findNotes(draft: SourceFile, isThere: (name: string) => boolean): Note[] {
  const { diagnostics, imports } = read(draft);
  const notes: Note[] = diagnostics.list
    .filter(({ severity }) => severity === 'error')
    .map(({ span, message, help }) => ({ offset: span.start, text: help === null ? message : `${message}: ${help}` }));
  for (const { name, span } of imports) {
    if (!name.startsWith('.') && !isThere(name)) notes.push({ offset: span.start, text: reasonFor(name) });
  }
  return notes.sort((left, right) => left.offset - right.offset);
}

function reasonFor(name: string): string {
  const instead = [name, name.split('.')[0]!].find((each) => Object.hasOwn(blockedModules, each));
  return instead === undefined ? `there is no module '${name}'` : `'${name}' is blocked: ${blockedModules[instead]}`;
}
