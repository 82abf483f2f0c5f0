/**
 * Built-in names that `from module import *` gives another meaning when the module is one of the program's own: what those
 * declare is known only when they have been read, which is after the names of this file were resolved.
 */
import type { Reference, ResolvedModule } from './scope.ts';

/** A line of an interface that declares a name. */
const declaredName = /^(?:async )?(?:func|class|let|type) (\w+)|^(?:from \S+ )?import \S+(?: as (\w+))?$/gm;

/**
 * @param interfaceOf what a module declares, by its name as written; null for what is none of the program's own
 * @returns the same module where no such name is used
 */
export function withStarBuiltins(
  resolved: ResolvedModule,
  interfaceOf: (written: string) => string | null,
): ResolvedModule {
  if (!resolved.fileScope.importsAll) return resolved;
  const brought = new Set<string>();
  for (const node of resolved.facts.imports) {
    if (node.kind !== 'ImportFrom' || !node.names.some(({ name }) => name === '*')) continue;
    const declared = interfaceOf('.'.repeat(node.level) + node.module) ?? '';
    for (const [, defined, imported] of declared.matchAll(declaredName)) brought.add((defined ?? imported)!);
  }
  const isShadowed = (reference: Reference | undefined) => reference?.kind === 'builtin' && brought.has(reference.name);
  if (!resolved.references.some(isShadowed)) return resolved;
  // Whichever function uses such a name reaches code that nothing is known of.
  for (let id = 0; id < resolved.references.length; id++) {
    const scope = resolved.scopes.get(id);
    if (scope !== undefined) scope.reachesUnknown = true;
  }
  return { ...resolved, references: resolved.references.map((each) => (isShadowed(each) ? star(each!) : each)) };
}

function star(reference: Reference): Reference {
  return { kind: 'star', name: (reference as { readonly name: string }).name, isBuiltin: true };
}
