/**
 * The parser's view of the tokens: where it stands, how it gives up on a statement, and how it numbers nodes.
 *
 * A statement that cannot be read is reported once and abandoned by throwing `syntaxFailure`; `statements.ts` catches it,
 * skips to the end of the line and goes on. Tokens of kind Error were reported by the lexer, so failing at one is silent.
 * Nesting is counted, because hostile text must give a diagnostic and not exhaust the stack of this or a later phase.
 */
import type { Diagnostics, Fix } from '#diagnostics/diagnostic';
import type { Identifier } from '#language/ast';
import type { Span } from '#language/source';
import { Kind, type Tokens } from '../1-lex/tokens.ts';

/** Thrown to abandon a statement whose mistake has been reported; one object, so throwing collects no stack. */
export const syntaxFailure = { name: 'syntax failure' } as const;

/** Brackets, operators and blocks together may nest this deep. */
const deepestNesting = 250;
/** Links such as the `+` and `.` of one expression, which make a tree deep without brackets. */
const tallestExpression = 3000;
/** A file that is no Aegis at all is not described error by error. */
const mostDiagnostics = 200;

export class Cursor {
  position = 0;
  private nextId = 0;
  private depth = 0;
  /** Height of the tallest expression finished at this level of nesting, and links added at this level. */
  private tallest = 0;
  private links = 0;
  /** Token at which something was reported last: what else goes wrong there is the same mistake. */
  private reportedAt = -1;
  /** What `lineHasError` found, and up to which token it holds. */
  private searchedTo = 0;
  private foundError = false;
  /** Set while text is read a second time, so that its mistakes are not reported twice. */
  private silent = false;

  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly extras: Int32Array;
  readonly names: readonly string[];
  readonly text: string;

  constructor(
    readonly tokens: Tokens,
    readonly diagnostics: Diagnostics,
  ) {
    this.kinds = tokens.kinds;
    this.starts = tokens.starts;
    this.ends = tokens.ends;
    this.extras = tokens.extras;
    this.names = tokens.names;
    this.text = tokens.source.text;
  }

  // ------------------------------------------------------------ looking and moving

  get kind(): Kind {
    return this.kinds[this.position]!;
  }

  at(kind: Kind): boolean {
    return this.kinds[this.position] === kind;
  }

  /** Kind of the token `distance` ahead; EndOfFile beyond the end. */
  peek(distance: number): Kind {
    const index = this.position + distance;
    return index < this.tokens.count ? this.kinds[index]! : Kind.EndOfFile;
  }

  /** Where the current token begins. */
  get start(): number {
    return this.starts[this.position]!;
  }

  /** Where the token before ended. */
  get previousEnd(): number {
    return this.position === 0 ? 0 : this.ends[this.position - 1]!;
  }

  /** Moves on; stays at EndOfFile. */
  advance(): void {
    if (this.position < this.tokens.count - 1) this.position++;
  }

  accept(kind: Kind): boolean {
    if (this.kinds[this.position] !== kind) return false;
    this.advance();
    return true;
  }

  /** Is the current token a name with this number (see `word`)? */
  atWord(number: number): boolean {
    return this.kinds[this.position] === Kind.Name && this.extras[this.position] === number;
  }

  acceptWord(number: number): boolean {
    if (!this.atWord(number)) return false;
    this.advance();
    return true;
  }

  /** Requires a token and moves behind it. `what` completes the sentence "Expected … here". */
  expect(kind: Kind, what: string): void {
    if (this.kinds[this.position] === kind) this.advance();
    else this.failExpected(what);
  }

  /** The name of the current Name token. */
  get name(): string {
    return this.names[this.extras[this.position]!]!;
  }

  identifier(what: string): Identifier {
    if (this.kinds[this.position] !== Kind.Name) this.failExpected(what);
    const identifier = { name: this.name, span: this.span(this.start, this.ends[this.position]!) };
    this.advance();
    return identifier;
  }

  // ------------------------------------------------------------ nodes

  newId(): number {
    return this.nextId++;
  }

  get nodeCount(): number {
    return this.nextId;
  }

  span(start: number, end: number): Span {
    return { start, end };
  }

  /** From `start` to the end of what was read last; line ends and what closes a block are no part of a node. */
  spanFrom(start: number): Span {
    let index = this.position - 1;
    while (index >= 0 && this.kinds[index]! <= Kind.Dedent) index--;
    const end = index < 0 ? start : this.ends[index]!;
    return { start, end: Math.max(start, end) };
  }

  get tokenSpan(): Span {
    return { start: this.start, end: this.ends[this.position]! };
  }

  /** The current token's text, shortened for messages. */
  get tokenText(): string {
    const text = this.text.slice(this.start, this.ends[this.position]!);
    return text.length > 30 ? `${text.slice(0, 30)}…` : text;
  }

  // ------------------------------------------------------------ nesting

  /** Enters a bracket, operand or block; pair with `leave`. */
  enter(): void {
    if (++this.depth > deepestNesting) this.failTooDeep('This is nested too deeply');
  }

  leave(): void {
    this.depth--;
  }

  /** Begins an expression whose height is counted; returns what `endHeight` needs. */
  beginHeight(): number {
    this.enter();
    const outer = this.tallest * 65536 + this.links;
    this.tallest = 0;
    this.links = 0;
    return outer;
  }

  endHeight(outer: number): void {
    this.depth--;
    const height = this.tallest + this.links + 1;
    const outerTallest = Math.floor(outer / 65536);
    this.links = outer % 65536;
    this.tallest = Math.max(height, outerTallest);
  }

  /** Counts one more operator, call or attribute that makes the tree one deeper. */
  link(): void {
    if (++this.links + this.tallest > tallestExpression) this.failTooDeep('This expression is too long');
  }

  /** What `resetNesting` needs to go back to the nesting of now. */
  get nesting(): number {
    return this.depth;
  }

  /** After a failure: nesting as it was where the failed statement began. */
  resetNesting(depth: number): void {
    this.depth = depth;
    this.tallest = 0;
    this.links = 0;
  }

  failTooDeep(message: string): never {
    this.fail(
      'syntax/too-deep',
      this.tokenSpan,
      message,
      'Give parts of it names, or move them to functions of their own.',
    );
  }

  // ------------------------------------------------------------ mistakes

  /** Reports a mistake and goes on; a second one at the same token is taken for the same mistake. */
  report(
    code: `syntax/${string}` | `construct/${string}`,
    span: Span,
    message: string,
    help: string | null = null,
    fix: Fix | null = null,
  ): void {
    if (this.silent) throw syntaxFailure;
    // Being too deep is no consequence of another mistake.
    if (this.reportedAt === this.position || (code !== 'syntax/too-deep' && this.lineHasError())) return;
    this.reportedAt = this.position;
    if (this.diagnostics.list.length < mostDiagnostics) this.diagnostics.report(code, span, message, { help, fix });
  }

  /** Did the lexer report something in the rest of this line? Then what the parser meets is most likely its consequence. */
  private lineHasError(): boolean {
    if (this.position >= this.searchedTo) {
      let index = this.position;
      while (
        this.kinds[index] !== Kind.Error &&
        this.kinds[index] !== Kind.Newline &&
        this.kinds[index] !== Kind.EndOfFile
      )
        index++;
      this.searchedTo = index + 1;
      this.foundError = this.kinds[index] === Kind.Error;
    }
    return this.foundError;
  }

  /** Reports a mistake and abandons the statement. */
  fail(
    code: `syntax/${string}` | `construct/${string}`,
    span: Span,
    message: string,
    help: string | null = null,
    fix: Fix | null = null,
  ): never {
    this.report(code, span, message, help, fix);
    throw syntaxFailure;
  }

  failExpected(what: string): never {
    this.fail('syntax/unexpected', this.tokenSpan, `Expected ${what} ${this.hereText()}`);
  }

  /** "but found 'x'" or "before the end of the line". */
  hereText(): string {
    switch (this.kind) {
      case Kind.EndOfFile:
        return 'before the end of the file';
      case Kind.Newline:
        return 'before the end of the line';
      case Kind.Indent:
      case Kind.Dedent:
        return 'before the next block';
      default:
        return `but found '${this.tokenText}'`;
    }
  }

  /**
   * Tries a reading of the text that may be wrong: on failure nothing is reported and the cursor is back where it was.
   * Callers use it at most once for a stretch of text, so that time stays linear.
   */
  attempt<Result>(read: () => Result): Result | null {
    const { position, nextId, depth, reportedAt, silent, tallest, links } = this;
    this.silent = true;
    try {
      return read();
    } catch (error) {
      if (error !== syntaxFailure) throw error;
      this.position = position;
      this.nextId = nextId;
      return null;
    } finally {
      this.silent = silent;
      this.depth = depth;
      this.reportedAt = reportedAt;
      this.tallest = tallest;
      this.links = links;
    }
  }
}
