/**
 * The text that is being typed at the prompt: several lines, a cursor, and the entries of before to go back to. Pure: keys
 * in, text and cursor out; drawing is `terminal.ts`'s business.
 */

/** A key as terminals send it. */
export interface Key {
  /** `left`, `return`, `a` …; null for text that is no single key. */
  readonly name: string | null;
  /** What it types; empty for keys that type nothing. */
  readonly text: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
}

/** What the reader has to do about a key that the editor alone cannot answer. */
export type Wish = 'enter' | 'complete' | 'drop' | 'end' | 'clear' | null;

const indentation = '    ';

export class LineEditor {
  text = '';
  /** Offset in the text. */
  cursor = 0;
  private pasting = false;
  /** Place in the history; its length for what is being typed. */
  private place: number;
  private draft = '';

  /** @param history entries, oldest first */
  constructor(private readonly history: readonly string[]) {
    this.place = history.length;
  }

  press(key: Key): Wish {
    if (key.name === 'paste-start' || key.name === 'paste-end') {
      this.pasting = key.name === 'paste-start';
      return null;
    }
    if (this.pasting) {
      this.insert(key.text.replace(/\r\n?/g, '\n'));
      return null;
    }
    if (key.ctrl) return this.pressControl(key.name);
    if (key.meta) return this.pressMeta(key.name);
    switch (key.name) {
      case 'return':
      case 'enter':
        return 'enter';
      case 'tab':
        if (this.lineBeforeCursor().trim() !== '') return 'complete';
        this.insert(indentation.slice(this.lineBeforeCursor().length % indentation.length));
        return null;
      case 'left':
        this.cursor = this.before(this.cursor);
        return null;
      case 'right':
        this.cursor = this.after(this.cursor);
        return null;
      case 'up':
        this.goUp();
        return null;
      case 'down':
        this.goDown();
        return null;
      case 'home':
        this.cursor = this.lineStart();
        return null;
      case 'end':
        this.cursor = this.lineEnd();
        return null;
      case 'backspace':
        this.backspace();
        return null;
      case 'delete':
        this.remove(this.cursor, this.after(this.cursor));
        return null;
      default:
        if (isPrintable(key.text)) this.insert(key.text);
        if (key.text === ':') this.unindentBranch();
        return null;
    }
  }

  insert(text: string): void {
    this.text = this.text.slice(0, this.cursor) + text + this.text.slice(this.cursor);
    this.cursor += text.length;
  }

  /** A new line, indented like the one before, and further where a block begins. */
  breakLine(): void {
    const line = this.lineBeforeCursor();
    const indent = /^ */.exec(line)![0];
    this.insert(`\n${indent}${line.trimEnd().endsWith(':') ? indentation : ''}`);
  }

  /** `else:` and its kin stand where their statement does, and not in the block to which the line before has led. */
  private unindentBranch(): void {
    const line = this.lineBeforeCursor();
    const [, indent, branch] = /^( +)(elif|else|except|finally|case)\b[^'"()[\]{}]*:$/.exec(line) ?? [];
    if (indent === undefined) return;
    const above = this.text
      .slice(0, this.lineStart())
      .split('\n')
      .filter((each) => each.trim() !== '');
    const beside = above.findLast((each) => depthOf(each) <= indent.length);
    const belongsTo = branches[branch as keyof typeof branches];
    if (beside === undefined || (depthOf(beside) === indent.length && belongsTo.test(beside))) return;
    const statement = above.findLast((each) => depthOf(each) < indent.length);
    if (statement === undefined || !belongsTo.test(statement)) return;
    const start = this.lineStart();
    this.remove(start, start + indent.length - depthOf(statement), this.cursor - indent.length + depthOf(statement));
  }

  get isAtEnd(): boolean {
    return this.cursor === this.text.length;
  }

  private pressControl(name: string | null): Wish {
    switch (name) {
      case 'c':
        return 'drop';
      case 'd':
        if (this.text === '') return 'end';
        this.remove(this.cursor, this.after(this.cursor));
        return null;
      case 'l':
        return 'clear';
      case 'a':
        this.cursor = this.lineStart();
        return null;
      case 'e':
        this.cursor = this.lineEnd();
        return null;
      case 'b':
        this.cursor = this.before(this.cursor);
        return null;
      case 'f':
        this.cursor = this.after(this.cursor);
        return null;
      case 'p':
        this.recall(-1);
        return null;
      case 'n':
        this.recall(1);
        return null;
      case 'h':
        this.backspace();
        return null;
      case 'k':
        this.remove(this.cursor, this.lineEnd());
        return null;
      case 'u':
        this.remove(this.lineStart(), this.cursor);
        return null;
      case 'w':
        this.remove(this.wordStart(), this.cursor);
        return null;
      case 'left':
        this.cursor = this.wordStart();
        return null;
      case 'right':
        this.cursor = this.wordEnd();
        return null;
      default:
        return null;
    }
  }

  private pressMeta(name: string | null): Wish {
    if (name === 'b') this.cursor = this.wordStart();
    else if (name === 'f') this.cursor = this.wordEnd();
    else if (name === 'd') this.remove(this.cursor, this.wordEnd());
    else if (name === 'backspace') this.remove(this.wordStart(), this.cursor);
    // For a line more where Enter would run the entry.
    else if (name === 'return' || name === 'enter') this.breakLine();
    return null;
  }

  private backspace(): void {
    const line = this.lineBeforeCursor();
    const isIndentation = line !== '' && line.trim() === '' && line.length % indentation.length === 0;
    this.remove(isIndentation ? this.cursor - indentation.length : this.before(this.cursor), this.cursor);
  }

  private remove(start: number, end: number, cursor = start): void {
    this.text = this.text.slice(0, start) + this.text.slice(end);
    this.cursor = cursor;
  }

  private goUp(): void {
    const start = this.lineStart();
    if (start === 0) return this.recall(-1);
    const column = this.cursor - start;
    const previous = this.text.lastIndexOf('\n', start - 2) + 1;
    this.cursor = Math.min(previous + column, start - 1);
  }

  private goDown(): void {
    const end = this.lineEnd();
    if (end === this.text.length) return this.recall(1);
    const column = this.cursor - this.lineStart();
    const next = this.text.indexOf('\n', end + 1);
    this.cursor = Math.min(end + 1 + column, next === -1 ? this.text.length : next);
  }

  /** An entry of before or after; whole, however many lines it has. */
  private recall(by: number): void {
    const place = this.place + by;
    if (place < 0 || place > this.history.length) return;
    if (this.place === this.history.length) this.draft = this.text;
    this.place = place;
    this.text = this.history[place] ?? this.draft;
    this.cursor = this.text.length;
  }

  private lineStart(): number {
    return this.text.lastIndexOf('\n', this.cursor - 1) + 1;
  }

  private lineEnd(): number {
    const end = this.text.indexOf('\n', this.cursor);
    return end === -1 ? this.text.length : end;
  }

  private lineBeforeCursor(): string {
    return this.text.slice(this.lineStart(), this.cursor);
  }

  private wordStart(): number {
    return this.cursor - /[\p{L}\p{N}_]*[^\p{L}\p{N}_]*$/u.exec(this.text.slice(0, this.cursor))![0].length;
  }

  private wordEnd(): number {
    return this.cursor + /^[^\p{L}\p{N}_]*[\p{L}\p{N}_]*/u.exec(this.text.slice(this.cursor))![0].length;
  }

  /** One character as people see them to the left; a combination of several code points is one. */
  private before(offset: number): number {
    let last = offset;
    for (const { index } of graphemes.segment(this.text.slice(0, offset))) last = index;
    return offset === 0 ? 0 : last;
  }

  private after(offset: number): number {
    for (const { segment } of graphemes.segment(this.text.slice(offset))) return offset + segment.length;
    return offset;
  }
}

/** Beginnings of the lines that a branch can belong to. */
const branches = {
  elif: /^ *(?:if|elif)\b/,
  else: /^ *(?:if|elif|for|while|except|try)\b/,
  except: /^ *(?:try|except)\b/,
  finally: /^ *(?:try|except|else)\b/,
  case: /^ *case\b/,
} as const;

function depthOf(line: string): number {
  return /^ */.exec(line)![0].length;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function isPrintable(text: string): boolean {
  return text !== '' && !/[\p{Cc}\p{Cf}]/u.test(text.replace(/\u200d/g, ''));
}
