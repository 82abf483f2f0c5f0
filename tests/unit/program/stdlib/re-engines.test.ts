/**
 * The two engines of `re` against each other, and the proof that lets a pattern run on the one that cannot be stopped.
 * Patterns and texts are made at random from few characters, so that they meet; the seeds are fixed.
 */
import { expect, test } from 'bun:test';
import '../../../../src/program/stdlib/_re.ts';
import type { Match } from '../../../../src/program/stdlib/re/match.ts';
import { compilePattern, type Pattern } from '../../../../src/program/stdlib/re/pattern.ts';
import { type CharacterSet, flags, type Node, parseExpression } from '../../../../src/program/stdlib/re/syntax.ts';
import { evaluate, measure } from '../../../../src/program/stdlib/re/work.ts';
import { Tuple, type Value } from '../../../../src/program/values/value.ts';
import { Random } from '../../../differential/random.ts';

// biome-ignore format: a table
const atoms = ['a', 'b', 'c', '.', '\\w', '\\d', '\\s', '[ab]', '[^a]', '[b-d1]', '1', ' ', '\\W', 'é', '\\.', '-'];
const places = ['^', '$', '\\b', '\\B', '\\A', '\\Z'];
const quantifiers = ['*', '+', '?', '{2}', '{1,3}', '{2,}', '*?', '+?', '??', '{0,2}?'];
const letters = ['a', 'a', 'b', 'c', '1', ' ', '\n', 'é', '.', '-', 'K'];

function makePattern(random: Random, depth: number): string {
  const one = (): string => {
    if (random.once(8)) return random.pick(places);
    const isGroup = depth > 0 && random.once(3);
    const atom = isGroup ? `(${random.pick(['', '?:'])}${makePattern(random, depth - 1)})` : random.pick(atoms);
    return random.once(2) ? atom + random.pick(quantifiers) : atom;
  };
  const sequence = (): string => Array.from({ length: random.integer(1, 4) }, one).join('');
  return Array.from({ length: random.once(3) ? 2 : 1 }, sequence).join('|');
}

/** The same pattern for our own matcher only. */
function ownOnly(pattern: Pattern): Pattern {
  return Object.defineProperty(Object.create(pattern), 'native', { value: null });
}

function plain(value: Value): unknown {
  if (value instanceof Tuple) return value.items.map(plain);
  return Array.isArray(value) ? value.map(plain) : value;
}

/** All that a program can learn of a match. */
function facts(match: Match | null): unknown {
  if (match === null) return null;
  const groups = Array.from({ length: match.pattern.groups + 1 }, (_, group) => group);
  return [match.lastIndex(), ...groups.map((group) => [match.startOf(group), match.endOf(group), match.text(group)])];
}

type Methods = Record<string, (...args: Value[]) => Value>;

function answers(pattern: Pattern, text: string, from: number): unknown[] {
  const methods = pattern as unknown as Methods;
  const end = text.length - from;
  const found = ['$match', '$fullmatch', '$search'].flatMap((name) =>
    [methods[name]!(text), methods[name]!(text, from, end)].map((match) => facts(match as unknown as Match | null)),
  );
  const all = [];
  const iterator = methods.$finditer!(text) as unknown as { next(): Match | undefined };
  for (let match = iterator.next(); match !== undefined; match = iterator.next()) all.push(facts(match));
  const rest = [methods.$findall!(text), methods.$split!(text), methods.$sub!('<\\g<0>>', text)];
  return [found, all, ...rest.map(plain)];
}

test('both engines find the same', () => {
  const random = new Random(20261123);
  let native = 0;
  for (let round = 0; round < 1200; round++) {
    const source = makePattern(random, 2);
    const options = random.pick([0, 0, flags.I, flags.M, flags.S, flags.A, flags.I | flags.A]);
    const pattern = compileOrNull(source, options);
    if (pattern === null || pattern.native === null) continue;
    native++;
    const own = ownOnly(pattern);
    for (let count = 0; count < 5; count++) {
      const text = random.some(letters, 0, 12).join('');
      const from = random.integer(0, 2);
      expect([source, options, text, ...answers(pattern, text, from)]).toEqual([
        source,
        options,
        text,
        ...answers(own, text, from),
      ]);
    }
  }
  expect(native).toBeGreaterThan(400);
});

/** Null for what is no pattern: the generator does not know what may be repeated. */
function compileOrNull(source: string, options: number): Pattern | null {
  try {
    parseExpression(
      [...source].map((letter) => letter.codePointAt(0)!),
      options,
      false,
    );
  } catch {
    return null;
  }
  return compilePattern(source, options);
}

/** What a plain backtracking matcher does at one place, step by step. */
class Counter {
  steps = 0;

  constructor(private readonly text: string) {}

  run(node: Node, at: number, go: (at: number) => boolean): boolean {
    const { text } = this;
    switch (node.kind) {
      case 'character':
        this.steps++;
        return text.charCodeAt(at) === node.code && go(at + 1);
      case 'set':
        this.steps++;
        return at < text.length && node.test(text.charCodeAt(at)) && go(at + 1);
      case 'at':
        this.steps++;
        // Places that fail make a matcher go back most: here those at the end, and the others hold.
        return (node.place !== 'end' && node.place !== 'last line end') || at === text.length ? go(at) : false;
      case 'sequence':
        return this.sequence(node.parts, 0, at, go);
      case 'choice':
        return node.options.some((option) => this.run(option, at, go));
      case 'group':
        return this.run(node.body, at, go);
      case 'repeat':
        return this.repeat(node, 0, at, go);
      default:
        return go(at);
    }
  }

  private sequence(parts: readonly Node[], index: number, at: number, go: (at: number) => boolean): boolean {
    if (index === parts.length) return go(at);
    return this.run(parts[index]!, at, (next) => this.sequence(parts, index + 1, next, go));
  }

  private repeat(
    node: Extract<Node, { kind: 'repeat' }>,
    round: number,
    at: number,
    go: (at: number) => boolean,
  ): boolean {
    const on = () => round < node.most && this.run(node.body, at, (next) => this.repeat(node, round + 1, next, go));
    const out = () => round >= node.least && go(at);
    return node.mode === 'lazy' ? out() || on() : on() || out();
  }
}

test('no attempt takes more steps than were proved', () => {
  const random = new Random(7);
  let tried = 0;
  let tightest = 0;
  for (let round = 0; round < 2000; round++) {
    const source = `${makePattern(random, 3)}${random.pick(['', '$', 'x', '\\Z'])}`;
    const pattern = compileOrNull(source, random.pick([0, flags.S]));
    if (pattern === null || pattern.native === null) continue;
    const { tree } = parseExpression(
      [...source].map((letter) => letter.codePointAt(0)!),
      pattern.flags & flags.S,
      false,
    );
    const { work } = measure(tree)!;
    for (let count = 0; count < 4; count++) {
      const few = random.some(letters, 1, 3);
      const text = random.some(few, 0, 24).join('');
      const counter = new Counter(text);
      counter.run(tree, 0, () => true);
      const bound = evaluate(work, text.length);
      if (counter.steps > bound)
        throw new Error(`${source} on ${JSON.stringify(text)}: ${counter.steps} steps, not ${bound}`);
      tightest = Math.max(tightest, counter.steps / bound);
      tried++;
    }
  }
  expect(tried).toBeGreaterThan(2000);
  // A bound that is never nearly reached would say that it measures something else.
  expect(tightest).toBeGreaterThan(0.5);
});

test.each([
  '(a+)+$',
  '(a|aa)+$',
  '(?:a*b?)*c',
  '(\\w+\\s?)*$',
  '(?:\\d+\\.?)+x',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(a|b|ab)*c',
  '(?:.*,)*x',
  'a*a*a*a*a*a*b',
])('%s, which explodes, is not left to the engine that cannot be stopped', (source) => {
  expect(compilePattern(source, 0).native).toBe(null);
});

test('a text too long for its pattern is not, either', () => {
  const run = compilePattern('\\w+@', 0).native!;
  expect(run.maySearch('a'.repeat(2000))).toBe(true);
  expect(run.maySearch('a'.repeat(1_000_000))).toBe(false);
  expect(run.maySearch('word '.repeat(200_000))).toBe(true);
  const twice = compilePattern('.*a.*b', 0).native!;
  expect(twice.maySearch('a'.repeat(10_000))).toBe(false);
  expect(twice.maySearch('one line\n'.repeat(10_000))).toBe(true);
});

test('a loop of more rounds than the engine remembers finds its match all the same', () => {
  const text = 'ab'.repeat(3_000_000);
  const match = (compilePattern('(?:ab|cd)+$', 0) as unknown as Methods).$match!(text) as unknown as Match;
  expect(match.end).toBe(text.length);
});

test.each([
  ['\\d', 0],
  ['\\w', 0],
  ['\\s', 0],
  ['\\W', 0],
  ['[^\\s\\w]', 0],
  ['[\\W_]', 0],
  ['[\\d.-]', flags.A],
  ['[^\\w]', flags.A],
  ['[a-z]', flags.I],
  ['[^k-s]', flags.I],
  ['[\\wé]', 0],
  ['[\\w-]', flags.I],
  ['[\\s\\d]', flags.I],
  ['k', flags.I],
  ['[ik]', flags.I | flags.A],
  ['[\\]\\\\^&&-]', 0],
  ['.', 0],
])('%s holds the same characters in both engines (flags %d)', (source, options) => {
  const { tree } = parseExpression(
    [...source].map((letter) => letter.codePointAt(0)!),
    options,
    false,
  );
  const { test: ours, source: theirs } = tree as CharacterSet;
  const expression = new RegExp(`^${theirs}$`, 'v');
  const different = [];
  for (let code = 0; code < 0x10000; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    if (ours(code) !== expression.test(String.fromCharCode(code))) different.push(code.toString(16));
  }
  expect(different).toEqual([]);
});
