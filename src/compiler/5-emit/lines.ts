/**
 * Lines of emitted JavaScript, each with the statement that begins there, if one does. Functions are written as lines that
 * are moved, not copied, into what surrounds them; text is put together once, at the end.
 */
import type { Span } from '#language/source';
import type { PositionTable } from '#protocol/emitted-module';

export class Lines {
  private readonly texts: string[] = [];
  private readonly statements: (Span | null)[] = [];

  constructor(...texts: readonly string[]) {
    for (const text of texts) this.push(text);
  }

  /** Adds a line, which may hold line ends of its own. */
  push(text: string, statement: Span | null = null): void {
    this.texts.push(text);
    this.statements.push(statement);
  }

  append(other: Lines): void {
    for (let index = 0; index < other.texts.length; index++) this.push(other.texts[index]!, other.statements[index]!);
  }

  /** Puts text before the first line and after the last one. */
  wrap(before: string, after: string): void {
    this.texts[0] = before + this.texts[0]!;
    this.texts[this.texts.length - 1] += after;
  }

  toString(): string {
    return this.texts.join('\n');
  }

  /** Groups of four (docs: `PositionTable`): where each statement begins. */
  positions(): PositionTable {
    const positions: number[] = [];
    let number = 0;
    this.texts.forEach((text, index) => {
      const statement = this.statements[index];
      if (statement != null) positions.push(number, 0, statement.start, statement.end);
      number += 1 + countLineEnds(text);
    });
    return positions;
  }
}

function countLineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
