/**
 * Lines of emitted JavaScript, each with the statement that begins there, if one does. Functions are written as lines that
 * hang, uncopied, in what surrounds them; text is put together once, at the end. No line holds a line end: what stands
 * inside an expression is written on one line, so the number of a line is its place.
 */
import type { Span } from '#language/source';
import type { PositionTable } from '#protocol/emitted-module';

export class Lines {
  private readonly parts: (string | Lines)[] = [];
  /** The statement that begins with each part. */
  private readonly statements: (Span | null)[] = [];

  constructor(...texts: readonly string[]) {
    for (const text of texts) this.push(text);
  }

  push(part: string | Lines, statement: Span | null = null): void {
    this.parts.push(part);
    this.statements.push(statement);
  }

  /** Puts text before the first line and after the last one; both must be lines of its own, not appended ones. */
  wrap(before: string, after: string): void {
    this.parts[0] = `${before}${this.parts[0] as string}`;
    this.parts[this.parts.length - 1] += after;
  }

  /** The lines as a piece of an expression. */
  inline(): string {
    return this.collect([], []).join('');
  }

  /** The text, and groups of four (docs: `PositionTable`) that tell where each statement begins. */
  finish(): { readonly text: string; readonly positions: PositionTable } {
    const positions: number[] = [];
    const text = this.collect([], positions).join('\n');
    return { text, positions };
  }

  private collect(texts: string[], positions: number[]): string[] {
    const { parts, statements } = this;
    for (let index = 0; index < parts.length; index++) {
      const statement = statements[index]!;
      if (statement !== null) positions.push(texts.length, 0, statement.start, statement.end);
      const part = parts[index]!;
      if (typeof part === 'string') texts.push(part);
      else part.collect(texts, positions);
    }
    return texts;
  }
}
