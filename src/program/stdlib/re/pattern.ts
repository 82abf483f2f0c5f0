/**
 * Compiled patterns and what they do with a text: search, match, split, substitute.
 */
import { hash } from '../../operators/hash.ts';
import { requireSize } from '../../operators/indexing.ts';
import { defineNativeType } from '../../values/classes.ts';
import { dict } from '../../values/dict.ts';
import { direct } from '../../values/direct-methods.ts';
import { error } from '../../values/exceptions.ts';
import { defineIteratorType } from '../../values/iterators.ts';
import { MappingProxy } from '../../values/mapping-proxy.ts';
import { repr } from '../../values/representation.ts';
import { typeName } from '../../values/type-of.ts';
import { Bytes, type ClassValue, notImplemented, Tuple, type Value } from '../../values/value.ts';
import { Machine, searchFrom } from './machine.ts';
import { type Finding, Match } from './match.ts';
import { NativeExpression } from './native.ts';
import { reporting } from './problems.ts';
import { compileExpression, type Program } from './program.ts';
import { replacementOf } from './replacement.ts';
import { joinPieces, type Subject, subjectOf } from './subject.ts';
import { type Expression, flags, parseExpression } from './syntax.ts';

export class Pattern {
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  readonly flags: number;
  /** JavaScript's engine, for patterns and texts that it can be trusted with. */
  readonly native: NativeExpression | null;
  private compiled: Program | null = null;

  /** @throws PatternProblem when the expression is too large */
  constructor(
    readonly source: Value,
    private readonly expression: Expression,
    readonly isBytes: boolean,
  ) {
    this.groups = expression.groups;
    this.names = expression.names;
    this.flags = expression.flags;
    this.native = isBytes ? null : NativeExpression.of(expression);
    if (this.native === null) this.compiled = compileExpression(expression);
  }

  /** What our own matcher runs. */
  get program(): Program {
    this.compiled ??= compileExpression(this.expression);
    return this.compiled;
  }
}

/** @throws re.error for a malformed pattern, TypeError for what is no text */
export function compilePattern(source: Value, givenFlags: Value): Pattern {
  const text = subjectOf(source);
  if (text === null) throw error('TypeError', 'first argument must be string or compiled pattern');
  return reporting(
    source,
    () => new Pattern(source, parseExpression([...text.codes], Number(givenFlags), text.isBytes), text.isBytes),
  );
}

/** One walk over a text: finds matches one after the other. */
class Search {
  readonly subject: Subject;
  private readonly from: number;
  readonly end: number;
  /** Where the next search begins. */
  position: number;
  /** After an empty match the next one may not be empty at the same place. */
  private forbidden = -1;
  /** The text for JavaScript's engine; null where that cannot be used. */
  private readonly text: string | null;
  private ownMachine: Machine | null = null;

  constructor(
    readonly pattern: Pattern,
    text: Value,
    from: Value = 0,
    to?: Value,
  ) {
    this.subject = subjectFor(pattern, text);
    const { length, plain } = this.subject;
    this.end = to === undefined ? length : Math.max(0, Math.min(length, requireSize(to)));
    this.from = from === 0 ? 0 : Math.max(0, Math.min(length, requireSize(from)));
    this.position = this.from;
    this.text =
      plain === null || pattern.native === null ? null : this.end === length ? plain : plain.slice(0, this.end);
  }

  private get machine(): Machine {
    this.ownMachine ??= reporting(
      this.pattern.source,
      () => new Machine(this.pattern.program, this.subject.codes, this.end),
    );
    return this.ownMachine;
  }

  /** A match at the start position only. */
  here(full: boolean): Match | null {
    const { text, pattern, from, end } = this;
    if (from > end) return null;
    if (text !== null && pattern.native!.mayMatch(text)) {
      const found = pattern.native!.matchAt(text, from, full);
      return found === null ? null : this.result(found);
    }
    this.machine.begin();
    const isFound = reporting(pattern.source, () => this.machine.matchAt(from, full)) >= 0;
    return isFound ? this.result(this.ownFinding()) : null;
  }

  /** The next match, not overlapping those before. */
  next(): Match | null {
    for (let match = this.first(); match !== null; match = this.first()) {
      if (match.start !== match.end) {
        this.position = match.end;
        this.forbidden = -1;
        return match;
      }
      if (match.start !== this.forbidden) {
        this.position = match.end;
        this.forbidden = match.end;
        return match;
      }
      const longer = this.longerAt(match.start);
      if (longer !== null) return longer;
      this.position = match.start + 1;
      this.forbidden = -1;
    }
    this.position = this.end + 1;
    return null;
  }

  /** The first match from `position` on. */
  private first(): Match | null {
    const { text, pattern, position, end } = this;
    if (position > end) return null;
    if (text !== null && pattern.native!.maySearch(text)) {
      const found = pattern.native!.search(text, position);
      return found === null ? null : this.result(found);
    }
    const start = reporting(pattern.source, () =>
      searchFrom(this.machine, pattern.program, this.subject.codes, position, end),
    );
    return start < 0 ? null : this.result(this.ownFinding());
  }

  /** A match at `start` that is not empty, if backtracking finds one. */
  private longerAt(start: number): Match | null {
    this.machine.begin();
    const end = this.machine.matchNonEmptyAt(start);
    if (end < 0) return null;
    this.position = end;
    this.forbidden = -1;
    return this.result(this.ownFinding());
  }

  private ownFinding(): Int32Array {
    return this.machine.registers.slice(0, 2 * (this.pattern.groups + 1) + 1);
  }

  private result(finding: Finding): Match {
    return new Match(this.pattern, this.subject, finding, this.from, this.end);
  }
}

function subjectFor(pattern: Pattern, text: Value): Subject {
  const subject = subjectOf(text);
  if (subject === null) throw error('TypeError', `expected string or bytes-like object, got '${typeName(text)}'`);
  if (subject.isBytes === pattern.isBytes) return subject;
  throw error(
    'TypeError',
    pattern.isBytes
      ? 'cannot use a bytes pattern on a string-like object'
      : 'cannot use a string pattern on a bytes-like object',
  );
}

class MatchIterator {
  constructor(private readonly search: Search) {}
  next(): Value | undefined {
    return this.search.next() ?? undefined;
  }
}
defineIteratorType('callable_iterator', MatchIterator.prototype);

/** `pattern.scanner(text)`: takes one match after the other, by search or where the last one ended. */
class Scanner {
  constructor(
    readonly pattern: Pattern,
    private readonly text: Value,
    private position: Value,
    private readonly end: Value | undefined,
  ) {}

  /** None when there is no further match. */
  take(isSearch: boolean): Value {
    if (this.position === null) return null;
    const search = new Search(this.pattern, this.text, this.position, this.end);
    const match = isSearch ? search.next() : search.here(false);
    // After an empty match the scanner goes on one character later.
    const [start, end] = match === null ? [0, search.end + 1] : [match.start, match.end];
    const next = end === start ? end + 1 : end;
    this.position = next > search.end ? null : next;
    return match;
  }
}
defineNativeType({
  name: 'SRE_Scanner',
  module: '_sre',
  prototype: Scanner.prototype,
  parameters: '(*args)',
  construct: () => {
    throw error('TypeError', "cannot create '_sre.SRE_Scanner' instances");
  },
  isFinal: true,
  methods: {
    match: [
      '()',
      function (this: Scanner) {
        return this.take(false);
      },
    ],
    search: [
      '()',
      function (this: Scanner) {
        return this.take(true);
      },
    ],
  },
  properties: {
    pattern(this: Scanner) {
      return this.pattern;
    },
  },
});

/** What `findall` lists for one match: the whole, the only group, or a tuple of the groups. */
function found(match: Match): Value {
  const empty: Value = match.subject.isBytes ? new Bytes(new Uint8Array(0)) : '';
  const { groups } = match.pattern;
  if (groups <= 1) return match.text(groups, empty);
  const texts: Value[] = [];
  for (let group = 1; group <= groups; group++) texts.push(match.text(group, empty));
  return new Tuple(texts);
}

function allFound(search: Search): Value[] {
  const list: Value[] = [];
  for (let match = search.next(); match !== null; match = search.next()) list.push(found(match));
  return list;
}

function substitute(pattern: Pattern, replacement: Value, text: Value, count: Value = 0): [Value, number] {
  const search = new Search(pattern, text);
  const replace = replacementOf(pattern, replacement);
  const most = requireSize(count);
  const pieces: Value[] = [];
  let done = 0;
  let at = 0;
  for (;;) {
    const match = most > 0 && done >= most ? null : search.next();
    if (match === null) break;
    pieces.push(search.subject.slice(at, match.start), ...replace(match));
    at = match.end;
    done++;
  }
  if (done === 0) return [search.subject.isBytes ? search.subject.slice(0, search.end) : text, 0];
  pieces.push(search.subject.slice(at, search.end));
  return [joinPieces(pieces, pattern.isBytes), done];
}

function split(this: Pattern, text: Value, limit: Value = 0): Value[] {
  const search = new Search(this, text);
  const most = requireSize(limit);
  const pieces: Value[] = [];
  let at = 0;
  for (let done = 0; most === 0 || done < most; done++) {
    const match = search.next();
    if (match === null) break;
    pieces.push(search.subject.slice(at, match.start));
    for (let group = 1; group <= this.groups; group++) pieces.push(match.text(group));
    at = match.end;
  }
  pieces.push(search.subject.slice(at, search.end));
  return pieces;
}

/** Flags in the order in which `repr` shows them. */
const shownFlags: readonly (readonly [number, string])[] = [
  [flags.I, 're.IGNORECASE'],
  [flags.L, 're.LOCALE'],
  [flags.M, 're.MULTILINE'],
  [flags.S, 're.DOTALL'],
  [flags.X, 're.VERBOSE'],
  [flags.DEBUG, 're.DEBUG'],
  [flags.A, 're.ASCII'],
];

function representPattern(this: Pattern): string {
  const source = String(repr(this.source)).slice(0, 200);
  const shown = shownFlags.filter(([bit]) => this.flags & bit).map(([, name]) => name);
  const unknown = shownFlags.reduce((rest, [bit]) => rest & ~bit, this.flags & ~flags.U);
  if (unknown !== 0) shown.push(`0x${unknown.toString(16)}`);
  return `re.compile(${source}${shown.length > 0 ? `, ${shown.join('|')}` : ''})`;
}

export const patternType: ClassValue = defineNativeType({
  name: 'Pattern',
  module: 're',
  prototype: Pattern.prototype,
  parameters: '(*args)',
  construct: () => {
    throw error('TypeError', "cannot create 're.Pattern' instances");
  },
  isFinal: true,
  methods: {
    match: [
      '(string, pos=0, endpos=9223372036854775807)',
      function (this: Pattern, text: Value, from?: Value, to?: Value) {
        return new Search(this, text, from, to).here(false);
      },
    ],
    fullmatch: [
      '(string, pos=0, endpos=9223372036854775807)',
      function (this: Pattern, text: Value, from?: Value, to?: Value) {
        return new Search(this, text, from, to).here(true);
      },
    ],
    search: [
      '(string, pos=0, endpos=9223372036854775807)',
      function (this: Pattern, text: Value, from?: Value, to?: Value) {
        return new Search(this, text, from, to).next();
      },
    ],
    findall: [
      '(string, pos=0, endpos=9223372036854775807)',
      function (this: Pattern, text: Value, from?: Value, to?: Value) {
        return allFound(new Search(this, text, from, to));
      },
    ],
    scanner: [
      '(string, pos=0, endpos=None)',
      function (this: Pattern, text: Value, from: Value = 0, to?: Value) {
        subjectFor(this, text);
        return new Scanner(this, text, from, to);
      },
    ],
    finditer: [
      '(string, pos=0, endpos=9223372036854775807)',
      function (this: Pattern, text: Value, from?: Value, to?: Value) {
        return new MatchIterator(new Search(this, text, from, to));
      },
    ],
    sub: [
      '(repl, string, count=0)',
      function (this: Pattern, replacement: Value, text: Value, count?: Value) {
        return substitute(this, replacement, text, count)[0];
      },
    ],
    subn: [
      '(repl, string, count=0)',
      function (this: Pattern, replacement: Value, text: Value, count?: Value) {
        return new Tuple(substitute(this, replacement, text, count));
      },
    ],
    split: ['(string, maxsplit=0)', split],
    __copy__: [
      '()',
      function (this: Pattern) {
        return this;
      },
    ],
    __deepcopy__: [
      '(memo, /)',
      function (this: Pattern) {
        return this;
      },
    ],
    __repr__: representPattern,
    __eq__: [
      '(other, /)',
      function (this: Pattern, other: Value) {
        if (!(other instanceof Pattern)) return notImplemented;
        return (
          this === other ||
          (this.flags === other.flags &&
            this.isBytes === other.isBytes &&
            String(repr(this.source)) === String(repr(other.source)))
        );
      },
    ],
    __hash__(this: Pattern) {
      return hash(this.source);
    },
  },
  properties: {
    pattern(this: Pattern) {
      return this.source;
    },
    flags(this: Pattern) {
      return this.flags;
    },
    groups(this: Pattern) {
      return this.groups;
    },
    groupindex(this: Pattern) {
      const entries: Value[] = [];
      for (const [name, group] of this.names) entries.push(name, group);
      return entries.length === 0 ? dict() : new MappingProxy(dict(...entries));
    },
  },
});

const { apply } = Reflect;

direct(patternType, {
  match: (proper) =>
    function (this: Pattern, text: Value, from: Value = 0) {
      const isUsual =
        text !== undefined && (arguments.length === 1 || (arguments.length === 2 && typeof from === 'number'));
      return isUsual ? new Search(this, text, from).here(false) : apply(proper, this, arguments);
    },
  search: (proper) =>
    function (this: Pattern, text: Value) {
      const isUsual = arguments.length === 1 && text !== undefined;
      return isUsual ? new Search(this, text).next() : apply(proper, this, arguments);
    },
  findall: (proper) =>
    function (this: Pattern, text: Value) {
      const isUsual = arguments.length === 1 && text !== undefined;
      return isUsual ? allFound(new Search(this, text)) : apply(proper, this, arguments);
    },
});
