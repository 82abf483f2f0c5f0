/**
 * Lines of emitted JavaScript, and where statements begin in them. The text grows by concatenation only: the engine keeps
 * such a text as a tree of its pieces and copies each character once, when the whole module is read. No line holds a line
 * end: functions inside expressions are written on one line, so the number of a line is its place.
 *
 * All lines of a module note places in one table: those of a function stand in it in one stretch, counted from its first
 * line, until the function is put into its surroundings.
 */
import type { Span } from '#language/source';

export class Lines {
  private written = '';
  /** How many lines there are. */
  private count = 0;
  /** Where the places of these lines begin in the table. */
  private first: number;

  /**
   * @param places groups of four as in `PositionTable`, shared by all lines of a module
   * @param isInline the lines run together and hold no statements of the program
   */
  constructor(
    private readonly places: number[],
    private readonly isInline = false,
  ) {
    this.first = places.length;
  }

  /** @param indentation a line end and the tabs after it */
  push(text: string, indentation = '\n'): void {
    if (this.isInline) this.written += text;
    else this.written = this.count === 0 ? indentation.slice(1) + text : this.written + indentation + text;
    this.count++;
  }

  /** The next line belongs to the statement at `span`; a statement without lines leaves its place to the one after it. */
  mark(span: Span): void {
    const { places } = this;
    const { length } = places;
    if (length > this.first && places[length - 4] === this.count) {
      places[length - 2] = span.start;
      places[length - 1] = span.end;
    } else places.push(this.count, 0, span.start, span.end);
  }

  /** Adds lines that were written elsewhere, and after whose beginning nothing was marked in these. */
  append(lines: Lines): void {
    const { places, count } = this;
    if (lines.count === 0) {
      places.length = lines.first;
      return;
    }
    if (count > 0) for (let index = lines.first; index < places.length; index += 4) places[index]! += count;
    if (lines.first < this.first) this.first = lines.first;
    this.written = count === 0 || this.isInline ? this.written + lines.written : `${this.written}\n${lines.written}`;
    this.count += lines.count;
  }

  /** Puts text before the first line and after the last one. */
  wrap(before: string, after: string): void {
    this.written = before + this.written + after;
  }

  get text(): string {
    return this.written;
  }
}
