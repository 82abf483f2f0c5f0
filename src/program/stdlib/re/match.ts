/**
 * Match objects: what a pattern found, group by group.
 */
import { integerOf } from '../../operators/indexing.ts';
import { definePlainData } from '../../taint/plain-data.ts';
import { defineNativeType } from '../../values/classes.ts';
import { dict } from '../../values/dict.ts';
import { direct } from '../../values/direct-methods.ts';
import { error } from '../../values/exceptions.ts';
import { repr } from '../../values/representation.ts';
import { type ClassValue, Tuple, type Value } from '../../values/value.ts';
import type { Found } from './native.ts';
import type { Pattern } from './pattern.ts';
import { expandTemplate } from './replacement.ts';
import { joinPieces, type Subject } from './subject.ts';

/** What the engines say of a match: registers of our own matcher, or what JavaScript's found. */
export type Finding = Int32Array | Found;

export class Match {
  /** Where the whole match begins and ends. */
  readonly start: number;
  readonly end: number;
  private registers: Int32Array | null;
  private readonly found: Found | null;

  constructor(
    readonly pattern: Pattern,
    readonly subject: Subject,
    finding: Finding,
    readonly from: number,
    readonly to: number,
  ) {
    if (Array.isArray(finding)) {
      this.found = finding;
      this.registers = null;
      this.start = finding.index;
      this.end = finding.index + finding[0].length;
    } else {
      this.found = null;
      this.registers = finding;
      this.start = finding[0]!;
      this.end = finding[1]!;
    }
  }

  /** Text of a group, `absent` when it took no part. */
  text(group: number, absent: Value = null): Value {
    if (this.found !== null) {
      const text = this.found[group];
      return text === undefined ? absent : text;
    }
    const start = this.registers![2 * group]!;
    const end = this.registers![2 * group + 1]!;
    return end < 0 || start < 0 ? absent : this.subject.slice(start, end);
  }

  /** Where a group begins, -1 when it took no part (also when it was entered and never left). */
  startOf(group: number): number {
    if (group === 0) return this.start;
    const registers = this.allRegisters();
    return registers[2 * group + 1]! < 0 ? -1 : registers[2 * group]!;
  }

  endOf(group: number): number {
    return group === 0 ? this.end : this.allRegisters()[2 * group + 1]!;
  }

  /** Number of a group given by number or name. @throws IndexError */
  group(key: Value): number {
    const index = integerOf(key) ?? (typeof key === 'string' ? this.pattern.names.get(key) : undefined);
    if (typeof index !== 'number' || index < 0 || index > this.pattern.groups)
      throw error('IndexError', 'no such group');
    return index;
  }

  /** The group that closed last: with nested groups, the outer one. */
  lastIndex(): number | null {
    const { found } = this;
    if (found !== null) return this.pattern.native!.closing.findLast((group) => found[group] !== undefined) ?? null;
    const last = this.registers![2 * (this.pattern.groups + 1)]!;
    return last < 0 ? null : last;
  }

  private allRegisters(): Int32Array {
    if (this.registers !== null) return this.registers;
    const text = this.subject.plain!.slice(0, this.to);
    const spans = this.pattern.native!.spans(text, this.found!);
    const registers = new Int32Array(2 * spans.length).fill(-1);
    spans.forEach((span, group) => span !== undefined && registers.set(span, 2 * group));
    this.registers = registers;
    return registers;
  }
}

function allGroups(match: Match, absent: Value): Value[] {
  const texts: Value[] = [];
  for (let group = 1; group <= match.pattern.groups; group++) texts.push(match.text(group, absent));
  return texts;
}

function span(match: Match, group: number): Tuple {
  return new Tuple([match.startOf(group), match.endOf(group)]);
}

definePlainData(Match.prototype);

export const matchType: ClassValue = defineNativeType({
  name: 'Match',
  module: 're',
  prototype: Match.prototype,
  parameters: '(*args)',
  construct: () => {
    throw error('TypeError', "cannot create 're.Match' instances");
  },
  isFinal: true,
  methods: {
    group: [
      '(*groups)',
      function (this: Match, ...keys: Value[]) {
        if (keys.length === 0) return this.text(0);
        if (keys.length === 1) return this.text(this.group(keys[0]!));
        return new Tuple(keys.map((key) => this.text(this.group(key))));
      },
    ],
    __getitem__: [
      '(key, /)',
      function (this: Match, key: Value) {
        return this.text(this.group(key));
      },
    ],
    groups: [
      '(default=None)',
      function (this: Match, absent: Value = null) {
        return new Tuple(allGroups(this, absent));
      },
    ],
    groupdict: [
      '(default=None)',
      function (this: Match, absent: Value = null) {
        const entries: Value[] = [];
        for (const [name, group] of this.pattern.names) entries.push(name, this.text(group, absent));
        return dict(...entries);
      },
    ],
    start: [
      '(group=0, /)',
      function (this: Match, key: Value = 0) {
        return this.startOf(this.group(key));
      },
    ],
    end: [
      '(group=0, /)',
      function (this: Match, key: Value = 0) {
        return this.endOf(this.group(key));
      },
    ],
    span: [
      '(group=0, /)',
      function (this: Match, key: Value = 0) {
        return span(this, this.group(key));
      },
    ],
    expand: [
      '(template)',
      function (this: Match, template: Value) {
        return joinPieces(expandTemplate(this.pattern, template)(this), this.subject.isBytes);
      },
    ],
    __copy__: [
      '()',
      function (this: Match) {
        return this;
      },
    ],
    __deepcopy__: [
      '(memo, /)',
      function (this: Match) {
        return this;
      },
    ],
    __repr__(this: Match) {
      return `<re.Match object; span=${String(repr(span(this, 0)))}, match=${String(repr(this.text(0)))}>`;
    },
  },
  properties: {
    re(this: Match) {
      return this.pattern;
    },
    string(this: Match) {
      return this.subject.value;
    },
    pos(this: Match) {
      return this.from;
    },
    endpos(this: Match) {
      return this.to;
    },
    lastindex(this: Match) {
      return this.lastIndex();
    },
    lastgroup(this: Match) {
      const last = this.lastIndex();
      for (const [name, group] of this.pattern.names) if (group === last) return name;
      return null;
    },
    regs(this: Match) {
      const spans: Value[] = [];
      for (let group = 0; group <= this.pattern.groups; group++) spans.push(span(this, group));
      return new Tuple(spans);
    },
  },
});

const { apply } = Reflect;

direct(matchType, {
  groups: (proper) =>
    function (this: Match) {
      return arguments.length === 0 ? new Tuple(allGroups(this, null)) : apply(proper, this, arguments);
    },
  group: (proper) =>
    function (this: Match, key: Value) {
      return arguments.length === 1 && key !== undefined ? this.text(this.group(key)) : apply(proper, this, arguments);
    },
  start: (proper) =>
    function (this: Match) {
      return arguments.length === 0 ? this.start : apply(proper, this, arguments);
    },
  end: (proper) =>
    function (this: Match) {
      return arguments.length === 0 ? this.end : apply(proper, this, arguments);
    },
});
