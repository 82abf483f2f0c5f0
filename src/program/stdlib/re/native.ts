/**
 * A pattern run by JavaScript's own regular expressions, on the texts for which `work.ts` proves that it ends soon. Only for
 * strings without surrogates, where code units are code points.
 *
 * The proof is made once for a pattern: up to `safeLength` characters every text is fine. A longer text is looked over:
 * what counts is not its length but how long it stays among the characters of the pattern's loops (words in a book are
 * short). What has no proof goes to our own matcher, which counts its steps.
 */
import { canBeEmpty, nativeSource } from './native-source.ts';
import { isAnchored } from './program.ts';
import type { Expression, Node } from './syntax.ts';
import { evaluate, type Measure, measure } from './work.ts';

/** Steps that one search may take, and more for each character of its text: about a twentieth of a second. */
const mostSteps = 20_000_000;
const mostStepsPerCharacter = 1000;
/**
 * The engine keeps a record for each round of a loop over more than one character; when they are too many (some 500,000 here)
 * it finds no match where there is one.
 */
const mostRounds = 20_000;
const longest = 2 ** 30;

export type Found = RegExpExecArray;

export class NativeExpression {
  /** Made when they are first needed; `sticky` ones match only where they are told to. No other code gets hold of them. */
  #searching: RegExp | null = null;
  #sticky: RegExp | null = null;
  #whole: RegExp | null = null;
  #spanning: RegExp | null = null;
  private readonly safeLengths: { search: number; match: number };
  /** The text that was looked over last, and what came out. */
  private seen: { text: string; isSafe: boolean } | null = null;

  constructor(
    private readonly source: string,
    private readonly measured: Measure,
    private readonly isAnchored: boolean,
    /** An empty text may match somewhere. */
    readonly canBeEmpty: boolean,
    /** Groups in the order in which they close. */
    readonly closing: readonly number[],
  ) {
    this.safeLengths = { search: this.safeLength(false), match: this.safeLength(true) };
  }

  /** Null when the pattern cannot be written or bounded. */
  static of({ tree }: Expression): NativeExpression | null {
    const source = nativeSource(tree);
    const measured = source === null ? null : measure(tree);
    if (source === null || measured === null) return null;
    return new NativeExpression(source, measured, isAnchored(tree), canBeEmpty(tree), closingOrder(tree));
  }

  /** The first match at or after `from`. Only where `maySearch` allows. */
  search(text: string, from: number): Found | null {
    if (this.isAnchored && from > 0) return null;
    this.#searching ??= new RegExp(this.source, this.isAnchored ? 'yv' : 'gv');
    const expression = this.#searching;
    expression.lastIndex = from;
    return expression.exec(text);
  }

  /** The match that begins at `from`. Only where `mayMatch` allows. */
  matchAt(text: string, from: number, full: boolean): Found | null {
    const expression = full
      ? (this.#whole ??= new RegExp(`(?:${this.source})$`, 'dyv'))
      : (this.#sticky ??= new RegExp(this.source, 'yv'));
    expression.lastIndex = from;
    return expression.exec(text);
  }

  /** Where the groups of a match begin and end: seldom asked, so most matches are found without. */
  spans(text: string, found: Found): RegExpIndicesArray {
    if (found.indices !== undefined) return found.indices;
    this.#spanning ??= new RegExp(this.source, 'dyv');
    const expression = this.#spanning;
    expression.lastIndex = found.index;
    return expression.exec(text)!.indices!;
  }

  maySearch(text: string): boolean {
    return text.length <= this.safeLengths.search || this.isSafe(text);
  }

  mayMatch(text: string): boolean {
    return text.length <= this.safeLengths.match || this.isSafe(text);
  }

  /** Steps for a text of that length whose loops reach no further than `reach`. */
  private steps(length: number, reach: number, isMatch: boolean): number {
    const attempts = isMatch || this.isAnchored ? 1 : length + 1;
    return attempts * evaluate(this.measured.work, reach) + length;
  }

  private isBounded(length: number, reach: number, isMatch: boolean): boolean {
    if (this.measured.hasGroupLoop && reach > mostRounds) return false;
    return this.steps(length, reach, isMatch) <= mostSteps + mostStepsPerCharacter * length;
  }

  private safeLength(isMatch: boolean): number {
    return greatest(longest, (length) => this.isBounded(length, length, isMatch));
  }

  /** Looks a long text over. */
  private isSafe(text: string): boolean {
    if (this.seen === null || this.seen.text !== text) this.seen = { text, isSafe: this.staysShort(text) };
    return this.seen.isSafe;
  }

  private staysShort(text: string): boolean {
    const reach = greatest(text.length, (candidate) => this.isBounded(text.length, candidate, false));
    if (reach < 1) return false;
    if (reach === text.length) return true;
    return !new RegExp(`[${this.measured.loopSets.join('')}]{${reach + 1}}`, 'v').test(text);
  }
}

/** The greatest number up to `most` that passes a test which all smaller ones pass, too; -1 when none does. */
function greatest(most: number, passes: (candidate: number) => boolean): number {
  if (passes(most)) return most;
  let low = -1;
  let high = most;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function closingOrder(tree: Node): number[] {
  const order: number[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'sequence') node.parts.forEach(visit);
    else if (node.kind === 'choice') node.options.forEach(visit);
    else if ('body' in node) visit(node.body);
    if (node.kind === 'group') order.push(node.index);
  };
  visit(tree);
  return order;
}
