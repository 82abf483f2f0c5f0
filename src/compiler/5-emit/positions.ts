/**
 * Positions of emitted code: each statement and each call. While text is put together, places are marked in it.
 * `takePositions` cuts the marks out of the finished text and writes down where they stood (`PositionTable`). The mark
 * characters cannot occur otherwise: strings are written in ASCII escapes.
 */

import type { Span } from '#language/source';
import type { PositionTable } from '#protocol/emitted-module';

const begin = '\x01';
const close = '\x02';
const end = '\x03';

/** What stands before the first line of a statement. */
export function statementMark(span: Span): string {
  return `${begin}${span.start},${span.end}${close}`;
}

/** `text` as the code of the node at `span`. */
export function marked(span: Span, text: string): string {
  return `${begin}${span.start},${span.end}${close}${text}${end}`;
}

/** Text without marks, for comparing and measuring. */
export function withoutMarks(text: string): string {
  return text.replace(/\x01[^\x02]*\x02|\x03/g, '');
}

/** Cuts the marks out of the lines and joins them. A line may hold line ends of its own. */
export function takePositions(lines: readonly string[]): { js: string; positions: PositionTable } {
  const positions: number[] = [];
  const open: number[] = [];
  const clean: string[] = [];
  for (const line of lines) {
    if (line.includes('\n'))
      for (const part of line.split('\n')) clean.push(takeLine(part, clean.length, open, positions));
    else clean.push(takeLine(line, clean.length, open, positions));
  }
  return { js: clean.join('\n'), positions };
}

/** A mark that is not closed on its line belongs to the statement that begins there. */
function takeLine(line: string, number: number, open: number[], positions: number[]): string {
  let next = line.indexOf(begin);
  if (next < 0 && !line.includes(end)) return line;
  let text = '';
  let from = 0;
  let closing = line.indexOf(end);
  while (next >= 0 || closing >= 0) {
    if (next >= 0 && (closing < 0 || next < closing)) {
      text += line.slice(from, next);
      const stop = line.indexOf(close, next);
      const comma = line.indexOf(',', next);
      const start = Number(line.slice(next + 1, comma));
      const finish = Number(line.slice(comma + 1, stop));
      if (line.charCodeAt(stop + 1) === 9) open.length = 0;
      open.push(start, finish);
      positions.push(number, text.length, start, finish);
      from = stop + 1;
      next = line.indexOf(begin, from);
    } else {
      text += line.slice(from, closing);
      open.length = Math.max(0, open.length - 2);
      if (open.length > 0) positions.push(number, text.length, open[open.length - 2]!, open[open.length - 1]!);
      from = closing + 1;
      closing = line.indexOf(end, from);
    }
  }
  return text + line.slice(from);
}
