/**
 * Writes a regular expression as JavaScript's own, where that means the same for every text without surrogates: the engine
 * of the machine runs it twenty times faster than ours. What would differ is left to our own matcher:
 *
 * - references, lookaround, atomic groups, possessive quantifiers, conditionals;
 * - repeated parts that can be empty (the two languages end such loops differently);
 * - groups in a loop that some round may leave out (JavaScript forgets them at each round, Python does not).
 */
import { classSource, rangeSource } from './characters.ts';
import type { Node, Place } from './syntax.ts';

const mostRounds = 1000;

/** The pattern for `new RegExp(…, 'v')`; null when it cannot be written so. */
export function nativeSource(node: Node): string | null {
  try {
    return write(node);
  } catch (reason) {
    if (reason === inexpressible) return null;
    throw reason;
  }
}

const inexpressible = Symbol('inexpressible');

function write(node: Node): string {
  switch (node.kind) {
    case 'empty':
      return '';
    case 'character':
      return rangeSource(node.code);
    case 'set':
      if (node.source === null) throw inexpressible;
      return node.source;
    case 'sequence':
      return node.parts.map((part) => write(part)).join('');
    case 'choice':
      return `(?:${node.options.map((option) => write(option)).join('|')})`;
    case 'group':
      return `(${write(node.body)})`;
    case 'repeat':
      return writeRepeat(node);
    case 'at':
      return places[node.place];
    default:
      throw inexpressible;
  }
}

function writeRepeat({ body, least, most, mode }: Extract<Node, { kind: 'repeat' }>): string {
  const isBounded = most !== Number.POSITIVE_INFINITY;
  if (mode === 'possessive' || canBeEmpty(body) || least > mostRounds || (isBounded && most > mostRounds))
    throw inexpressible;
  if (most > 1 && mayLeaveGroupsOut(body)) throw inexpressible;
  const count = isBounded ? `{${least},${most}}` : `{${least},}`;
  // Single characters without parentheses: a run of them is the engine's quickest loop.
  const isAtom = body.kind === 'character' || body.kind === 'set' || body.kind === 'group';
  return `${isAtom ? write(body) : `(?:${write(body)})`}${count}${mode === 'lazy' ? '?' : ''}`;
}

const word = classSource('w', false);
const asciiWord = classSource('w', true);

const places: Readonly<Record<Place, string>> = {
  start: '^',
  end: '$',
  'line start': '(?<![^\\n])',
  'line end': '(?![^\\n])',
  'last line end': '(?=\\n?$)',
  boundary: boundary(word),
  'no boundary': noBoundary(word),
  'ascii boundary': boundary(asciiWord),
  'no ascii boundary': noBoundary(asciiWord),
};

function boundary(set: string): string {
  return `(?:(?<=${set})(?!${set})|(?<!${set})(?=${set}))`;
}

/** Python finds no place of this kind in an empty text. */
function noBoundary(set: string): string {
  return `(?:(?<=${set})(?=${set})|(?<!${set})(?!${set})(?:(?=[^])|(?<=[^])))`;
}

/** A group in it need not take part in every match of it. */
function mayLeaveGroupsOut(node: Node, isOptional = false): boolean {
  switch (node.kind) {
    case 'group':
      return isOptional || mayLeaveGroupsOut(node.body, isOptional);
    case 'sequence':
      return node.parts.some((part) => mayLeaveGroupsOut(part, isOptional));
    case 'choice':
      return node.options.some((option) => mayLeaveGroupsOut(option, true));
    case 'repeat':
      return mayLeaveGroupsOut(node.body, isOptional || node.least === 0);
    default:
      return false;
  }
}

/** Some match of it takes no character. */
export function canBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case 'character':
    case 'set':
      return false;
    case 'sequence':
      return node.parts.every(canBeEmpty);
    case 'choice':
      return node.options.some(canBeEmpty);
    case 'repeat':
      return node.least === 0 || canBeEmpty(node.body);
    case 'group':
    case 'atomic':
      return canBeEmpty(node.body);
    default:
      return true;
  }
}
