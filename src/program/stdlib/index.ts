/**
 * Standard library modules written in TypeScript, by dotted name. Each is a chunk of its own, loaded only by programs that
 * import it, and before the process is confined: afterwards nothing can be loaded. Names with a leading underscore are the
 * native parts of modules written in Aegis, and only those may import them.
 */
export const standardModules: Readonly<Record<string, () => Promise<{ readonly default: object }>>> = {
  _collections: () => import('./_collections.ts'),
  _enum: () => import('./_enum.ts'),
  _dataclasses: () => import('./_dataclasses.ts'),
  _introspection: () => import('./_introspection.ts'),
  _json: () => import('./_json.ts'),
  _random: () => import('./_random.ts'),
  _re: () => import('./_re.ts'),
  _typing: () => import('./_typing.ts'),
  abc: () => import('./abc.ts'),
  'aegis.environment': () => import('./aegis/environment.ts'),
  'aegis.files': () => import('./aegis/files.ts'),
  'aegis.program': () => import('./aegis/program.ts'),
  datetime: () => import('./datetime.ts'),
  itertools: () => import('./itertools.ts'),
  math: () => import('./math.ts'),
  time: () => import('./time.ts'),
};

/** Modules written in Aegis: `NAME.aegis` beside this file. Compiled like a program's own, and cached. */
export const aegisModules: readonly string[] = [
  '_user_collections',
  'collections',
  'collections.abc',
  'bisect',
  'calendar',
  'contextlib',
  'copy',
  'dataclasses',
  'decimal',
  'enum',
  'fractions',
  'functools',
  'heapq',
  'json',
  'json.decoder',
  'json.encoder',
  'json.scanner',
  'numbers',
  'operator',
  'random',
  're',
  'statistics',
  'string',
  'textwrap',
  'typing',
];
