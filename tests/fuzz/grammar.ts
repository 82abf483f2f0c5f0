/**
 * Programs at random about labelled values: expressions and statements of the whole language, classes that keep whatever
 * their methods are given, generators, closures, tasks, the library. Each step tries to show what it made. The same seed
 * gives the same program.
 */
import { Random } from '../differential/random.ts';
import * as words from './words.ts';

/** What must never be seen: rare letters and a number, written in halves so that an echoed line shows nothing. */
export const hidden = { text: 'QZXJVKWQ', number: 73915284 } as const;

/** The module `common`: labelled values, a class that keeps whatever its methods are given, and ways to show something. */
export const common = `
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
    func __getitem__(self, other):
        kept.append(other)
        if len(kept) > 50:
            raise IndexError("enough")
        return other
    func __bool__(self):
        kept.append(self.v)
        return True
    func __hash__(self):
        return hash("a")
    func __iter__(self):
        return iter([self.v])
    func __len__(self):
        return 2
    func __index__(self):
        return 1
    func __setitem__(self, key, value):
        kept.append((key, value))
    func __getattr__(self, name):
        kept.append(name)
        return self.v
    func __call__(self, *rest, **named):
        kept.append((rest, named))
        return rest
    func __enter__(self):
        return self.v
    func __exit__(self, *rest):
        kept.append(rest)
        return True
    __repr__ = __str__
    __add__ = __radd__ = __mul__ = __rmul__ = __mod__ = __rmod__ = __sub__ = __or__ = __ror__ = __getitem__
    __eq__ = __lt__ = __gt__ = __contains__ = __format__ = __getitem__

func items(v):
    yield v
    yield from v

func keep(v, *rest):
    kept.append(v)
    return v

func told(error):
    try:
        print(type(error).__name__, error, error.args)
    except BaseException as other:
        print(type(other).__name__)

func shown(f):
    try:
        print(f())
    except BaseException as error:
        told(error)
        kept.append(error.__context__)
    for one in kept:
        try:
            print(one)
        except BaseException as error:
            told(error)
    kept.clear()
`;

/** What every program imports of `common`: compiled once for all of them. */
const beginning = `
from common import s, k, b, n, xs, d, p, kept, Thing, items, keep, told, shown
let v0, v1, v2 = s, [k], {"a": n}
`;

/** One program of some steps. */
export function fuzzProgram(seed: number, steps: number): string {
  const random = new Random(seed);
  // Initialising a module of the library takes as long as the rest of a program.
  const modules = random.once(3) ? [random.pick(words.modules)] : [];
  const grammar = new Grammar(random, [...words.functions, ...modules.flatMap(({ functions }) => functions)]);
  let text = modules.map(({ name }) => `import ${name}\n`).join('') + beginning;
  for (let step = 0; step < steps; step++) {
    text += random.once(3)
      ? `func step${step}(x=s, *rest):\n    ${globals}\n${grammar.block(2, '    ')}shown(step${step})\n`
      : `shown(lambda: ${grammar.expression(3)})\n`;
  }
  return text;
}

/** The same values without labels: programs about them must show what is hidden, or the labelled ones prove nothing. */
export const commonWithoutLabels = common.replaceAll(/^let (\w+) = (?:tainted|secret)\(/gm, 'let $1 = (');

/** Functions assign to the variables of the file. */
const globals = 'global v0, v1, v2';

class Grammar {
  constructor(
    private readonly random: Random,
    private readonly functions: readonly string[],
  ) {}

  block(depth: number, indent: string): string {
    let text = '';
    const length = this.random.integer(1, 3);
    for (let line = 0; line < length; line++) text += this.statement(depth, indent);
    return text;
  }

  private statement(depth: number, indent: string): string {
    const { random } = this;
    const e = () => this.expression(2);
    const variable = random.pick(['v0', 'v1', 'v2']);
    const simple = [
      () => `${variable} = ${e()}`,
      () => `${variable} ${random.pick(words.binary.slice(0, 7))}= ${e()}`,
      () => `return ${e()}`,
      () => `print(${e()}, sep=${e()})`,
      () => `kept.append(${e()})`,
      () => `assert ${e()}, ${e()}`,
      () => `raise ${random.pick(words.exceptions)}(${e()}) from ${random.pick(['None', e()])}`,
      () => `${variable}[${e()}] = ${e()}`,
      () => `${variable}.attribute = ${e()}`,
      () => `del ${variable}[${e()}]`,
      () => `verify ${e()}, ${e()}`,
      () => `[${variable}, *x] = ${e()}`,
      // Effects that nobody granted: what is denied is recorded.
      () => `open(${random.pick(['"/etc/passwd"', `${e()}`, 'f"/{v0}"'])}, ${random.pick(['"r"', '"w"', e()])})`,
    ];
    if (depth === 0 || random.once(2)) return `${indent}${random.pick(simple)()}\n`;
    const inner = () => this.block(depth - 1, `${indent}    `);
    const compound = [
      () => `if ${e()}:\n${inner()}${indent}else:\n${inner()}`,
      () => `for x in ${e()}:\n${inner()}${indent}    break\n`,
      () =>
        `try:\n${inner()}${indent}except Exception as error:\n${indent}    kept.append(error)\n${indent}finally:\n${inner()}`,
      () => `with ${random.pick(['Thing(s)', 'Thing(k)', 'v0'])} as x:\n${inner()}`,
      () =>
        `match ${e()}:\n${indent}    case ${random.pick(words.patterns)}:\n${this.block(depth - 1, `${indent}        `)}`,
      () =>
        `func inner(x, *rest, y=${e()}):\n${indent}    ${globals}\n${inner()}${indent}${variable} = inner${random.pick(['', '(s)', '(k, v0)', '(*xs)'])}\n`,
      () =>
        `class Inner(${random.pick(['', 'Thing', 'str', 'dict', 'Exception'])}):\n${indent}    a = ${e()}\n${indent}    func method(self, x=${e()}):\n${indent}        ${globals}\n${this.block(depth - 1, `${indent}        `)}${indent}${variable} = Inner(${e()})\n`,
      () => `${variable} = s.map(${random.pick(words.mapped)})\n`,
    ];
    return `${indent}${random.pick(compound)()}`;
  }

  expression(depth: number): string {
    const { random } = this;
    const roll = random.fraction();
    if (depth <= 0 || roll < 0.1) return random.pick(random.fraction() < 0.7 ? words.labelled : words.plain);
    const e = () => this.expression(depth - 1);
    const name = () => random.pick(words.names);
    if (roll < 0.22) return `(${e()} ${random.pick(words.binary)} ${e()})`;
    if (roll < 0.42) return `${random.pick(this.functions)}(${e()}${random.once(3) ? `, ${e()}` : ''})`;
    if (roll < 0.6) return `(${e()}).${random.pick(words.methods)}(${random.fraction() < 0.6 ? e() : ''})`;
    const forms = [
      () => `(${e()})[${e()}]`,
      () => `(${e()})[${e()}:${e()}]`,
      () => `(${e()}).${random.pick(words.methods)}`,
      () => `[${e()}, *${e()}]`,
      () => `{${e()}: ${e()}, **${e()}}`,
      () => `{${e()}, ${e()}}`,
      () => `f"{${name()}${random.pick(words.specs)}}"`,
      () => `[x for x in ${e()}${random.pick(['', ` if ${e()}`])}]`,
      () => `{x: ${e()} for x in ${e()}}`,
      () => `(lambda x=${name()}: ${random.pick(['x', 'keep(x)', 'str(x)', 'kept', 'print(x)', 'Thing(x)'])})(${e()})`,
      () => `(${e()} if ${e()} else ${e()})`,
      () => `(${name()}).map(${random.pick(words.mapped)})`,
      () => `print(${e()}, sep=${e()}, end=${e()})`,
      () => `"${random.pick(['%s', '%r', '%(a)s', '%d', '%x', '%c', '%*d'])}" % ${e()}`,
      () => `${random.pick(this.functions)}(*${e()}, **${e()})`,
      () => `(v0 := ${e()})`,
      () => `(not ${e()})`,
      () => `(-${e()})`,
      () => `(${e()} ${random.pick(['<', '==', 'in', 'is'])} ${e()} ${random.pick(['<', '!=', 'not in'])} ${e()})`,
      () => `list((${e()}).each())`,
    ];
    return random.pick(forms)();
  }
}
