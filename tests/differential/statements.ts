/** Small programs of several statements: classes, generators, patterns, unpacking, exceptions. Each prints what happens. */
import type { Random } from './random.ts';
import { anyLiteral, literalOf } from './values.ts';

/** Lines one level deeper. */
function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`);
}

const operators = [
  ['add', '+'],
  ['sub', '-'],
  ['mul', '*'],
  ['truediv', '/'],
  ['floordiv', '//'],
  ['mod', '%'],
  ['pow', '**'],
  ['lshift', '<<'],
  ['and', '&'],
  ['or', '|'],
  ['xor', '^'],
  ['matmul', '@'],
] as const;
const comparisons = [
  ['eq', '=='],
  ['ne', '!='],
  ['lt', '<'],
  ['le', '<='],
  ['gt', '>'],
  ['ge', '>='],
] as const;

/** Operator methods, reflected and in-place forms, of two classes where one may derive from the other. */
export function operatorProgram(random: Random): string[] {
  const [name, sign] = random.pick([...operators, ...comparisons]);
  const isComparison = comparisons.some(([each]) => each === name);
  const forms = isComparison ? [name] : [name, `r${name}`, `i${name}`];
  const result = (form: string): string =>
    random.pick([`"${form}"`, 'NotImplemented', '(type(other).__name__,)', 'self', '1 / 0']);
  const method = (form: string): string[] => [
    `func __${form}__(self, other):`,
    `    print("${form}", type(self).__name__, type(other).__name__)`,
    `    return ${result(form)}`,
  ];
  const body = (): string[] => forms.filter(() => !random.once(3)).flatMap(method);
  const base = random.pick(['', '', '(Left)', '(int)', '(list)', '(str)']);
  const operand = (): string => random.pick(['Left()', 'Right()', anyLiteral(random)]);
  return [
    'class Left:',
    ...indented(['func __repr__(self):', '    return "L"', ...body()]),
    `class Right${base}:`,
    ...indented(['func __repr__(self):', '    return "R"', ...body()]),
    ...Array.from({ length: 4 }, () => `attempt(lambda: ${operand()} ${sign} ${operand()})`),
    `let target = ${operand()}`,
    'try:',
    `    target ${isComparison ? '+' : sign}= ${operand()}`,
    '    print(target)',
    'except Exception as problem:',
    '    print(type(problem).__name__, problem)',
  ];
}

/** Classes over each other: order of resolution, super(), attributes of all kinds. */
export function classProgram(random: Random): string[] {
  const lines: string[] = [];
  const names: string[] = [];
  for (const name of ['A', 'B', 'C', 'D', 'E']) {
    const bases = [...new Set(random.some(names, 0, 3))];
    const member = (attribute: string): string[] =>
      random.pick([
        [`${attribute} = "${name}.${attribute}"`],
        [`func ${attribute}(self):`, `    return ["${name}", ${random.once(2) ? '1' : `super().${attribute}()`}]`],
        ['@property', `func ${attribute}(self):`, `    return "property of ${name}"`],
        ['@classmethod', `func ${attribute}(cls):`, `    return cls.__name__`],
        ['@staticmethod', `func ${attribute}():`, `    return "static of ${name}"`],
        [
          `func __getattr__(self, name):`,
          `    if name.startswith("_"):`,
          `        raise AttributeError(name)`,
          `    return "${name} has no " + name`,
        ],
        [`__slots__ = ("${attribute}_slot",)`],
        [`func __init_subclass__(cls, **named):`, `    print("subclass", cls.__name__, named)`],
        [`func __class_getitem__(cls, item):`, `    return (cls.__name__, item)`],
        [`func __call__(self, *args):`, `    return args`],
        ['pass'],
      ]);
    lines.push(
      'try:',
      `    class ${name}${bases.length > 0 ? `(${bases.join(', ')})` : ''}:`,
      ...indented(indented(random.some(['m', 'n', 'p'], 1, 3).flatMap(member))),
      'except Exception as problem:',
      '    print(type(problem).__name__, problem)',
      `    class ${name}:`,
      '        pass',
    );
    names.push(name);
  }
  for (const name of random.some(names, 3, 6)) {
    const attribute = random.pick(['m', 'n', 'p', 'q', 'm_slot']);
    const object = random.pick([`${name}()`, name]);
    const use = random.pick([
      `${object}.${attribute}`,
      `${object}.${attribute}()`,
      `hasattr(${object}, "${attribute}")`,
      `${name}[1]`,
      `${object}()`,
      `setattr(${object}, "${attribute}", 5)`,
      `isinstance(${name}(), ${random.pick(names)})`,
    ]);
    lines.push(`attempt(lambda: ${use})`);
  }
  return lines;
}

/** A generator and a script of what is sent into it. */
export function generatorProgram(random: Random): string[] {
  const step = (mayDelegate: boolean): string[] =>
    random.pick([
      ['print("got", (yield 1))'],
      ['yield from [7, 8]'],
      [`print("delegate", (yield from ${mayDelegate ? 'inner()' : '(5, 6)'}))`],
      [
        'try:',
        '    yield 2',
        'except ValueError as problem:',
        '    print("caught", problem)',
        'finally:',
        '    print("finally")',
      ],
      [
        'try:',
        '    yield 3',
        'except GeneratorExit:',
        random.pick(['    raise', '    print("closing")', '    yield 4', '    return 9']),
      ],
      ['return "done"'],
      ['raise KeyError("inside")'],
      ['for item in range(2):', '    yield item'],
      ['raise StopIteration("odd")'],
    ]);
  const body = (mayDelegate: boolean): string[] => [...step(mayDelegate), ...step(mayDelegate), 'yield "last"'];
  const act = (): string =>
    random.pick([
      'next(machine)',
      'next(machine)',
      'machine.send(5)',
      'machine.send(None)',
      'machine.throw(ValueError("thrown"))',
      'machine.throw(KeyError)',
      'machine.close()',
      'list(machine)',
      'next(machine, "default")',
    ]);
  return [
    'func inner():',
    ...indented(body(false)),
    'func outer():',
    ...indented(body(true)),
    'let machine = outer()',
    ...Array.from({ length: random.integer(3, 7) }, () => `attempt(lambda: ${act()})`),
  ];
}

/** One value against several patterns. */
export function matchProgram(random: Random): string[] {
  const pattern = (depth: number): string => {
    if (depth === 0)
      return random.pick([
        '1',
        '"a"',
        'None',
        'True',
        '_',
        'x',
        '-1',
        '2.5',
        '1 | 2',
        '"a" | "b"',
        'int()',
        'str()',
        'int(x)',
        'Point()',
        'Kind.A',
      ]);
    return random.pick([
      () => `[${pattern(depth - 1)}, *rest]`,
      () => `[${pattern(0)}, ${random.pick(['1', '_', 'y'])}]`,
      () => `(${pattern(0)},)`,
      () => `{"a": ${pattern(depth - 1)}}`,
      () => `{"a": ${random.pick(['1', '_'])}, **others}`,
      () => `Point(${pattern(0)}, y=${random.pick(['1', '_', '2'])})`,
      () => `Point(1, ${random.pick(['y', '_'])})`,
      () => `(${random.pick(['1', '2', 'int()'])} | ${random.pick(['3', '"s"', 'None'])}) as whole`,
      () => '[]',
      () => '{}',
      () => `[*_, ${pattern(0)}]`,
    ])();
  };
  const patterns = Array.from({ length: 5 }, () => pattern(random.integer(0, 2))).filter(
    (each) => each !== '_' && each !== 'x',
  );
  const value = random.pick([
    '1',
    '2',
    '"a"',
    'None',
    'True',
    '-1',
    '2.5',
    '[1, 2]',
    '(1, 2, 3)',
    '[[1], 2]',
    '{"a": 1}',
    '{"a": [1, 2], "b": 3}',
    '{}',
    '[]',
    'Point(1, 2)',
    'Point(2, 1)',
    'Kind.A',
    '"ab"',
    'range(2)',
    'b"ab"',
    '(1,)',
    anyLiteral(random),
  ]);
  return [
    'class Point:',
    '    __match_args__ = ("x", "y")',
    '    func __init__(self, x, y):',
    '        self.x = x',
    '        self.y = y',
    'class Kind:',
    '    A = 1',
    'func matched(value):',
    '    match value:',
    ...patterns.map(
      (each, index) => `        case ${each}${random.once(4) ? ' if value' : ''}:\n            return ${index}`,
    ),
    '        case _:',
    '            return "nothing"',
    `attempt(lambda: matched(${value}))`,
  ];
}

export function unpackingProgram(random: Random): string[] {
  const target = random.pick(['a, b', 'a, *b', '*a, b', 'a, (b, c)', '[a, b, c]', 'a, *b, c', '(a,)', 'a, (b, *c)']);
  return ['func unpacked():', `    let ${target} = ${anyLiteral(random)}`, `    return ${target}`, 'attempt(unpacked)'];
}

/** Raising, chaining, groups, notes. */
export function exceptionProgram(random: Random): string[] {
  const problem = (): string =>
    random.pick([
      'ValueError(1)',
      'KeyError("k")',
      'TypeError',
      'OSError(2, "gone", "file")',
      'ExceptionGroup("g", [ValueError(1), TypeError("t")])',
      'StopIteration(3)',
      literalOf(random, 'int'),
      'LookupError("a", 2)',
      'Own("o", 1)',
    ]);
  const raising = (): string =>
    random.pick([
      `raise ${problem()}`,
      `raise ${problem()} from ${problem()}`,
      `raise ${problem()} from None`,
      '1 / 0',
      '{}["missing"]',
      'raise',
      'int("x")',
      'pass',
      'assert False, "no"',
    ]);
  const kind = (): string =>
    random.pick(['ValueError', 'LookupError', '(TypeError, KeyError)', 'Exception', 'ArithmeticError', 'Own']);
  const star = random.once(3) ? '*' : '';
  return [
    'class Own(Exception):',
    '    func __init__(self, text, code):',
    '        super().__init__(text)',
    '        self.code = code',
    'func run():',
    '    try:',
    '        try:',
    `            ${raising()}`,
    `        except${star} ${kind()} as caught:`,
    '            print("inner", repr(caught), caught.args)',
    `            ${raising()}`,
    random.once(2) ? '        else:\n            print("else")' : `        except${star} Own:\n            pass`,
    '        finally:',
    '            print("finally")',
    '    except Exception as caught:',
    '        print("outer", repr(caught), str(caught), repr(caught.__cause__), repr(caught.__context__), caught.__suppress_context__)',
    'attempt(run)',
  ];
}
