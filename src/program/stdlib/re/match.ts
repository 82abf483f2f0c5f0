/**
 * Match objects: what a pattern found, group by group.
 */
import { integerOf } from '../../operators/indexing.ts';
import { definePlainData } from '../../taint/plain-data.ts';
import { defineNativeType } from '../../values/classes.ts';
import { dict } from '../../values/dict.ts';
import { error } from '../../values/exceptions.ts';
import { repr } from '../../values/representation.ts';
import { type ClassValue, Tuple, type Value } from '../../values/value.ts';
import type { Pattern } from './pattern.ts';
import { expandTemplate } from './replacement.ts';
import { joinPieces, type Subject } from './subject.ts';

export class Match {
  constructor(
    readonly pattern: Pattern,
    readonly subject: Subject,
    readonly registers: Int32Array,
    readonly from: number,
    readonly to: number,
  ) {}

  /** Text of a group, `absent` when it took no part. */
  text(group: number, absent: Value = null): Value {
    const start = this.registers[2 * group]!;
    const end = this.registers[2 * group + 1]!;
    return end < 0 || start < 0 ? absent : this.subject.slice(start, end);
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
    const last = this.registers[2 * (this.pattern.groups + 1)]!;
    return last < 0 ? null : last;
  }
}

function allGroups(match: Match, absent: Value): Value[] {
  const texts: Value[] = [];
  for (let group = 1; group <= match.pattern.groups; group++) texts.push(match.text(group, absent));
  return texts;
}

function span(match: Match, group: number): Tuple {
  return new Tuple([spanStart(match, group), match.registers[2 * group + 1]!]);
}

/** A group that was entered and never left took no part in the match. */
function spanStart(match: Match, group: number): number {
  return match.registers[2 * group + 1]! < 0 ? -1 : match.registers[2 * group]!;
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
        return spanStart(this, this.group(key));
      },
    ],
    end: [
      '(group=0, /)',
      function (this: Match, key: Value = 0) {
        return this.registers[2 * this.group(key) + 1]!;
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
