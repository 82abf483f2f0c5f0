/**
 * Literals of the built-in types at the places where implementations part: boundaries, odd characters, empty containers.
 * No int is large enough for memory and small enough to be tried.
 */
import type { Random } from './random.ts';

export const literals = {
  int: [
    '0 1 -1 2 3 5 7 -7 10 36 64 97 255 256 1000 -1000 12345 70000 2**53-1 2**53 2**53+1 -2**53-1 2**63 2**64',
    '-2**64 2**70+3 10**20 -10**25 True False',
  ],
  float: [
    '0.0 -0.0 0.5 1.0 1.5 2.5 -2.5 0.1 3.14159 1e-5 1e5 1e15 1e16 1e22 123456789.125 2.0**53 -1e300 1e308 5e-324',
    'float("inf") float("-inf") float("nan") 1/3 2.675 1e100',
  ],
  complex: ['1j -2.5j 1+2j 0j 3-4j'],
  str: [
    `'' 'a' 'abc' 'Hello_World' '12' '-5' '1_000' 'ß' 'ǆ' 'İi' 'ΑΣ' 'é' 'e\\u0301' '😀' 'a😀b' '\\n' 'a\\tb' 'x\\r\\ny' 'aXbXc' ','`,
    `'{}' '%s' '0x1f' '1e3' '½' '٣' '\\ud800' "it's" '"q"' '\\x00' 'ab'*3 'fi' '.5f' '>10' 'utf-8' 'ascii' 'replace'`,
  ],
  bytes: [`b'' b'a' b'abc' b'\\xff\\x00' b'12' b'a,b' b'\\xc3\\xa9' b'A_b' bytes(3) b"'" b'\\n\\t'`],
  bytearray: [`bytearray() bytearray(b'abc') bytearray(b'\\x00\\xff') bytearray(b'a,b')`],
  list: [`[] [1] [3,1,2] ['a','b'] [1,'a'] [[1],[2]] [None,True] [1.5,2] [0]*4 list(range(6))`],
  tuple: [`() (1,) (1,2) ('a',) (1,(2,3)) ('b','a','c') (None,)`],
  dict: [`{} {'a':1} {1:2,3:4} {'a':[1],'b':()} {(1,2):'t'} {1:'x',True:'y'}`],
  set: [`set() {1} {1,2,3} {(1,2)} {5,6,300,-1} set(range(9))`],
  frozenset: [`frozenset() frozenset([1]) frozenset([2,1])`],
  range: [`range(0) range(5) range(1,10,3) range(10,0,-2) range(2**60,2**60+3)`],
  slice: [`slice(None) slice(1,None) slice(None,None,-1) slice(0,2) slice(-3,-1) slice(None,None,2)`],
  other: [`None ... NotImplemented len int str memoryview(b'abc')`],
} as const;

export type Kind = keyof typeof literals;

/** One literal: quoted or bracketed parts hold spaces. */
const literal = /(?:'[^']*'|"[^"]*"|\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\]\]?|\{[^}]*\}|\S)+/g;

const kinds = Object.keys(literals) as Kind[];
const pools = new Map(kinds.map((kind) => [kind, literals[kind].join(' ').match(literal) ?? []]));

/** A literal of one kind. */
export function literalOf(random: Random, kind: Kind): string {
  return `(${random.pick(pools.get(kind)!)})`;
}

/** Any literal; mostly of the kinds given. */
export function anyLiteral(random: Random, likely: readonly Kind[] = kinds): string {
  return literalOf(random, random.once(6) ? random.pick(kinds) : random.pick(likely));
}
