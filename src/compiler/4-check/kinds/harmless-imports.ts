/**
 * Imports of modules that look at nothing but what they are given: they neither read nor set attributes of instances, nor
 * ask for the names of the file that imports them, as `typing` and `dataclasses` do for annotations.
 */
import type { ResolvedModule } from '../../3-resolve/scope.ts';

const harmlessModules: ReadonlySet<string> = new Set([
  ...['math', 'time', 'random', 'itertools', 'statistics', 're', 'json', 'datetime', 'fractions', 'heapq', 'bisect'],
]);

export function importsOnlyHarmless({ facts }: ResolvedModule): boolean {
  return facts.imports.every((node) =>
    node.kind === 'Import'
      ? node.names.every(({ name }) => harmlessModules.has(name))
      : harmlessModules.has(node.module),
  );
}
