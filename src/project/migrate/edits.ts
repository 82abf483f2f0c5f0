/** Changes to a text, collected in any order and applied at once. */

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export class Edits {
  private readonly list: Edit[] = [];

  constructor(readonly source: string) {}

  /** Puts text where a stretch was. What other edits would do inside it is dropped. */
  replace(start: number, end: number, text: string): void {
    this.list.push({ start, end, text });
  }

  /** Puts text before an offset; of several at one offset the earlier stands first. */
  insert(at: number, text: string): void {
    this.replace(at, at, text);
  }

  apply(): string {
    const parts: string[] = [];
    let done = 0;
    for (const { start, end, text } of this.list.toSorted(inOrder)) {
      if (start < done) continue;
      parts.push(this.source.slice(done, start), text);
      done = end;
    }
    parts.push(this.source.slice(done));
    return parts.join('');
  }

  /** The white space before a statement; null when something else stands before it on its line. */
  indentationBefore(offset: number): string | null {
    let start = offset;
    while (start > 0 && this.source[start - 1] !== '\n' && this.source[start - 1] !== '\r') start--;
    const before = this.source.slice(start, offset);
    return before.trim() === '' ? before : null;
  }
}

/** By place; what is put before a stretch comes before what replaces it. */
function inOrder(left: Edit, right: Edit): number {
  return left.start - right.start || Number(left.end > left.start) - Number(right.end > right.start);
}
