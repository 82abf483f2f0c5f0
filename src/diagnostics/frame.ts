/**
 * A few lines of source with marks under the places that matter:
 *
 *     14 | let name = tainted(user_input)
 *   > 15 | let msg = str(name)
 *        |           ^^^^^^^^^ needs a plain value
 *     16 | return msg
 */
import type { SourceFile, Span } from '#language/source';
import type { Paint } from './paint.ts';
import { visibleCharacter } from './visible-text.ts';

export interface Mark {
  readonly span: Span;
  readonly kind: 'main' | 'label';
  readonly message: string;
}

/** Lines before and after each main mark. */
const contextLines = 1;
/** A line longer than this is shown in part, around its mark. */
const widestLine = 120;

/** @returns the frame's lines, without line ends */
export function sourceFrame(source: SourceFile, marks: readonly Mark[], paint: Paint, indent = ''): string[] {
  const marksByLine = Map.groupBy(marks, (mark) => source.lineAt(mark.span.start));
  const shown = linesToShow(source, marksByLine);
  const gutter = String(shown.at(-1) ?? 1).length;
  const frame: string[] = [];
  let previous = 0;
  for (const line of shown) {
    if (previous !== 0 && line !== previous + 1) frame.push(`${indent}${paint.faint('...')}`);
    previous = line;
    const here = marksByLine.get(line) ?? [];
    const isMain = here.some((mark) => mark.kind === 'main');
    const cells = cellsOf(source, line, here);
    const number = `${isMain ? '>' : ' '} ${String(line).padStart(gutter)} |`;
    frame.push(`${indent}${isMain ? paint.strong(number) : paint.faint(number)}${prefixed(cells.text)}`);
    for (const mark of here) {
      const under = markUnder(source, line, mark, cells, paint);
      frame.push(`${indent}${paint.faint(`  ${' '.repeat(gutter)} |`)} ${under}`);
    }
  }
  return frame;
}

function prefixed(text: string): string {
  return text === '' ? '' : ` ${text}`;
}

function linesToShow(source: SourceFile, marksByLine: ReadonlyMap<number, readonly Mark[]>): number[] {
  const lines = new Set<number>();
  for (const [line, marks] of marksByLine) {
    const context = marks.some((mark) => mark.kind === 'main') ? contextLines : 0;
    const last = source.lineText(source.lineCount) === '' ? source.lineCount - 1 : source.lineCount;
    for (let near = line - context; near <= line + context; near++) {
      if (near === line || (near >= 1 && near <= last)) lines.add(near);
    }
  }
  return [...lines].sort((left, right) => left - right);
}

/** A line as it is shown, and at which cell each of its UTF-16 offsets lies. */
interface Cells {
  readonly text: string;
  readonly cellAt: (offset: number) => number;
}

function cellsOf(source: SourceFile, line: number, marks: readonly Mark[]): Cells {
  const whole = source.lineText(line);
  const lineStart = source.lineStarts[line - 1] ?? 0;
  const focus = marks.length === 0 ? 0 : Math.min(...marks.map((mark) => mark.span.start)) - lineStart;
  const from = whole.length <= widestLine ? 0 : Math.max(0, Math.min(focus - 40, whole.length - widestLine));
  const part = whole.slice(from, from + widestLine);
  const cells: number[] = [];
  let text = from > 0 ? '…' : '';
  let column = text.length;
  for (const character of part) {
    const { shown, width } = visibleCharacter(character, column);
    for (let unit = 0; unit < character.length; unit++) cells.push(column);
    text += shown;
    column += width;
  }
  if (from + part.length < whole.length) text += '…';
  const end = column;
  return {
    text: text.trimEnd(),
    cellAt: (offset) => (offset < lineStart + from ? 0 : (cells[offset - lineStart - from] ?? end)),
  };
}

function markUnder(source: SourceFile, line: number, mark: Mark, cells: Cells, paint: Paint): string {
  const lineEnd = (source.lineStarts[line - 1] ?? 0) + source.lineText(line).length;
  const start = cells.cellAt(mark.span.start);
  // A span that goes on below is marked to the end of its first line; an empty one still gets its caret.
  const width = Math.max(1, cells.cellAt(Math.min(mark.span.end, lineEnd)) - start);
  const sign = mark.kind === 'main' ? paint.error('^'.repeat(width)) : paint.label('-'.repeat(width));
  return `${' '.repeat(start)}${sign}${mark.message === '' ? '' : ` ${mark.message}`}`;
}
