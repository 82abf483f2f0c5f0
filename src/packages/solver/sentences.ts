/** Incompatibilities in words: each is a clause that can follow "because" or stand after "so". No full stops. */
import type { Incompatibility } from './incompatibility.ts';
import type { Exclusion } from './package-versions.ts';
import type { Term } from './term.ts';

/** @returns a clause such as `web-tools 0.2.0 depends on core ^1.0` */
export function clauseFor(incompatibility: Incompatibility): string {
  const { cause, terms } = incompatibility;
  switch (cause.kind) {
    case 'project':
      return 'your project has to be there';
    case 'dependency':
      return `${describe(terms[0]!)} depends on ${rangeOf(cause.on, cause.range)}`;
    case 'no-match': {
      const known =
        cause.known === null ? 'which is in no registry' : `which no version is (the newest is ${cause.known})`;
      return `${describe(terms[0]!)} depends on ${rangeOf(cause.on, cause.range)}, ${known}`;
    }
    case 'excluded':
      return `${describe(terms[0]!)} ${exclusionText(cause.exclusion)}`;
    case 'derived':
      return conclusion(incompatibility);
  }
}

/** Two facts in one clause: `web-tools depends on core ^1.0 and on text ^2.0`. A fact with a "which" in it comes last. */
export function clauseForBoth(left: Incompatibility, right: Incompatibility): string {
  const haveOneSubject =
    left.cause.kind === 'dependency' &&
    right.cause.kind === 'dependency' &&
    describe(left.terms[0]!) === describe(right.terms[0]!);
  if (haveOneSubject && right.cause.kind === 'dependency') {
    return `${clauseFor(left)} and on ${rangeOf(right.cause.on, right.cause.range)}`;
  }
  const clauses = [clauseFor(left), clauseFor(right)].sort((one, other) => Number(isLong(one)) - Number(isLong(other)));
  return `${clauses[0]}${isLong(clauses[0]!) ? ',' : ''} and ${clauses[1]}`;
}

function isLong(clause: string): boolean {
  return clause.includes(', which ');
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(texts: readonly string[], word: 'and' | 'or'): string {
  return texts.length <= 1 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} ${word} ${texts.at(-1)}`;
}

function conclusion(incompatibility: Incompatibility): string {
  if (incompatibility.isFailure) return 'no versions fit your project';
  const needed = incompatibility.terms.filter(({ isPositive }) => !isPositive).map(describe);
  const selected = incompatibility.terms.filter(({ isPositive }) => isPositive).map(describe);
  if (selected.length === 0) return `your project needs ${listed(needed, 'or')}`;
  if (needed.length > 0) {
    return `${listed(selected, 'and')} ${selected.length === 1 ? 'needs' : 'together need'} ${listed(needed, 'or')}`;
  }
  if (selected.length > 1) return `${listed(selected, 'and')} cannot be used together`;
  const every = /^every (.+)$/.exec(selected[0]!);
  return every === null ? `${selected[0]} cannot be used` : `no ${every[1]} can be used`;
}

function exclusionText(exclusion: Exclusion): string {
  switch (exclusion.kind) {
    case 'capabilities':
      return `needs ${listed(exclusion.missing, 'and')}, which aegis.toml does not grant it`;
    case 'yanked':
      return 'was yanked by its publisher';
    case 'too-new':
      return `was published ${exclusion.age} ago, less than minimum-release-age`;
  }
}

function describe(term: Term): string {
  return term.of.describe(term.set);
}

function rangeOf(name: string, range: string): string {
  return range === '*' || range === '' ? name : `${name} ${range}`;
}
