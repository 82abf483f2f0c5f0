/**
 * Why there is no solution, in sentences. The last incompatibility follows from two others, each of which is a fact or
 * follows from two others: a tree. It is told from the leaves up, two reasons and what follows from them in a line; a
 * conclusion that is used twice gets a number. No story is longer than fifteen lines, hints included: whoever has to read
 * more looks at the versions instead.
 */
import { hintsFor } from './hints.ts';
import type { Incompatibility } from './incompatibility.ts';
import { clauseFor, clauseForBoth } from './sentences.ts';

const mostLines = 12;
const mostHints = 3;

/** @returns the explanation, one sentence a line */
export function explainFailure(because: Incompatibility): string[] {
  return [...shortened(new FailureReport(because).write()), ...hintsFor(because).slice(0, mostHints)];
}

/** Beginning and end of a long story: what it starts from and what it comes to. */
function shortened(lines: readonly string[]): string[] {
  if (lines.length <= mostLines) return [...lines];
  const shown = mostLines - 1;
  const first = Math.ceil(shown / 2);
  const last = lines.slice(lines.length - (shown - first));
  return [...lines.slice(0, first), `  … ${lines.length - shown} steps of this kind …`, ...last];
}

type Derived = readonly [Incompatibility, Incompatibility];

function derivation(incompatibility: Incompatibility): Derived | null {
  return incompatibility.cause.kind === 'derived' ? incompatibility.cause.from : null;
}

class FailureReport {
  private readonly lines: { readonly text: string; number: number | null }[] = [];
  private readonly lineOf = new Map<Incompatibility, number>();
  private readonly uses = new Map<Incompatibility, number>();
  private numbers = 0;

  constructor(private readonly because: Incompatibility) {
    this.countUses(because);
  }

  write(): string[] {
    if (derivation(this.because) === null) return [`Because ${clauseFor(this.because)}, no versions fit your project.`];
    this.visit(this.because, false);
    return this.lines.map(({ text, number }) => (number === null ? text : `${text} (${number})`));
  }

  private countUses(root: Incompatibility): void {
    const waiting = [root];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const uses = (this.uses.get(next) ?? 0) + 1;
      this.uses.set(next, uses);
      if (uses === 1) waiting.push(...(derivation(next) ?? []));
    }
  }

  /** Tells an incompatibility that follows from others, the reasons first. */
  private visit(incompatibility: Incompatibility, isNumbered: boolean): void {
    const [left, right] = derivation(incompatibility)!;
    const says = (reasons: string): void => this.tell(incompatibility, reasons, isNumbered);
    const isLeftDerived = derivation(left) !== null;
    const isRightDerived = derivation(right) !== null;
    if (isLeftDerived && isRightDerived) this.visitTwo(left, right, says);
    else if (isLeftDerived) this.visitOne(left, right, says);
    else if (isRightDerived) this.visitOne(right, left, says);
    else says(`because ${clauseForBoth(left, right)}`);
  }

  private visitTwo(left: Incompatibility, right: Incompatibility, says: (reasons: string) => void): void {
    const leftLine = this.lineOf.get(left);
    const rightLine = this.lineOf.get(right);
    if (leftLine !== undefined && rightLine !== undefined) {
      return says(`because ${clauseFor(left)} (${leftLine}) and ${clauseFor(right)} (${rightLine})`);
    }
    if (leftLine !== undefined || rightLine !== undefined) {
      const [known, open, line] = leftLine === undefined ? [right, left, rightLine] : [left, right, leftLine];
      this.visit(open, false);
      return says(`and because ${clauseFor(known)} (${line})`);
    }
    const [first, second] = isLeaf(right) ? [left, right] : isLeaf(left) ? [right, left] : [left, right];
    this.visit(first, true);
    const line = this.lineOf.get(first)!;
    this.visit(second, false);
    says(`and because ${clauseFor(first)} (${line})`);
  }

  private visitOne(derived: Incompatibility, fact: Incompatibility, says: (reasons: string) => void): void {
    const line = this.lineOf.get(derived);
    if (line !== undefined) return says(`because ${clauseFor(fact)} and ${clauseFor(derived)} (${line})`);
    const inner = derivation(derived)!;
    const [innerDerived, innerFact] = derivation(inner[0]) === null ? [inner[1], inner[0]] : inner;
    const isChain = derivation(innerDerived) !== null && derivation(innerFact) === null && this.uses.get(derived) === 1;
    // Two steps of a chain are told in one line.
    if (isChain && !this.lineOf.has(innerDerived)) {
      this.visit(innerDerived, false);
      return says(`and because ${clauseForBoth(innerFact, fact)}`);
    }
    this.visit(derived, false);
    says(`and because ${clauseFor(fact)}`);
  }

  private tell(incompatibility: Incompatibility, reasons: string, isNumbered: boolean): void {
    const needsNumber = isNumbered || this.uses.get(incompatibility)! > 1;
    const number = needsNumber ? ++this.numbers : null;
    if (number !== null) this.lineOf.set(incompatibility, number);
    const text = `${reasons.charAt(0).toUpperCase()}${reasons.slice(1)}, ${clauseFor(incompatibility)}.`;
    this.lines.push({ text, number });
  }
}

/** It follows from two facts: one line tells it. */
function isLeaf(incompatibility: Incompatibility): boolean {
  return derivation(incompatibility)?.every((each) => derivation(each) === null) === true;
}
