/**
 * How the library treats labelled values: which functions refuse them and what would make them fit, which look without
 * holding on, and what comes back from the rest. What is not here gives back something that has the labels of all that it
 * was given.
 */
import type { TaintContext } from '../taint.ts';

export interface SinkSignature {
  /** The sanitizer that usually fits. */
  readonly context: TaintContext;
  /** Completes "a tainted value …". */
  readonly what: string;
  /** Whether a container of labelled values is refused, too. */
  readonly looksInside: boolean;
  /** Positions of the arguments that count; null for all, those by name included. */
  readonly arguments: readonly number[] | null;
}

function shows(names: string, context: TaintContext, looksInside: boolean, positions: readonly number[] | null = null) {
  return names.split(/\s+/).map((name): [string, SinkSignature] => {
    const what = `reaches ${name.replace('builtins.', '')}()`;
    return [name, { context, what, looksInside, arguments: positions }];
  });
}

/** Functions that refuse labelled arguments, by qualified name. */
export const sinkFunctions: ReadonlyMap<string, SinkSignature> = new Map([
  ...shows('builtins.print builtins.str builtins.repr builtins.format builtins.ascii', 'log', true),
  ...shows('pprint.pprint pprint.pp pprint.pformat builtins.input', 'log', true),
  ...shows('builtins.bytes builtins.bytearray', 'log', true),
  ...shows('builtins.int builtins.float builtins.complex builtins.range', 'number', false),
  ...shows('builtins.hash', 'identifier', false),
  ...shows('json.dumps json.dump', 'json', true),
  ...shows(
    `logging.debug logging.info logging.warning logging.error logging.critical logging.exception logging.log
    logging.basicConfig logging.addLevelName logging.getLogger`,
    'log',
    true,
  ),
  ...shows('builtins.open', 'path', false, [0]),
]);

/** The context of what an effect's scope names, by capability. */
export const scopeContexts: Readonly<Record<string, TaintContext>> = {
  'filesystem.read': 'path',
  'filesystem.write': 'path',
  'process.spawn': 'shell',
  'network.https': 'url',
  'network.http': 'url',
  'env.read': 'identifier',
};

/** Methods of text and containers that refuse a labelled argument. */
export const sinkMethods: Readonly<Record<string, TaintContext>> = { format: 'log', format_map: 'log' };

/** What comes from outside in the answer of a server and in the result of a program; their numbers are plain. */
const httpParts = ['headers', 'text', 'bytes', 'json'];
const processParts = ['stdout', 'stderr', 'stdout_bytes', 'stderr_bytes'];

/** Methods of such answers that give the answer itself back. */
export const selfMethods: ReadonlySet<string> = new Set(['require_ok']);

/** The attributes of a function's result that come from outside; null where there are none. */
export function taintedParts(name: string): readonly string[] | null {
  if (name.startsWith('aegis.http.')) return httpParts;
  return name.startsWith('aegis.process.') ? processParts : null;
}

/** Functions that only look: their result says nothing that has to be kept. */
export const lookingFunctions: ReadonlySet<string> = new Set(
  `len bool isinstance issubclass id type callable hasattr provenance delattr all any dir super`
    .split(' ')
    .map((name) => `builtins.${name}`),
);

export type Passing =
  /** A new container with the items of all arguments. */
  | 'items'
  /** A new container whose items are containers of the items of all arguments. */
  | 'pairs'
  /** A new container whose items are tuples with one item of each argument, in their order. */
  | 'columns'
  /** A new container whose items are pairs of a number and an item of the argument. */
  | 'numbered'
  /** A new container of the arguments themselves. */
  | 'results'
  /** A new container of what a function among the arguments gives; where that is not known, of the items of the others. */
  | 'answers'
  /** One item of an argument. */
  | 'item'
  /** An argument itself, or a copy of it. */
  | 'same';

function passing(how: Passing, names: string): [string, Passing][] {
  return names.split(/\s+/).map((name) => [name, how]);
}

/** What comes back from functions that pass on what they are given, by qualified name. */
export const passingFunctions: ReadonlyMap<string, Passing> = new Map([
  ...passing(
    'items',
    `builtins.list builtins.tuple builtins.set builtins.frozenset builtins.sorted builtins.reversed builtins.iter
    builtins.aiter builtins.filter collections.deque collections.OrderedDict collections.defaultdict
    collections.Counter builtins.dict itertools.chain itertools.islice itertools.cycle itertools.repeat
    itertools.accumulate itertools.takewhile itertools.dropwhile itertools.filterfalse itertools.starmap
    itertools.compress random.sample random.choices heapq.nlargest heapq.nsmallest heapq.merge`,
  ),
  ...passing(
    'pairs',
    `itertools.product itertools.permutations
    itertools.combinations itertools.combinations_with_replacement itertools.pairwise itertools.groupby itertools.batched`,
  ),
  ...passing('columns', 'builtins.zip itertools.zip_longest'),
  ...passing('numbered', 'builtins.enumerate'),
  ...passing('results', 'asyncio.gather'),
  ...passing('answers', 'builtins.map'),
  ...passing(
    'item',
    `builtins.next builtins.anext builtins.max builtins.min builtins.sum random.choice secrets.choice functools.reduce
    heapq.heappop heapq.heappushpop heapq.heapreplace operator.itemgetter`,
  ),
  ...passing(
    'same',
    `copy.copy copy.deepcopy builtins.property builtins.staticmethod builtins.classmethod functools.wraps
    functools.lru_cache functools.cache functools.cached_property functools.partial contextlib.contextmanager
    contextlib.asynccontextmanager asyncio.run asyncio.create_task asyncio.wait_for asyncio.shield typing.cast
    dataclasses.replace dataclasses.dataclass functools.total_ordering abc.abstractmethod`,
  ),
]);

/** Functions of the library that make an object which keeps what its methods are given. */
export const makingFunctions: ReadonlySet<string> = new Set(
  `builtins.bytearray builtins.list builtins.set array.array asyncio.get_running_loop asyncio.get_event_loop
  asyncio.new_event_loop decimal.getcontext hashlib.new hashlib.md5 hashlib.sha1 hashlib.sha224 hashlib.sha256
  hashlib.sha384 hashlib.sha512 hashlib.blake2b hashlib.blake2s hmac.new json.loads json.load csv.writer csv.reader
  collections.deque`.split(/\s+/),
);

/** Functions that make a mapping, of which walking over it gives the keys. */
export const mappingMakers: ReadonlySet<string> = new Set(
  'builtins.dict collections.defaultdict collections.OrderedDict collections.Counter collections.ChainMap'.split(' '),
);

/** Functions that put their other arguments into one of them, by its position. */
export const storingFunctions: ReadonlyMap<string, number> = new Map(
  Object.entries({
    'bisect.insort': 0,
    'bisect.insort_left': 0,
    'bisect.insort_right': 0,
    'heapq.heappush': 0,
    'heapq.heappushpop': 0,
    'heapq.heapreplace': 0,
    'operator.iadd': 0,
    'operator.iconcat': 0,
    'operator.setitem': 0,
    'struct.pack_into': 1,
    'csv.writer': 0,
    'csv.DictWriter': 0,
  }),
);

/** Methods of a logger, which write what they are given. */
export const loggingMethods: ReadonlySet<string> = new Set(
  'debug info warning error critical exception log'.split(' '),
);

/** Methods that put their arguments into what they belong to: the arguments themselves, or the items of them. */
export const addingMethods: Readonly<Record<string, 'argument' | 'items'>> = {
  append: 'argument',
  appendleft: 'argument',
  add: 'argument',
  insert: 'argument',
  put: 'argument',
  put_nowait: 'argument',
  setdefault: 'argument',
  extend: 'items',
  extendleft: 'items',
  update: 'items',
};

/** Methods that give back an item of what they belong to, or one of their arguments. */
export const itemMethods: ReadonlySet<string> = new Set(
  'get pop popleft setdefault get_nowait __getitem__ __next__'.split(' '),
);

/** Methods that give back a container of the items of what they belong to. */
export const itemsMethods: ReadonlySet<string> = new Set(
  'values copy union intersection difference symmetric_difference __iter__ most_common elements'.split(' '),
);

/** Methods that look at what they belong to and at their arguments. */
export const lookingMethods: ReadonlySet<string> = new Set(
  'startswith endswith isdigit isalpha isalnum isspace isupper islower istitle isidentifier isnumeric isdecimal isascii isprintable count index find rfind rindex issubset issuperset isdisjoint remove discard clear sort reverse'.split(
    ' ',
  ),
);

/** Methods that take an argument as a key, which a label cannot be. */
export const keyMethods: ReadonlySet<string> = new Set('get setdefault pop add'.split(' '));
