/** Notes of a migration, as comments above the lines that they speak of. */
import { lex } from '#compiler/1-lex/lex';
import { Kind } from '#compiler/1-lex/tokens';
import { Diagnostics } from '#diagnostics/diagnostic';
import { visibleText } from '#diagnostics/visible-text';
import type { SourceFile } from '#language/source';

export interface Note {
  readonly offset: number;
  readonly text: string;
}

/** @returns the text with a comment `# migrate: …` for each note; two that say the same about one line are one */
export function writeNotes(source: SourceFile, notes: readonly Note[]): string {
  if (notes.length === 0) return source.text;
  const starts = lineStarts(source);
  let result = '';
  let written = 0;
  let line = 0;
  let said = new Set<string>();
  for (const { offset, text } of notes) {
    const before = line;
    while (line + 1 < starts.length && starts[line + 1]! <= offset) line++;
    if (line !== before) said = new Set();
    if (said.has(text)) continue;
    said.add(text);
    const start = starts[line] ?? 0;
    result += source.text.slice(written, start);
    written = start;
    const comment = `# migrate: ${visibleText(text)}`;
    result += `${comment}\n${indentationBefore(source.text, start)}`;
  }
  return result + source.text.slice(written);
}

/** Where each line of code begins, however many lines of text it has: no comment may get into a string or bracket. */
function lineStarts(source: SourceFile): number[] {
  const { count, kinds, starts } = lex(source, new Diagnostics(source));
  const result: number[] = [];
  let isStart = true;
  for (let index = 0; index < count; index++) {
    const kind: Kind = kinds[index]!;
    if (kind === Kind.Newline) isStart = true;
    else if (isStart && kind !== Kind.Indent && kind !== Kind.Dedent && kind !== Kind.EndOfFile) {
      result.push(starts[index]!);
      isStart = false;
    }
  }
  return result;
}

function indentationBefore(text: string, offset: number): string {
  let start = offset;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t' || text[start - 1] === '\f')) start--;
  return text.slice(start, offset);
}
