/**
 * Positions of emitted code. While text is put together, places are marked in it: `mark(node)` begins a node's code,
 * `unmark` goes back to the surroundings. `takePositions` cuts the marks out of the finished text and writes down where
 * they stood (`PositionTable`). The mark characters cannot occur otherwise: strings are written in ASCII escapes.
 */

import type { Span } from '#language/source';
import type { PositionTable } from '#protocol/emitted-module';

const begin = '\x01';
const close = '\x02';
const end = '\x03';

/** The two marks on their own, for code that is written line by line. */
export function markBegin(span: Span): string {
  return `${begin}${span.start},${span.end}${close}`;
}
export const markEnd = end;

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

function takeLine(line: string, number: number, open: number[], positions: number[]): string {
  let next = nextMark(line, 0);
  if (next < 0) return line;
  let text = '';
  let from = 0;
  while (next >= 0) {
    text += line.slice(from, next);
    if (line[next] === begin) {
      const stop = line.indexOf(close, next);
      const comma = line.indexOf(',', next);
      const start = Number(line.slice(next + 1, comma));
      const finish = Number(line.slice(comma + 1, stop));
      open.push(start, finish);
      positions.push(number, text.length, start, finish);
      from = stop + 1;
    } else {
      open.length -= 2;
      if (open.length > 0) positions.push(number, text.length, open[open.length - 2]!, open[open.length - 1]!);
      from = next + 1;
    }
    next = nextMark(line, from);
  }
  return text + line.slice(from);
}

function nextMark(line: string, from: number): number {
  for (let index = from; index < line.length; index++) {
    const code = line.charCodeAt(index);
    if (code === 1 || code === 3) return index;
  }
  return -1;
}
