/**
 * Programs at random about labelled values: operators, methods, built-ins, library functions, containers, classes with
 * methods of their own, generators, exceptions. Each line tries to show what it made. The same seed gives the same programs.
 */

/** A generator of numbers (mulberry32), so that a failure can be repeated. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** What must never be seen: rare letters and a number, written in halves so that an echoed line shows nothing. */
export const hidden = { text: 'QZXJVKWQ', number: 73915284 } as const;

/** Names of labelled values that every program begins with, and helpers that try to get inside. */
const beginning = `
import base64, collections, copy, difflib, functools, hashlib, io, itertools, json, logging, operator, pprint, re, string, textwrap
from dataclasses import dataclass

let s = tainted("QZXJ" "VKWQ")
let k = secret("QZXJ" "VKWQ")
let b = tainted(("QZXJ" "VKWQ").encode())
let n = tainted(7391 * 10000 + 5284)
let xs = tainted(["QZXJ" "VKWQ", 7391 * 10000 + 5284])
let d = tainted({"QZXJ" "VKWQ": "QZXJ" "VKWQ"})
let p = [s, {"a": (k, n)}]
let kept = []

class Thing:
    func __init__(self, v=None):
        self.v = v
    func __str__(self):
        return self.v
    func __repr__(self):
        return self.v
    func __format__(self, spec):
        return self.v
    func __add__(self, other):
        kept.append(other)
        return other
    __radd__ = __mul__ = __rmul__ = __mod__ = __rmod__ = __eq__ = __lt__ = __contains__ = __getitem__ = __call__ = __add__
    func __hash__(self):
        return 1
    func __iter__(self):
        return iter([self.v])
    func __len__(self):
        return self.v
    func __index__(self):
        return self.v
    func __getattr__(self, name):
        return self.v if not name.startswith("_") else 0

@dataclass
class Record:
    v: object

func items(v):
    yield v
    yield from v

func keep(v):
    kept.append(v)
    return v

func shown(f):
    try:
        print(f())
    except BaseException as error:
        try:
            print(type(error).__name__, error, error.args)
        except BaseException as other:
            print(type(other).__name__)
    try:
        print(kept)
    except BaseException as error:
        kept.clear()
`;

const labelled = [
  's',
  'k',
  'b',
  'n',
  'xs',
  'd',
  'p',
  's[0]',
  's[1:5]',
  'xs[0]',
  'd.get("a")',
  '(s + "x")',
  '("x" + k)',
];
const plain = [
  '""',
  '"a%s"',
  '"{}{0}"',
  '3',
  '0',
  'True',
  'None',
  '[1, 2]',
  '{"a": 1}',
  'b"%s"',
  'Thing()',
  '1.5',
  '(1, "b")',
];
const binary = [
  '+',
  '*',
  '%',
  '-',
  '//',
  '|',
  '&',
  '==',
  '<',
  '!=',
  'in',
  'not in',
  'is',
  'and',
  'or',
  '@',
  '**',
  '<<',
];
const methods =
  'upper lower title strip split rsplit partition replace join format format_map center ljust zfill encode decode hex translate splitlines startswith find count index get items keys values copy append extend insert pop update add sort reverse map each casefold swapcase expandtabs removeprefix isalpha to_bytes bit_length conjugate real __str__ __class__ raw value _inside'.split(
    ' ',
  );
const functions =
  'str repr format int float bool len list tuple set dict sorted reversed enumerate zip map filter sum min max any all iter next hash id type isinstance print range bytes bytearray memoryview ascii chr ord hex round abs divmod pow getattr setattr hasattr callable Thing Record items keep tainted secret provenance Exception ValueError KeyError SystemExit json.dumps json.loads copy.copy copy.deepcopy textwrap.fill textwrap.wrap re.escape re.compile hashlib.sha256 base64.b64encode pprint.pformat io.StringIO string.Template logging.warning collections.Counter collections.deque functools.partial operator.itemgetter operator.attrgetter itertools.chain difflib.get_close_matches'.split(
    ' ',
  );

/** The same program about plain values, which must show what is hidden: else the labelled one proves nothing. */
export function withoutLabels(program: string): string {
  return program.replaceAll(/^let (\w+) = (?:tainted|secret)\(/gm, 'let $1 = (');
}

/** One program of `lines` attempts. */
export function labelProgram(seed: number, lines: number): string {
  const random = randomFrom(seed);
  const pick = <Item>(from: readonly Item[]): Item => from[Math.floor(random() * from.length)]!;

  function expression(depth: number): string {
    const roll = random();
    if (depth <= 0 || roll < 0.12) return pick(random() < 0.7 ? labelled : plain);
    const inner = () => expression(depth - 1);
    if (roll < 0.26) return `(${inner()} ${pick(binary)} ${inner()})`;
    if (roll < 0.46) return `${pick(functions)}(${inner()}${random() < 0.3 ? `, ${inner()}` : ''})`;
    if (roll < 0.64) return `(${inner()}).${pick(methods)}(${random() < 0.6 ? inner() : ''})`;
    if (roll < 0.68) return `(${inner()})[${inner()}]`;
    if (roll < 0.72) return `[${inner()}, ${inner()}]`;
    if (roll < 0.76) return `{${inner()}: ${inner()}}`;
    if (roll < 0.8) return `f"{${name()}${pick(['', '!r', '!s', '=', ':>{9}', ':{n}'])}}"`;
    if (roll < 0.84) return `[x for x in ${inner()}]`;
    if (roll < 0.87) return `(lambda x: ${pick(['x', 'keep(x)', 'str(x)', 'kept', 'print(x)'])})(${inner()})`;
    if (roll < 0.9) return `(${inner()} if ${inner()} else ${inner()})`;
    if (roll < 0.94)
      return `(${name()}).map(${pick(['keep', 'kept.append', 'lambda x: x', 'lambda x: [x]', 'print', 'Thing', 'Record', 'lambda x: (lambda: x)', 'lambda x: 1 / 0', 'len', 'str.upper', 'lambda x: {}[x]', 'lambda x: int(x)', 'lambda x: setattr(Thing, "w", x)', 'lambda x: keep(x)', 'iter', 'items'])})`;
    if (roll < 0.97) return `print(${inner()}, sep=${inner()}, end=${inner()})`;
    return `"${pick(['%s', '%r', '%(a)s', '%d', '%x', '%c'])}" % ${inner()}`;
  }
  const name = () => pick(['s', 'k', 'b', 'n', 'xs', 'd', 'p']);

  const body: string[] = [];
  for (let line = 0; line < lines; line++) body.push(`shown(lambda: ${expression(3)})`);
  return `${beginning}${body.join('\n')}\n`;
}

/** What of the hidden text or number a program showed, in any form we know to look for; null when nothing. */
export function seenIn(output: string): string | null {
  const { text, number } = hidden;
  const halves = (whole: string) => Array.from({ length: whole.length - 4 }, (_, at) => whole.slice(at, at + 5));
  const lower = output.toLowerCase();
  const hex = Buffer.from(text).toString('hex');
  const forms = [
    text.toLowerCase(),
    [...text.toLowerCase()].reverse().join(''),
    hex,
    String(number),
    number.toString(16),
  ];
  for (const form of forms) for (const part of halves(form)) if (lower.includes(part)) return part;
  const base64 = Buffer.from(text).toString('base64').slice(0, 6);
  return output.includes(base64) ? base64 : null;
}

/** Signs of the host's own objects, or of a failure of ours. */
export const ownSigns = /internal error|\[object |native code|\bat [\w.]+ \(|undefined|\$f\b|node:|bunfs|Labelled/;
