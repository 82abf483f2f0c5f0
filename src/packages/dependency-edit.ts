/** Dependencies as commands change them in aegis.toml: the rest of the file stays as it is. */
import type { Dependency, Manifest } from './manifest.ts';
import { removeKey, setKey } from './toml-edit.ts';

export const dependencyTables = { run: 'dependencies', development: 'dev-dependencies' } as const;
export type DependencyKind = keyof typeof dependencyTables;

/** Adds or changes a dependency; a short one is written as its range alone. */
export function withDependency(text: string, kind: DependencyKind, name: string, dependency: Dependency): string {
  const { version, ...source } = dependency;
  const isShort = Object.keys(source).length === 0 && version !== undefined;
  return setKey(text, [dependencyTables[kind]], name, isShort ? version : (dependency as Record<string, string>));
}

export function withoutDependency(text: string, name: string): string {
  return Object.values(dependencyTables).reduce((edited, table) => removeKey(edited, [table], name), text);
}

/** Where a project asks for a package; null when it does not. */
export function kindOf(manifest: Manifest, name: string): DependencyKind | null {
  if (Object.hasOwn(manifest.dependencies, name)) return 'run';
  return Object.hasOwn(manifest.developmentDependencies, name) ? 'development' : null;
}
