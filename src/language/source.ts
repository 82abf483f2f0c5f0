/**
 * Source text and places in it. Every other zone speaks of places as `Span`s: offsets in UTF-16 code units into the
 * text of one `SourceFile`. Lines and columns are computed only when somebody is shown a place.
 */

/** Half-open range of UTF-16 offsets, `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place for people: both numbers count from 1; columns count code points, as editors show them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export class SourceFile {
  /** Offsets at which lines begin; the first is 0. Computed on first use. */
  private starts: number[] | null = null;

  /**
   * @param path what people are shown, relative to where they work
   * @param text the whole text; line ends may be \n, \r\n or \r
   */
  constructor(
    readonly path: string,
    readonly text: string,
  ) {}

  get lineStarts(): readonly number[] {
    if (this.starts === null) this.starts = findLineStarts(this.text);
    return this.starts;
  }

  /** The line (from 1) that holds an offset. */
  lineAt(offset: number): number {
    const starts = this.lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  positionAt(offset: number): Position {
    const line = this.lineAt(offset);
    const before = this.text.slice(this.lineStarts[line - 1], offset);
    return { line, column: [...before].length + 1 };
  }

  /** The text of a line (from 1) without its line end; empty when there is no such line. */
  lineText(line: number): string {
    const start = this.lineStarts[line - 1];
    if (start === undefined) return '';
    const end = this.lineStarts[line] ?? this.text.length;
    return this.text.slice(start, end).replace(/[\r\n]+$/, '');
  }

  get lineCount(): number {
    return this.lineStarts.length;
  }
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 13) {
      if (text.charCodeAt(index + 1) === 10) index++;
      starts.push(index + 1);
    } else if (code === 10) starts.push(index + 1);
  }
  return starts;
}
