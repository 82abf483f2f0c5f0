/** Single expressions: operators, method calls, built-in functions, formatting, subscripts. Many are wrong on purpose. */
import type { Random } from './random.ts';
import { anyLiteral, type Kind, literalOf } from './values.ts';

const methods: Partial<Record<Kind, string>> = {
  int: 'bit_length bit_count to_bytes as_integer_ratio conjugate __add__ __rsub__ __floordiv__ __divmod__ __pow__ __lshift__ __eq__ __lt__ __format__ __round__',
  float:
    'is_integer as_integer_ratio hex conjugate __round__ __floordiv__ __mod__ __rpow__ __eq__ __divmod__ __format__ __trunc__',
  complex: 'conjugate __abs__ __add__ __format__ __pow__',
  str: 'capitalize casefold center count encode endswith expandtabs find format format_map index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill __contains__ __getitem__ __mod__ __mul__ __add__',
  bytes:
    'capitalize center count decode endswith expandtabs find hex index isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill __contains__ __mod__',
  bytearray:
    'append clear copy count decode extend find insert join pop remove replace reverse split strip __iadd__ __imul__ __setitem__ __delitem__',
  list: 'append clear copy count extend index insert pop remove reverse sort __add__ __contains__ __delitem__ __iadd__ __imul__ __setitem__ __eq__ __lt__',
  tuple: 'count index __add__ __contains__ __mul__ __lt__ __getitem__',
  dict: 'clear copy get items keys pop popitem setdefault update values fromkeys __or__ __contains__ __setitem__ __delitem__ __eq__',
  set: 'add clear copy difference difference_update discard intersection intersection_update isdisjoint issubset issuperset pop remove symmetric_difference symmetric_difference_update union update __and__ __ixor__ __le__',
  frozenset:
    'copy difference intersection isdisjoint issubset issuperset symmetric_difference union __or__ __hash__ __eq__',
  range: 'count index __contains__ __getitem__ __len__ __eq__ __reversed__',
  slice: 'indices __eq__',
};

/** Kinds of arguments that get furthest with a type's methods. */
const arguments_: Partial<Record<Kind, readonly Kind[]>> = {
  int: ['int', 'float', 'str'],
  float: ['float', 'int'],
  complex: ['complex', 'float', 'str'],
  str: ['str', 'str', 'str', 'int', 'tuple'],
  bytes: ['bytes', 'bytes', 'int', 'bytearray', 'str'],
  bytearray: ['int', 'bytes', 'list', 'slice'],
  list: ['int', 'list', 'slice', 'str'],
  tuple: ['int', 'tuple'],
  dict: ['str', 'int', 'dict', 'list'],
  set: ['set', 'int', 'frozenset', 'list'],
  frozenset: ['set', 'frozenset', 'list'],
  range: ['int', 'slice'],
  slice: ['int'],
};

const functions =
  'abs all any ascii bin bool bytearray bytes callable chr complex dict divmod enumerate filter float format frozenset hash hex int isinstance iter len list map max min next oct ord pow range repr reversed round set slice sorted str sum tuple zip bytes.fromhex int.from_bytes str.maketrans dict.fromkeys float.fromhex memoryview'.split(
    ' ',
  );

const binary = '+ - * / // % ** & | ^ << >> == != < <= > >= in is'.split(' ').filter((operator) => operator !== 'is');

export function methodCall(random: Random): string {
  const kind = random.pick(Object.keys(methods) as Kind[]);
  const likely = arguments_[kind] ?? [kind];
  const name = random.pick(methods[kind]!.split(' '));
  const count = name.startsWith('__') ? (name === '__setitem__' ? 2 : 1) : random.pick([0, 1, 1, 1, 2, 2]);
  const given = Array.from({ length: count }, () => anyLiteral(random, likely));
  return `acted(${literalOf(random, kind)}, ${[`"${name}"`, ...given].join(', ')})`;
}

export function functionCall(random: Random): string {
  const given = Array.from({ length: random.pick([0, 1, 1, 1, 2, 2, 3]) }, () => anyLiteral(random));
  const call = `${random.pick(functions)}(${given.join(', ')})`;
  return /^(?:enumerate|filter|iter|map|reversed|zip)/.test(call) ? `[*${call}]` : call;
}

export function operation(random: Random): string {
  const numbers: readonly Kind[] = ['int', 'float', 'int', 'complex'];
  const likely = random.once(2) ? numbers : undefined;
  const left = anyLiteral(random, likely);
  const operator = random.pick(binary);
  // Powers and shifts of the large would only fill pages.
  const right = operator === '**' || operator === '<<' ? `(${random.integer(-3, 70)})` : anyLiteral(random, likely);
  return random.once(8) ? `${random.pick(['-', '~', '+', 'not '])}${left}` : `${left} ${operator} ${right}`;
}

/** `format(value, spec)`, also as an f-string and with `str.format`. */
export function formatted(random: Random): string {
  const spec = [
    random.once(3)
      ? random.pick(['*', 'é', '0', ' ', '{{', '<']) + random.pick(['<', '>', '^', '='])
      : random.pick(['', '', '<', '>', '^', '=']),
    random.pick(['', '', '', '+', '-', ' ']),
    random.pick(['', '', '', 'z', '#', '0']),
    random.pick(['', '', '5', '10', '20', '012']),
    random.pick(['', '', '', ',', '_']),
    random.pick(['', '', '.0', '.1', '.3', '.10', '.']),
    random.pick(['', '', 'd', 'b', 'x', 'X', 'o', 'c', 'e', 'E', 'f', 'g', 'G', 'n', '%', 's', 'y']),
  ].join('');
  const value = anyLiteral(random, ['int', 'float', 'str', 'int', 'float', 'complex']);
  return random.once(3) ? `"{:${spec}}".format(${value})` : `format(${value}, "${spec.replace('{{', '{')}")`;
}

/** `"%…" % values` */
export function percent(random: Random): string {
  const one = (): string =>
    '%' +
    random.pick(['', '', '-', '+', ' ', '#', '0', '-0', '+ ']) +
    random.pick(['', '', '5', '12', '*']) +
    random.pick(['', '', '.0', '.2', '.', '.*']) +
    random.pick(['', '', '', 'l']) +
    random.pick([...'diouxXeEfFgGcrsa%z']);
  const template = [one(), random.once(2) ? one() : ''].join('|');
  const values = random
    .some(['int', 'float', 'str', 'int', 'bytes', 'list'] as const, 0, 3)
    .map((kind) => literalOf(random, kind));
  return `${random.once(6) ? 'b' : ''}"${template}" % (${values.join(', ')}${values.length === 1 ? ',' : ''})`;
}

/** Indexing and slicing, with assignment and deletion. */
export function subscript(random: Random): string {
  const kind = random.pick(['list', 'list', 'str', 'bytes', 'bytearray', 'tuple', 'range', 'dict'] as const);
  const bound = (): string => random.pick(['', '', '0', '1', '2', '-1', '-2', '5', '-9', '100', '2**70', 'None']);
  const step = random.pick(['', '', ':', ':1', ':2', ':-1', ':-2', ':0', ':3']);
  const index = random.once(4) ? anyLiteral(random, ['int', 'str']) : `${bound()}:${bound()}${step}`;
  const target = literalOf(random, kind);
  if (random.once(2)) return `${target}[${index}]`;
  const key = index.startsWith('(')
    ? index
    : `slice(${index
        .split(':')
        .map((part) => part || 'None')
        .join(', ')})`;
  if (random.once(3)) return `acted(${target}, "__delitem__", ${key})`;
  return `acted(${target}, "__setitem__", ${key}, ${anyLiteral(random, ['list', 'bytes', 'int', 'str', 'tuple'])})`;
}

const digits = [...'0123456789abcxyzABZ_+-. ٣eEjinfnaj()', '\\n'];

/** Texts that are numbers, or nearly. */
export function parsed(random: Random): string {
  const text = Array.from({ length: random.integer(0, 7) }, () => random.pick(digits)).join('');
  const kind = random.pick(['int', 'float', 'complex', 'int', 'float.fromhex']);
  const prefix = random.pick(['', '', '', '0x', '0b', '0o', '-', ' ', '1']);
  const base = kind === 'int' && random.once(2) ? `, ${random.pick([0, 2, 8, 10, 16, 36, 1, 37, -1])}` : '';
  return `${kind}("${prefix}${text}"${base})`;
}

export function comprehension(random: Random): string {
  const source = anyLiteral(random, ['list', 'range', 'str', 'tuple', 'dict', 'set', 'bytes']);
  const item = random.pick([
    'x',
    'x * 2',
    '(x, x)',
    'str(x)',
    '-x',
    'x[0]',
    '[y for y in x]',
    'x + x',
    'f"{x!r:>6}"',
    'x < 3',
  ]);
  const test = random.pick(['', '', ' if x', ' if x != 1', ' if x not in (1, "a")', ' for z in (1, 2)']);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{', '}'],
    ['list(', ')'],
    ['sorted(', ')'],
    ['{x: ', '}'],
    ['dict(', ')'],
    ['sum(', ')'],
  ] as const);
  return `${open}${item} for x in ${source}${test}${close}`;
}
