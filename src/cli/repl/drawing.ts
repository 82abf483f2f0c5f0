/** What is being typed, on a terminal: the lines with their prompts, long ones wrapped, and the cursor where it belongs. */

/** How many cells of the terminal a text takes. */
export type Width = (text: string) => number;

export interface Drawing {
  /** What to write: from the place where the last drawing began. */
  readonly output: string;
  /** On which row of the drawing the cursor is now, from 0. */
  readonly cursorRow: number;
}

export const firstPrompt = '>>> ';
export const nextPrompt = '... ';

/**
 * @param previousRow the cursor's row in the drawing that is on the screen
 * @param columns of the terminal
 */
export function draw(text: string, cursor: number, previousRow: number, columns: number, width: Width): Drawing {
  const lines = text.split('\n').map((line, index) => (index === 0 ? firstPrompt : nextPrompt) + line);
  const cells = lines.map((line) => width(line));
  // A line that fills its last row exactly leaves the cursor on that row; a space brings it to the next one.
  const shown = lines.map((line, index) => (cells[index]! > 0 && cells[index]! % columns === 0 ? `${line} ` : line));
  const rows = cells.map((count) => Math.floor(count / columns) + 1);

  const before = text.slice(0, cursor);
  const cursorLine = before.split('\n').length - 1;
  const inLine = width(lines[cursorLine]!.slice(0, firstPrompt.length + cursor - (before.lastIndexOf('\n') + 1)));
  const cursorRow = sum(rows.slice(0, cursorLine)) + Math.floor(inLine / columns);
  const up = sum(rows) - 1 - cursorRow;
  const output = `${upBy(previousRow)}\r\u001b[J${shown.join('\r\n')}${upBy(up)}\r${rightBy(inLine % columns)}`;
  return { output, cursorRow };
}

function upBy(rows: number): string {
  return rows > 0 ? `\u001b[${rows}A` : '';
}

function rightBy(columns: number): string {
  return columns > 0 ? `\u001b[${columns}C` : '';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
