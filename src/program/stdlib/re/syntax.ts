/**
 * Parses Python's regular expressions into a tree. Flags are resolved here: every node already knows how it compares.
 */
import { type CharacterTest, caseVariants, classSource, rangeSource, tabulated, tabulatedClass } from './characters.ts';

export const flags = { I: 2, L: 4, M: 8, S: 16, U: 32, X: 64, DEBUG: 128, A: 256 } as const;

export interface CharacterSet {
  readonly kind: 'set';
  readonly test: CharacterTest;
  /** The same set as JavaScript writes it with the flag `v`; null where that would take too much thought. */
  readonly source: string | null;
  /** It may hold code points beyond 255. */
  readonly isWide: boolean;
}

export type Node =
  | { readonly kind: 'empty' }
  | { readonly kind: 'character'; readonly code: number }
  | CharacterSet
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly body: Node;
      readonly least: number;
      readonly most: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
    }
  | { readonly kind: 'group'; readonly index: number; readonly body: Node }
  | { readonly kind: 'atomic'; readonly body: Node }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly body: Node }
  | { readonly kind: 'reference'; readonly index: number; readonly ignoreCase: boolean }
  | { readonly kind: 'conditional'; readonly index: number; readonly yes: Node; readonly no: Node }
  | { readonly kind: 'at'; readonly place: Place };

export type Place =
  | 'start'
  | 'end'
  | 'line start'
  | 'line end'
  | 'last line end'
  | 'boundary'
  | 'no boundary'
  | 'ascii boundary'
  | 'no ascii boundary';

export interface Expression {
  readonly tree: Node;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  readonly flags: number;
}

/** What is wrong with a pattern, and where; `_re` makes `re.error` of it. */
export class PatternProblem {
  constructor(
    readonly message: string,
    readonly position: number | null,
    /** What it is in the program: most are a `re.error`. */
    readonly kind: 'error' | 'ValueError' | 'OverflowError' = 'error',
  ) {}
}

const unlimited = Number.POSITIVE_INFINITY;
const greatestRepeat = 4294967295;
const empty: Node = { kind: 'empty' };
const anyCharacter: CharacterSet = { kind: 'set', test: tabulated(() => true), source: '[^]', isWide: true };
const noLineEnd: CharacterSet = {
  kind: 'set',
  test: tabulated((code) => code !== 10),
  source: '[^\\n]',
  isWide: true,
};

/** @throws PatternProblem */
export function parseExpression(points: readonly number[], givenFlags: number, isBytes: boolean): Expression {
  return new Parser(points, givenFlags, isBytes).parse();
}

class Parser {
  private at = 0;
  private groups = 0;
  private readonly names = new Map<string, number>();
  private readonly open = new Set<number>();
  private readonly widths: (number | null)[] = [];
  private lookbehindGroups: number | null = null;

  constructor(
    private readonly points: readonly number[],
    private flags: number,
    private readonly isBytes: boolean,
  ) {}

  parse(): Expression {
    this.checkFlags();
    let tree = this.choice(true);
    if (this.restart) {
      // A global `(?x)` changes how everything before it was read.
      this.restart = false;
      this.at = 0;
      this.groups = 0;
      this.names.clear();
      tree = this.choice(true);
    }
    if (this.at < this.points.length) throw this.problem('unbalanced parenthesis', this.at);
    if (!this.isBytes && (this.flags & flags.A) === 0) this.flags |= flags.U;
    return { tree, groups: this.groups, names: this.names, flags: this.flags };
  }

  private restart = false;

  private checkFlags(): void {
    if (this.isBytes) {
      if (this.flags & flags.U)
        throw new PatternProblem('cannot use UNICODE flag with a bytes pattern', null, 'ValueError');
      if (this.flags & flags.L && this.flags & flags.A)
        throw new PatternProblem('ASCII and LOCALE flags are incompatible', null, 'ValueError');
      return;
    }
    if (this.flags & flags.L) throw new PatternProblem('cannot use LOCALE flag with a str pattern', null, 'ValueError');
    if (this.flags & flags.A && this.flags & flags.U)
      throw new PatternProblem('ASCII and UNICODE flags are incompatible', null, 'ValueError');
  }

  private get ascii(): boolean {
    return this.isBytes || (this.flags & flags.A) !== 0;
  }

  private problem(message: string, position: number): PatternProblem {
    return new PatternProblem(message, position);
  }

  /** The character at the cursor (plus offset), '' at the end. */
  private peek(offset = 0): string {
    const point = this.points[this.at + offset];
    return point === undefined ? '' : String.fromCodePoint(point);
  }

  private take(): string {
    const character = this.peek();
    this.at++;
    return character;
  }

  private accept(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }

  private choice(first = false): Node {
    const options = [this.sequence(first)];
    while (this.accept('|')) options.push(this.sequence(false));
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }

  private sequence(first: boolean): Node {
    const parts: Node[] = [];
    for (;;) {
      const character = this.peek();
      if (character === '' || character === '|' || character === ')') break;
      if (this.flags & flags.X) {
        if (/^[ \t\n\r\v\f]$/.test(character)) {
          this.at++;
          continue;
        }
        if (character === '#') {
          while (this.peek() !== '' && this.take() !== '\n');
          continue;
        }
      }
      const part = this.quantified(first && parts.length === 0);
      if (part !== null) parts.push(part);
    }
    return parts.length === 0 ? empty : parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
  }

  private quantified(first: boolean): Node | null {
    const start = this.at;
    const character = this.peek();
    if (character === '*' || character === '+' || character === '?') throw this.problem('nothing to repeat', start);
    if (character === '{' && this.bounds() !== null) throw this.problem('nothing to repeat', start);
    this.at = start;
    let node = this.atom(first);
    for (let repeated = false; ; repeated = true) {
      const position = this.at;
      const bounds = this.bounds();
      if (bounds === null) return node;
      if (node === null || node.kind === 'empty' || node.kind === 'at')
        throw this.problem('nothing to repeat', position);
      if (repeated) throw this.problem('multiple repeat', position);
      const mode = this.accept('?') ? 'lazy' : this.accept('+') ? 'possessive' : 'greedy';
      node = { kind: 'repeat', body: node, least: bounds[0], most: bounds[1], mode };
    }
  }

  /** A quantifier at the cursor; null (and the cursor where it was) when there is none. */
  private bounds(): [number, number] | null {
    if (this.accept('*')) return [0, unlimited];
    if (this.accept('+')) return [1, unlimited];
    if (this.accept('?')) return [0, 1];
    if (this.peek() !== '{') return null;
    const start = this.at;
    this.at++;
    const low = this.digits();
    const high = this.accept(',') ? this.digits() : low;
    const isPlainBrace = this.points[start + 1] === 125 || (low === '' && high === '' && this.points[start + 1] !== 44);
    if (isPlainBrace || !this.accept('}')) {
      this.at = start;
      return null;
    }
    const least = low === '' ? 0 : Number(low);
    const most = high === '' ? unlimited : Number(high);
    if (least >= greatestRepeat || (most !== unlimited && most >= greatestRepeat)) {
      throw new PatternProblem('the repetition number is too large', null, 'OverflowError');
    }
    if (most < least) throw this.problem('min repeat greater than max repeat', start + 1);
    return [least, most];
  }

  private digits(): string {
    let text = '';
    while (/^[0-9]$/.test(this.peek())) text += this.take();
    return text;
  }

  private atom(first: boolean): Node | null {
    const start = this.at;
    const character = this.take();
    switch (character) {
      case '.':
        return this.flags & flags.S ? anyCharacter : noLineEnd;
      case '^':
        return { kind: 'at', place: this.flags & flags.M ? 'line start' : 'start' };
      case '$':
        return { kind: 'at', place: this.flags & flags.M ? 'line end' : 'last line end' };
      case '(':
        return this.parenthesis(start, first);
      case '[':
        return this.set(start);
      case '\\':
        return this.escape(start);
      default:
        return this.character(this.points[start]!);
    }
  }

  private character(code: number): Node {
    if ((this.flags & flags.I) === 0) return { kind: 'character', code };
    const variants = caseVariants(code, this.ascii);
    if (variants.length === 1) return { kind: 'character', code };
    return {
      kind: 'set',
      test: (other) => variants.includes(other),
      source: `[${variants.map((variant) => rangeSource(variant)).join('')}]`,
      isWide: variants.some((variant) => variant > 255),
    };
  }

  private escape(start: number): Node {
    const letter = this.peek();
    if (letter === '') throw this.problem('bad escape (end of pattern)', start);
    if (/^[1-9]$/.test(letter)) return this.numbered(start);
    const places: Readonly<Record<string, Place>> = {
      A: 'start',
      Z: 'end',
      b: this.ascii ? 'ascii boundary' : 'boundary',
      B: this.ascii ? 'no ascii boundary' : 'no boundary',
    };
    const place = Object.hasOwn(places, letter) ? places[letter] : undefined;
    if (place !== undefined) {
      this.at++;
      return { kind: 'at', place };
    }
    if (/^[dDsSwW]$/.test(letter)) {
      this.at++;
      return characterClass(letter, this.ascii);
    }
    return this.character(this.escapedCode(start));
  }

  /** `\1` … `\99`, or an octal code of three digits. */
  private numbered(start: number): Node {
    const text = this.points
      .slice(this.at, this.at + 3)
      .map((point) => String.fromCodePoint(point))
      .join('');
    const octal = /^[0-3][0-7]{2}/.exec(text) ?? /^[4-7][0-7]{2}/.exec(text);
    if (octal !== null) {
      this.at += 3;
      const code = Number.parseInt(octal[0], 8);
      if (code > 0o377) throw this.problem(`octal escape value \\${octal[0]} outside of range 0-0o377`, start);
      return this.character(code);
    }
    const digits = /^[0-9]{1,2}/.exec(text)![0];
    this.at += digits.length;
    return this.reference(Number(digits), start + 1, start);
  }

  private reference(index: number, position: number, escapeStart = position): Node {
    if (index > this.groups || index === 0) throw this.problem(`invalid group reference ${index}`, position);
    if (this.open.has(index)) throw this.problem('cannot refer to an open group', escapeStart);
    this.refuseInLookbehind(index, position);
    return { kind: 'reference', index, ignoreCase: (this.flags & flags.I) !== 0 };
  }

  private refuseInLookbehind(index: number, position: number): void {
    if (this.lookbehindGroups !== null && index > this.lookbehindGroups) {
      throw this.problem('cannot refer to group defined in the same lookbehind subpattern', position);
    }
  }

  /** The code point of an escape that stands for one character; the cursor is behind the backslash. */
  private escapedCode(start: number): number {
    const letter = this.take();
    const simple: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };
    if (Object.hasOwn(simple, letter)) return simple[letter]!;
    if (letter === 'x') return this.hexCode(start, 2, letter);
    if (letter === 'u' && !this.isBytes) return this.hexCode(start, 4, letter);
    if (letter === 'U' && !this.isBytes) {
      const code = this.hexCode(start, 8, letter);
      if (code > 0x10ffff) throw this.problem(`bad escape \\U${code.toString(16).padStart(8, '0')}`, start);
      return code;
    }
    if (letter === '0' || /^[0-7]$/.test(letter)) {
      let text = letter;
      while (text.length < 3 && /^[0-7]$/.test(this.peek())) text += this.take();
      const code = Number.parseInt(text, 8);
      if (code > 0o377) throw this.problem(`octal escape value \\${text} outside of range 0-0o377`, start);
      return code;
    }
    if (/^[A-Za-z0-9]$/.test(letter)) throw this.problem(`bad escape \\${letter}`, start);
    return letter.codePointAt(0)!;
  }

  private hexCode(start: number, length: number, letter: string): number {
    let text = '';
    while (text.length < length && /^[0-9a-fA-F]$/.test(this.peek())) text += this.take();
    if (text.length < length) throw this.problem(`incomplete escape \\${letter}${text}`, start);
    return Number.parseInt(text, 16);
  }

  private set(start: number): Node {
    const negative = this.accept('^');
    const codes = new Set<number>();
    const ranges: [number, number][] = [];
    const classes: CharacterSet[] = [];
    for (let first = true; ; first = false) {
      const position = this.at;
      if (this.peek() === '') throw this.problem('unterminated character set', start);
      if (this.peek() === ']' && !first) {
        this.at++;
        break;
      }
      const low = this.member();
      if (this.peek() === '-' && this.peek(1) !== ']' && this.peek(1) !== '') {
        this.at++;
        const high = this.member();
        const shown = () =>
          this.points
            .slice(position, this.at)
            .map((point) => String.fromCodePoint(point))
            .join('');
        if (typeof low !== 'number' || typeof high !== 'number' || high < low)
          throw this.problem(`bad character range ${shown()}`, position);
        ranges.push([low, high]);
      } else if (this.peek() === '-' && this.peek(1) === '') {
        throw this.problem('unterminated character set', start);
      } else if (typeof low === 'number') codes.add(low);
      else classes.push(low);
    }
    if (!negative && ranges.length === 0 && classes.length === 0 && codes.size === 1)
      return this.character([...codes][0]!);
    const plain: CharacterTest = (code) =>
      codes.has(code) ||
      ranges.some(([low, high]) => code >= low && code <= high) ||
      classes.some(({ test }) => test(code));
    const { ascii } = this;
    const folds = (this.flags & flags.I) !== 0;
    const test: CharacterTest = folds ? (code) => caseVariants(code, ascii).some(plain) : plain;
    const every: (readonly [number, number])[] = [...Array.from(codes, (code) => [code, code] as const), ...ranges];
    const members = folds
      ? foldedMembers(every, classes, test, ascii)
      : [...every.map(([low, high]) => rangeSource(low, high)), ...classes.map(({ source }) => source)];
    return {
      kind: 'set',
      test: tabulated(negative ? (code) => !test(code) : test),
      source: members === null ? null : `[${negative ? '^' : ''}${members.join('')}]`,
      isWide: negative || folds || classes.some(({ isWide }) => isWide) || every.some(([, high]) => high > 255),
    };
  }

  private member(): number | CharacterSet {
    const start = this.at;
    const code = this.points[this.at++]!;
    if (code !== 92) return code;
    const letter = this.peek();
    if (letter === '') throw this.problem('bad escape (end of pattern)', start);
    if (/^[dDsSwW]$/.test(letter)) {
      this.at++;
      return characterClass(letter, this.ascii);
    }
    return this.escapedCode(start);
  }

  private parenthesis(start: number, first: boolean): Node | null {
    if (!this.accept('?')) return this.capture(start, null);
    const character = this.take();
    switch (character) {
      case ':':
        return this.closed(start, this.choice());
      case '#':
        for (;;) {
          if (this.peek() === '') throw this.problem('missing ), unterminated comment', start);
          if (this.take() === ')') return null;
        }
      case '>':
        return { kind: 'atomic', body: this.closed(start, this.choice()) };
      case '=':
      case '!':
        return { kind: 'look', behind: false, negative: character === '!', body: this.closed(start, this.choice()) };
      case '<':
        return this.lookbehind(start);
      case 'P':
        return this.named(start);
      case '(':
        return this.conditional(start);
      case '':
        throw this.problem('unexpected end of pattern', this.at - 1);
      default:
        if (/^[aiLmsux-]$/.test(character)) return this.inlineFlags(start, character, first);
        throw this.problem(`unknown extension ?${character}`, start + 1);
    }
  }

  private closed(start: number, body: Node): Node {
    if (!this.accept(')')) throw this.problem('missing ), unterminated subpattern', start);
    return body;
  }

  private capture(start: number, name: string | null): Node {
    const index = ++this.groups;
    if (name !== null) this.names.set(name, index);
    this.open.add(index);
    const body = this.scoped(() => this.choice());
    if (!this.accept(')')) throw this.problem('missing ), unterminated subpattern', start);
    this.open.delete(index);
    this.widths[index] = widthOf(body, this.widths);
    return { kind: 'group', index, body };
  }

  /** Flags set inside do not reach outside. */
  private scoped(parse: () => Node): Node {
    const { flags: before } = this;
    const node = parse();
    if (!this.restart) this.flags = before | (this.flags & this.globalFlags);
    return node;
  }

  private globalFlags = 0;

  private lookbehind(start: number): Node {
    const character = this.take();
    if (character !== '=' && character !== '!') {
      if (character === '') throw this.problem('unexpected end of pattern', this.at - 1);
      throw this.problem(`unknown extension ?<${character}`, start + 1);
    }
    const before = this.lookbehindGroups;
    this.lookbehindGroups ??= this.groups;
    const body = this.closed(start, this.choice());
    this.lookbehindGroups = before;
    const width = widthOf(body, this.widths);
    if (width === null) throw new PatternProblem('look-behind requires fixed-width pattern', null);
    if (width >= greatestRepeat) throw new PatternProblem('looks too much behind', null);
    return { kind: 'look', behind: true, negative: character === '!', body };
  }

  private name(end: string): string {
    const start = this.at;
    let text = '';
    while (this.peek() !== end) {
      if (this.peek() === '')
        throw this.problem(text === '' ? 'missing group name' : `missing ${end}, unterminated name`, start);
      text += this.take();
    }
    this.at++;
    if (text === '') throw this.problem('missing group name', start);
    return text;
  }

  private named(start: number): Node {
    if (this.accept('<')) {
      const position = this.at;
      const name = this.name('>');
      this.checkName(name, position);
      const known = this.names.get(name);
      if (known !== undefined) {
        throw this.problem(
          `redefinition of group name '${name}' as group ${this.groups + 1}; was group ${known}`,
          position,
        );
      }
      return this.capture(start, name);
    }
    if (this.accept('=')) {
      const position = this.at;
      const name = this.name(')');
      this.checkName(name, position);
      const index = this.names.get(name);
      if (index === undefined) throw this.problem(`unknown group name '${name}'`, position);
      return this.reference(index, position);
    }
    if (this.peek() === '') throw this.problem('unexpected end of pattern', this.at);
    throw this.problem(`unknown extension ?P${this.peek()}`, start + 1);
  }

  private checkName(name: string, position: number): void {
    if (/^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u.test(name)) return;
    throw this.problem(`bad character in group name '${name}'`, position);
  }

  private conditional(start: number): Node {
    const position = this.at;
    const name = this.name(')');
    let index = this.names.get(name);
    if (index === undefined) {
      if (!/^[0-9]+$/.test(name)) {
        this.checkName(name, position);
        throw this.problem(`unknown group name '${name}'`, position);
      }
      index = Number(name);
      if (index === 0) throw this.problem('bad group number', position);
      if (index >= 1000) throw this.problem(`invalid group reference ${index}`, position);
    }
    this.refuseInLookbehind(index, position);
    const yes = this.sequence(false);
    const no = this.accept('|') ? this.sequence(false) : empty;
    if (this.peek() === '|') throw this.problem('conditional backref with more than two branches', this.at);
    return this.closed(start, { kind: 'conditional', index, yes, no });
  }

  private inlineFlags(start: number, firstLetter: string, first: boolean): Node | null {
    let on = 0;
    let off = 0;
    let negative = false;
    let letter = firstLetter;
    for (;;) {
      if (letter === ')' && !negative) return this.globalInlineFlags(start, on, first);
      if (letter === ':') break;
      if (letter === '-') {
        if (negative) throw this.problem('missing :', this.at - 1);
        negative = true;
        if (!/^[a-zA-Z]$/.test(this.peek())) throw this.problem('missing flag', this.at);
      } else {
        const bit = /^[iLmsuxa]$/.test(letter) ? flags[letter.toUpperCase() as 'I'] : 0;
        if (bit === 0)
          throw this.problem(
            /^[a-zA-Z]$/.test(letter) ? 'unknown flag' : negative ? 'missing :' : 'missing -, : or )',
            this.at - 1,
          );
        if (this.isBytes && letter === 'u')
          throw this.problem("bad inline flags: cannot use 'u' flag with a bytes pattern", this.at);
        if (!this.isBytes && letter === 'L')
          throw this.problem("bad inline flags: cannot use 'L' flag with a str pattern", this.at);
        if (negative) {
          if (bit & (flags.A | flags.U | flags.L))
            throw this.problem("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", this.at);
          off |= bit;
        } else {
          on |= bit;
          const types = on & (flags.A | flags.U | flags.L);
          if (types & (types - 1))
            throw this.problem("bad inline flags: flags 'a', 'u' and 'L' are incompatible", this.at);
        }
      }
      letter = this.take();
    }
    if (on & off) throw this.problem('bad inline flags: flag turned on and off', this.at - 1);
    const before = this.flags;
    const scope = on & flags.U ? before & ~flags.A : before;
    this.flags = (scope | on) & ~off;
    const body = this.closed(start, this.choice());
    this.flags = before | (this.flags & this.globalFlags);
    return body;
  }

  private globalInlineFlags(start: number, on: number, first: boolean): null {
    if (!first) throw this.problem('global flags not at the start of the expression', start);
    this.globalFlags |= on;
    if (on & flags.X && (this.flags & flags.X) === 0) this.restart = true;
    this.flags |= on;
    this.checkFlags();
    return null;
  }
}

function characterClass(letter: string, ascii: boolean): CharacterSet {
  const source = classSource(letter, ascii);
  return { kind: 'set', test: tabulatedClass(letter, ascii), source, isWide: !ascii || letter < 'a' };
}

/**
 * Members of a set without regard to case, for a JavaScript class. Null for sets whose other cases are not as plain as those
 * of ASCII letters: what differs only in case from a member is not always symmetric beyond them.
 */
function foldedMembers(
  ranges: readonly (readonly [number, number])[],
  classes: readonly CharacterSet[],
  test: CharacterTest,
  ascii: boolean,
): string[] | null {
  if (ranges.some(([, high]) => high > 127) || classes.some(({ source }) => source!.startsWith('[^'))) return null;
  const members = new Set<number>();
  for (const [low, high] of ranges) {
    for (let code = low; code <= high; code++)
      for (const variant of caseVariants(code, ascii)) if (test(variant)) members.add(variant);
  }
  // The one mark that is no letter but has one as its upper form.
  if (!ascii && classes.length > 0 && test(0x345)) members.add(0x345);
  return [...Array.from(members, (code) => rangeSource(code)), ...classes.map(({ source }) => source!)];
}

/** How many characters a node takes when that is always the same number, else null. */
export function widthOf(node: Node, groups: readonly (number | null)[]): number | null {
  switch (node.kind) {
    case 'empty':
    case 'at':
    case 'look':
      return 0;
    case 'character':
    case 'set':
      return 1;
    case 'sequence':
      return node.parts.reduce<number | null>((sum, part) => addWidths(sum, widthOf(part, groups)), 0);
    case 'choice': {
      const widths = node.options.map((option) => widthOf(option, groups));
      return widths.every((width) => width === widths[0]) ? widths[0]! : null;
    }
    case 'repeat': {
      const width = widthOf(node.body, groups);
      return width !== null && node.least === node.most ? width * node.least : width === 0 ? 0 : null;
    }
    case 'group':
    case 'atomic':
      return widthOf(node.body, groups);
    case 'reference':
      return groups[node.index] ?? null;
    case 'conditional': {
      const yes = widthOf(node.yes, groups);
      return yes === widthOf(node.no, groups) ? yes : null;
    }
  }
}

function addWidths(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
