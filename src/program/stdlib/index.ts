/**
 * Standard library modules written in TypeScript, by dotted name. Each is a chunk of its own, loaded only by programs that
 * import it, and before the process is confined: afterwards nothing can be loaded. Names with a leading underscore are the
 * native parts of modules written in Aegis, and only those may import them.
 */
export const standardModules: Readonly<Record<string, () => Promise<{ readonly default: object }>>> = {
  _asyncio: () => import('./_asyncio.ts'),
  _collections: () => import('./_collections.ts'),
  _csv: () => import('./_csv.ts'),
  _entropy: () => import('./_entropy.ts'),
  _enum: () => import('./_enum.ts'),
  _decimal: () => import('./_decimal.ts'),
  _dataclasses: () => import('./_dataclasses.ts'),
  _functools: () => import('./_functools.ts'),
  _hashes: () => import('./_hashes.ts'),
  _introspection: () => import('./_introspection.ts'),
  _json: () => import('./_json.ts'),
  _lazy: () => import('./_lazy.ts'),
  _logging: () => import('./_logging.ts'),
  _output: () => import('./_output.ts'),
  _random: () => import('./_random.ts'),
  _requests: () => import('./_requests.ts'),
  _re: () => import('./_re.ts'),
  _standard_error: () => import('./_standard_error.ts'),
  _testing: () => import('./_testing.ts'),
  _typing: () => import('./_typing.ts'),
  _zoneinfo: () => import('./_zoneinfo.ts'),
  abc: () => import('./abc.ts'),
  'aegis.environment': () => import('./aegis/environment.ts'),
  'aegis.files': () => import('./aegis/files.ts'),
  'aegis.program': () => import('./aegis/program.ts'),
  array: () => import('./array.ts'),
  binascii: () => import('./binascii.ts'),
  datetime: () => import('./datetime.ts'),
  itertools: () => import('./itertools.ts'),
  math: () => import('./math.ts'),
  struct: () => import('./struct.ts'),
  time: () => import('./time.ts'),
};
