/**
 * How much work a backtracking engine can have with a regular expression, found out before it runs. JavaScript's engine
 * cannot be stopped, so it gets a pattern only when this bound, for the text at hand, is one that ends soon.
 *
 * One attempt (at one place of the text) is measured as a polynomial in the *reach*: how many characters a loop can run over.
 * For each part of the pattern there are two figures:
 *
 * - *ways*: how often the engine can come out of it and get on with what follows, going back for another try each time;
 * - *work*: steps inside it, all tries taken together.
 *
 * In a sequence, each part's work is done once for every way through the parts before it: ways multiply, work adds up.
 * What keeps ways small is that two choices *exclude* each other: no character can begin both. In `\d+,` giving back a digit
 * never helps, since a digit is no comma: one way, not one for each digit. `accept` begins with no character at all, because
 * whoever comes there is done.
 *
 * A loop around more than one character is measurable only when its body has a single way; then the rounds of the loop
 * work on the text one after the other, and everything the body does with a stretch of it counts once (and once more for a
 * round that fails in the end). Else ways would double with each round: such patterns, the ones that explode, have no bound
 * here and go to the matcher that counts its steps. So do those with more than `greatestDegree` loops inside each other's way.
 */
import { rangeSource } from './characters.ts';
import type { Node } from './syntax.ts';

/** A polynomial in the reach: coefficients by power. */
export type Polynomial = readonly number[];

/** What may come next: which characters it can begin with, and the most steps it takes to see that it does not. */
interface Continuation {
  readonly first: FirstSet;
  readonly touch: number;
}

/** A set of characters: one place for each code below 256, the last for all others together. */
type FirstSet = Uint8Array;

interface Work {
  readonly ways: Polynomial;
  readonly work: Polynomial;
}

const greatestDegree = 4;
const places = 257;
const one: Polynomial = [1];
const unmeasurable = Symbol('unmeasurable');

/** What a caller must know of a pattern to judge a text. */
export interface Measure {
  /** Steps of one attempt, by reach. */
  readonly work: Polynomial;
  /** All sets that a loop without end can run over, as JavaScript classes: how long a text stays in them bounds the reach. */
  readonly loopSets: readonly string[];
  /** It has a loop around more than one character. */
  readonly hasGroupLoop: boolean;
}

/** The measure of a pattern that `nativeSource` can write; null when there is no bound. */
export function measure(tree: Node): Measure | null {
  try {
    const { work } = workOf(tree, { first: new Uint8Array(places), touch: 1 });
    return { work, ...loopsOf(tree) };
  } catch (reason) {
    if (reason === unmeasurable) return null;
    throw reason;
  }
}

export function evaluate(polynomial: Polynomial, reach: number): number {
  return polynomial.reduceRight((sum, coefficient) => sum * reach + coefficient, 0);
}

function workOf(node: Node, rest: Continuation): Work {
  switch (node.kind) {
    case 'empty':
    case 'at':
    case 'character':
    case 'set':
      return { ways: one, work: one };
    case 'group':
      return workOf(node.body, rest);
    case 'sequence':
      return workOfSequence(node.parts, rest);
    case 'choice':
      return workOfChoice(node.options, rest);
    case 'repeat':
      return node.body.kind === 'character' || node.body.kind === 'set'
        ? workOfRun(node, rest)
        : workOfLoop(node, rest);
    default:
      throw unmeasurable;
  }
}

function workOfSequence(parts: readonly Node[], rest: Continuation): Work {
  const following: Continuation[] = [];
  let next = rest;
  for (let index = parts.length - 1; index >= 0; index--) {
    following[index] = next;
    next = begin(parts[index]!, next);
  }
  let ways = one;
  let work: Polynomial = [0];
  parts.forEach((part, index) => {
    const own = workOf(part, following[index]!);
    work = add(work, multiply(ways, own.work));
    ways = multiply(ways, own.ways);
  });
  return { ways, work };
}

function workOfChoice(options: readonly Node[], rest: Continuation): Work {
  const each = options.map((option) => workOf(option, rest));
  const exclude = options.every((option, index) =>
    options.slice(index + 1).every((other) => excludeEachOther(option, other, rest)),
  );
  return {
    ways: each.map(({ ways }) => ways).reduce(exclude ? larger : add),
    work: each.map(({ work }) => work).reduce(add, [options.length]),
  };
}

type Repeat = Extract<Node, { kind: 'repeat' }>;

/** A run of single characters: each of its ends is one more try for what follows. */
function workOfRun({ body, least, most }: Repeat, rest: Continuation): Work {
  const ends: Polynomial = most === Number.POSITIVE_INFINITY ? [1, 1] : [most - least + 1];
  const exclude = areDisjoint(firstOf(body), rest.first);
  return { ways: exclude ? one : ends, work: add([least], multiply(ends, [1 + rest.touch])) };
}

function workOfLoop({ body, least, most }: Repeat, rest: Continuation): Work {
  const again = begin(body, rest);
  const afterRound = most > 1 ? union(again, rest) : rest;
  const round = workOf(body, afterRound);
  const exclude = areDisjoint(again.first, rest.first);
  const isSingle = round.ways.length === 1 && round.ways[0] === 1;
  if (most === Number.POSITIVE_INFINITY) {
    if (!isSingle || round.work.length > 2) throw unmeasurable;
    const [fixed, perCharacter] = [round.work[0]! + afterRound.touch, round.work[1] ?? 0];
    return { ways: exclude ? one : [1, 1], work: [fixed, fixed + 2 * perCharacter + least] };
  }
  let ways: Polynomial = [least === 0 ? 1 : 0];
  let work: Polynomial = [afterRound.touch];
  let entries = one;
  for (let count = 1; count <= most; count++) {
    work = add(work, multiply(entries, add(round.work, [afterRound.touch])));
    entries = multiply(entries, round.ways);
    if (count >= least) ways = add(ways, entries);
  }
  return { ways: isSingle && exclude ? one : ways, work };
}

/** What a part with all that follows it can begin with. */
function begin(node: Node, rest: Continuation): Continuation {
  switch (node.kind) {
    case 'character':
    case 'set':
      return { first: firstOf(node), touch: 1 };
    case 'group':
      return begin(node.body, rest);
    case 'sequence':
      return node.parts.reduceRight((next, part) => begin(part, next), rest);
    case 'choice':
      return node.options.map((option) => begin(option, rest)).reduce(union);
    case 'repeat': {
      const body = begin(node.body, rest);
      return node.least > 0 ? body : union(body, rest);
    }
    default:
      return { first: rest.first, touch: rest.touch + 1 };
  }
}

function union(left: Continuation, right: Continuation): Continuation {
  return { first: left.first.map((own, place) => own | right.first[place]!), touch: left.touch + right.touch + 1 };
}

/** No text lets the engine get through the first characters of both, with `rest` behind them. */
function excludeEachOther(left: Node, right: Node, rest: Continuation): boolean {
  if (areDisjoint(begin(left, rest).first, begin(right, rest).first)) return true;
  const [one, other] = [fixedStart(left), fixedStart(right)];
  for (let place = 0; place < one.length && place < other.length; place++)
    if (areDisjoint(one[place]!, other[place]!)) return true;
  return false;
}

/** The sets of the single characters that a node begins with, one after the other. */
function fixedStart(node: Node): FirstSet[] {
  if (node.kind === 'character' || node.kind === 'set') return [firstOf(node)];
  if (node.kind === 'group') return fixedStart(node.body);
  if (node.kind !== 'sequence') return [];
  const sets: FirstSet[] = [];
  for (const part of node.parts) {
    sets.push(...fixedStart(part));
    if (part.kind !== 'character' && part.kind !== 'set') break;
  }
  return sets;
}

const known = new WeakMap<Node, FirstSet>();

function firstOf(node: Node): FirstSet {
  let set = known.get(node);
  if (set === undefined) {
    set = new Uint8Array(places);
    if (node.kind === 'character') set[Math.min(node.code, places - 1)] = 1;
    else if (node.kind === 'set') {
      const { test } = node;
      if (test.table !== undefined) set.set(test.table);
      else for (let code = 0; code < 256; code++) set[code] = test(code) ? 1 : 0;
      set[places - 1] = node.isWide ? 1 : 0;
    }
    known.set(node, set);
  }
  return set;
}

function areDisjoint(left: FirstSet, right: FirstSet): boolean {
  for (let place = 0; place < places; place++) if (left[place]! & right[place]!) return false;
  return true;
}

function add(left: Polynomial, right: Polynomial): Polynomial {
  const [long, short] = left.length >= right.length ? [left, right] : [right, left];
  return long.map((coefficient, power) => coefficient + (short[power] ?? 0));
}

function larger(left: Polynomial, right: Polynomial): Polynomial {
  const [long, short] = left.length >= right.length ? [left, right] : [right, left];
  return long.map((coefficient, power) => Math.max(coefficient, short[power] ?? 0));
}

function multiply(left: Polynomial, right: Polynomial): Polynomial {
  if (left === one) return right;
  if (right === one) return left;
  if (left.length + right.length - 2 > greatestDegree) throw unmeasurable;
  const product = new Array<number>(left.length + right.length - 1).fill(0);
  for (let i = 0; i < left.length; i++) for (let j = 0; j < right.length; j++) product[i + j]! += left[i]! * right[j]!;
  return product;
}

function loopsOf(tree: Node): Pick<Measure, 'loopSets' | 'hasGroupLoop'> {
  const loopSets: string[] = [];
  let hasGroupLoop = false;
  const visit = (node: Node, isInLoop: boolean): void => {
    if (node.kind === 'set' && isInLoop) loopSets.push(node.source!);
    else if (node.kind === 'character' && isInLoop) loopSets.push(rangeSource(node.code));
    else if (node.kind === 'sequence') for (const part of node.parts) visit(part, isInLoop);
    else if (node.kind === 'choice') for (const option of node.options) visit(option, isInLoop);
    else if (node.kind === 'repeat') {
      const isSingle = node.body.kind === 'character' || node.body.kind === 'set';
      const isEndless = node.most === Number.POSITIVE_INFINITY;
      if (!isSingle && node.most > 1) hasGroupLoop = true;
      visit(node.body, isInLoop || isEndless);
    } else if ('body' in node) visit(node.body, isInLoop);
  };
  visit(tree, false);
  return { loopSets, hasGroupLoop };
}
