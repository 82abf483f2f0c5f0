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

/** `text` as the code of the node at `span`. */
export function marked(span: Span, text: string): string {
  return `${begin}${span.start},${span.end}${close}${text}${end}`;
}

/** Text without marks, for comparing and measuring. */
export function withoutMarks(text: string): string {
  return text.replace(/\x01[^\x02]*\x02|\x03/g, '');
}

export function takePositions(text: string): { js: string; positions: PositionTable } {
  const positions: number[] = [];
  const open: number[] = [];
  const pieces: string[] = [];
  const marks = /[\x01\x03\n]/g;
  let line = 0;
  let column = 0;
  let from = 0;
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    const at = match.index;
    column += at - from;
    const code = text.charCodeAt(at);
    if (code === 10) {
      pieces.push(text.slice(from, at + 1));
      line++;
      column = 0;
      from = at + 1;
      continue;
    }
    pieces.push(text.slice(from, at));
    if (code === 1) {
      const stop = text.indexOf(close, at);
      const comma = text.indexOf(',', at);
      const start = Number(text.slice(at + 1, comma));
      const finish = Number(text.slice(comma + 1, stop));
      open.push(start, finish);
      positions.push(line, column, start, finish);
      from = stop + 1;
      marks.lastIndex = from;
    } else {
      open.length -= 2;
      if (open.length > 0) positions.push(line, column, open[open.length - 2]!, open[open.length - 1]!);
      from = at + 1;
    }
  }
  pieces.push(text.slice(from));
  return { js: pieces.join(''), positions };
}
