/** The words that generated programs are made of. */

export const names: readonly string[] = ['s', 'k', 'b', 'n', 'xs', 'd', 'p', 'v0', 'v1', 'v2'];

export const labelled: readonly string[] = [
  ...names,
  's[0]',
  's[1:5]',
  'xs[0]',
  'd.get("a")',
  '(s + "x")',
  '("x" + k)',
  'p[1]["a"]',
  'xs + [Thing()]',
  'd | {"b": Thing(k)}',
];

export const plain: readonly string[] = [
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
  'Thing(k)',
  '[Thing()]',
  '{Thing(): 1}',
  '1.5',
  '(1, "b")',
];

export const binary: readonly string[] = '+ * % - // | & == < != in is @ ^ >> <= and or'
  .split(' ')
  .concat('not in', 'is not');

export const methods: readonly string[] =
  'upper lower title strip split rsplit partition replace join format format_map center ljust zfill encode decode hex translate splitlines startswith find count index get items keys values copy append extend insert pop update add sort reverse map each casefold swapcase expandtabs removeprefix isalpha to_bytes bit_length conjugate real union intersection setdefault remove maketrans args with_traceback add_note send throw __str__ __class__ __eq__ __add__ raw value inside _inside'.split(
    ' ',
  );

export const functions: readonly string[] =
  'str repr format int float bool len list tuple set dict frozenset sorted reversed enumerate zip map filter sum min max any all iter next hash id type isinstance print range slice bytes bytearray memoryview ascii chr ord hex round abs divmod pow getattr setattr hasattr callable Thing items keep tainted secret provenance complex vars dir Exception ValueError KeyError ExceptionGroup SystemExit StopIteration str.upper str.join list.append dict.get'
    .split(' ')
    .filter((name) => name !== 'vars');

export const exceptions: readonly string[] = ['ValueError', 'KeyError', 'StopIteration', 'OSError', 'Thing'];

export const patterns: readonly string[] = [
  'str(x)',
  '[x, *_]',
  '{"a": x, **rest}',
  'Thing(v=x)',
  'x if x',
  '"a" | 3',
  'list() as x',
  '(x, y)',
];

export const specs: readonly string[] = ['', '!r', '!s', '!a', '=', ':>{3}', ':{n}', ':{s}', '!r:{v0}'];

/** What is handed to `map`. */
export const mapped: readonly string[] = [
  'keep',
  'kept.append',
  'lambda x: x',
  'lambda x: [x]',
  'print',
  'Thing',
  'lambda x: (lambda: x)',
  'lambda x: 1 / 0',
  'len',
  'str.upper',
  'lambda x: {}[x]',
  'lambda x: int(x)',
  'lambda x: setattr(Thing, "w", x)',
  'lambda x: keep(x)',
  'iter',
  'items',
  'lambda x: [map(print, [x])]',
  'lambda x: ((print(y) for y in x),)',
  'lambda x: {"a": x.upper}',
  'lambda x, kept=[]: kept.append(x)',
  'sorted',
  'Thing()',
  'lambda x: x.__class__',
  'lambda x: f"{x:>12}"',
  'tainted',
  'lambda x: [y for y in x]',
  'v0',
];

/** Modules of the library with what is called of them. */
export const modules: readonly { readonly name: string; readonly functions: readonly string[] }[] = [
  module('json', 'dumps loads JSONEncoder().encode'),
  module('copy', 'copy deepcopy'),
  module('textwrap', 'fill wrap shorten indent dedent'),
  module('re', 'escape compile findall sub match split'),
  module('hashlib', 'sha256 new md5'),
  module('base64', 'b64encode b64decode b16encode'),
  module('pprint', 'pformat pprint'),
  module('io', 'StringIO BytesIO'),
  module('string', 'Template capwords Formatter().format'),
  module('logging', 'warning error getLogger'),
  module('collections', 'Counter deque OrderedDict ChainMap namedtuple defaultdict'),
  module('functools', 'partial reduce lru_cache wraps cmp_to_key'),
  module('operator', 'itemgetter attrgetter methodcaller add concat contains index'),
  module('itertools', 'chain islice repeat accumulate groupby starmap zip_longest'),
  module('difflib', 'get_close_matches ndiff SequenceMatcher'),
  module('dataclasses', 'make_dataclass field asdict replace'),
  module('enum', 'Enum Flag'),
  module('datetime', 'date datetime timedelta timezone'),
  module('decimal', 'Decimal'),
  module('fractions', 'Fraction'),
  module('statistics', 'mean median mode'),
  module('random', 'choice sample Random'),
  module('math', 'floor sqrt gcd prod fsum'),
  module('struct', 'pack unpack calcsize'),
  module('array', 'array'),
  module('csv', 'reader DictReader writer'),
  module('heapq', 'nlargest heapify merge'),
  module('bisect', 'bisect insort'),
  module('contextlib', 'nullcontext suppress redirect_stdout closing'),
  module('uuid', 'UUID'),
  module('hmac', 'new compare_digest'),
  module('binascii', 'hexlify crc32'),
  module('queue', 'Queue'),
  module('typing', 'cast NamedTuple'),
];

function module(name: string, members: string): { readonly name: string; readonly functions: readonly string[] } {
  return { name, functions: members.split(' ').map((member) => `${name}.${member}`) };
}
