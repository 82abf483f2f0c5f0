/**
 * What a construct's card says. Parser, checker, hover, completion and the manual all read the same cards, so a clause is
 * described once, here.
 */
import type { ConstructName } from '../constructs.ts';

/** What may stand after a clause's colon. */
export const clauseTypes = [
  'duration',
  'number',
  'string',
  'bool',
  /** One bare word of a closed list. */
  'word',
  /** `[…]` of anything constant. */
  'list',
  /** `[…]` of bare words. */
  'word-list',
  /** `10/s`, `100/m`, `5/h`. */
  'rate',
  /** A bare name of something declared elsewhere, such as a budget. */
  'name',
  /** Evaluated at use, in the construct's scope. */
  'expression',
  /** An indented block of statements. */
  'block',
  /** An indented block of `key: value`. */
  'entries',
] as const;

export type ClauseType = (typeof clauseTypes)[number];

export interface ClauseCard {
  readonly type: ClauseType;
  /** The closed list of a `word`. */
  readonly words?: readonly string[];
  /** The keys of `entries`. */
  readonly entries?: Readonly<Record<string, ClauseCard>>;
  /** What holds where the clause is not written, as people would write it; null when nothing does. */
  readonly default: string | null;
  readonly required: boolean;
  /** One line. */
  readonly doc: string;
}

export interface ConstructCard {
  readonly name: ConstructName;
  /** One line. */
  readonly doc: string;
  /** Parts of the header after the name. */
  readonly header: {
    readonly parameters: 'required' | 'optional' | 'none';
    readonly returns: boolean;
    /** `to "target"` */
    readonly target: boolean;
  };
  /** Steps, statements and a rollback after the clauses. */
  readonly hasBody: boolean;
  readonly clauses: Readonly<Record<string, ClauseCard>>;
  /** The capability it needs at use; null when it needs none of its own. */
  readonly capability: string | null;
  /** Events it leaves in the audit ledger. */
  readonly auditEvents: readonly string[];
  readonly example: string;
}

/** A clause that may be left out. */
export function optional(
  type: ClauseType,
  defaultText: string | null,
  doc: string,
  more: Partial<ClauseCard> = {},
): ClauseCard {
  return { type, default: defaultText, required: false, doc, ...more };
}

/** A clause that must be written. */
export function required(type: ClauseType, doc: string, more: Partial<ClauseCard> = {}): ClauseCard {
  return { type, default: null, required: true, doc, ...more };
}
