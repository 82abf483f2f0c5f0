/**
 * The native part of `re` against CPython's answers: `re.json` holds rows [pattern, text, [match, fullmatch, search],
 * spans of finditer, split, sub] or [pattern, null, message of re.error].
 */
import { expect, test } from 'bun:test';
import re from '../../../../src/program/stdlib/_re.ts';
import { Tuple, type Value } from '../../../../src/program/values/value.ts';
import table from './re.json';

class PatternError {
  constructor(
    readonly message: string,
    readonly position: number | null,
  ) {}
  get text(): string {
    return this.position === null ? this.message : `${this.message} at position ${this.position}`;
  }
}

type Native = Record<string, (...args: Value[]) => Value>;
const module = re as unknown as Native;
module.$set_error!((message: string, _pattern: Value, position: number | null) => new PatternError(message, position));

function plain(value: Value): unknown {
  if (value instanceof Tuple) return value.items.map(plain);
  return Array.isArray(value) ? value.map(plain) : value;
}

function spans(match: Value, groups: number): unknown {
  if (match === null) return null;
  const found = match as unknown as Native & { $lastindex: Value };
  const all: unknown[] = [];
  for (let group = 0; group <= groups; group++) all.push(plain(found.$span!(group)));
  return [...all, found.$lastindex];
}

function answers(pattern: Native & { groups: number }, text: string): unknown[] {
  const each: unknown[] = [];
  const iterator = pattern.$finditer!(text) as unknown as { next(): Value | undefined };
  for (let match = iterator.next(); match !== undefined; match = iterator.next())
    each.push([(spans(match, 0) as unknown[])[0]]);
  const found = ['$match', '$fullmatch', '$search'].map((name) => spans(pattern[name]!(text), pattern.groups));
  return [found, each, plain(pattern.$split!(text)), pattern.$sub!('<>', text)];
}

test('patterns do what CPython says', () => {
  for (const [source, text, ...expected] of table as [string, string | null, ...unknown[]][]) {
    if (text === null) {
      try {
        module.$compile!(source, 0);
        throw new Error(`no error for ${source}`);
      } catch (problem) {
        if (!(problem instanceof PatternError)) throw problem;
        expect([source, problem.text]).toEqual([source, expected[0] as string]);
      }
    } else {
      const pattern = module.$compile!(source, 0) as unknown as Native & { groups: number };
      expect([source, text, ...answers(pattern, text)]).toEqual([source, text, ...expected]);
    }
  }
});

test('no pattern hangs', () => {
  const pattern = module.$compile!('(a|aa)+$', 0) as unknown as Native;
  expect(pattern.$match!(`${'a'.repeat(5000)}b`)).toBe(null);
});
