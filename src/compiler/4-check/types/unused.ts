/** Names that nothing ever reads: imports of a file, and variables of functions that are only given values. */
import type * as ast from '#language/ast';
import type { SourceFile } from '#language/source';
import { visit } from '../../2-parse/walk.ts';
import type { AssignedValue, Binding, ResolvedModule, Scope } from '../../3-resolve/scope.ts';
import type { Reporter } from './reporter.ts';

/** Reports `code/unused` for variables of some scopes. @param sources what is assigned to each variable, as far as it is plain to see */
export function reportUnused(
  resolved: ResolvedModule,
  scopes: readonly Scope[],
  source: SourceFile,
  sources: ReadonlyMap<Binding, readonly AssignedValue[]>,
  reporter: Reporter,
): void {
  const unread = scopes.flatMap((scope) => [...scope.bindings.values()].filter((binding) => mayBeReported(binding)));
  const isFacade = resolved.module.body.every(isOfFacade);
  const candidates = unread.filter((binding) => isIdle(binding, sources) && !(binding.kind === 'import' && isFacade));
  if (candidates.length === 0) return;
  const mentioned = wordsOutsideNames(resolved.module, source);
  for (const binding of candidates) {
    if (mentioned.has(binding.name)) continue;
    const what = binding.kind === 'import' ? 'is imported' : 'is given a value';
    reporter.report('code/unused', binding.declaration!, `'${binding.name}' ${what} and never used`, {
      severity: 'warning',
      help: binding.kind === 'import' ? 'remove the import' : `remove it, or call it '_${binding.name}'`,
    });
  }
}

/** A file of imports alone gathers names for others. */
function isOfFacade(node: ast.Statement): boolean {
  if (node.kind === 'ExpressionStatement') return node.value.kind === 'Constant';
  return node.kind === 'Import' || node.kind === 'ImportFrom';
}

function mayBeReported(binding: Binding): boolean {
  return (
    binding.timesRead + binding.timesAnnotated === 0 &&
    !binding.name.startsWith('_') &&
    binding.declaration !== null &&
    !binding.boundElsewhere
  );
}

function isIdle(binding: Binding, sources: ReadonlyMap<Binding, readonly AssignedValue[]>): boolean {
  if (binding.kind === 'import') return binding.scope.kind === 'file' || binding.scope.kind === 'function';
  if (binding.kind !== 'variable' || binding.scope.kind !== 'function') return false;
  const assigned = sources.get(binding);
  // What a loop, an unpacking or a handler binds may be needed for its place only.
  return (
    assigned !== undefined &&
    assigned.length === binding.timesBound &&
    assigned.every(({ kind }) => kind !== 'For' && kind !== 'ComprehensionFor' && kind !== 'AugAssign')
  );
}

/** Words in parts of the text whose names are not looked up: types, contracts, clauses, quoted annotations, `__all__`. */
function wordsOutsideNames(module: ast.Module, source: SourceFile): ReadonlySet<string> {
  const words = new Set<string>();
  const take = (node: ast.Node): void => {
    for (const [word] of source.text.slice(node.span.start, node.span.end).matchAll(/[\p{L}\p{N}_]+/gu))
      words.add(word);
  };
  visit(module, (node) => {
    if (node.kind === 'TypeDef' || node.kind === 'Clause') take(node);
    if (node.kind === 'Constant' && node.value.type === 'str' && /^[\w.[\], |]+$/.test(node.value.value)) take(node);
    if ('decorators' in node) node.decorators.forEach(take);
    if ('typeParameters' in node) node.typeParameters.forEach(take);
  });
  return words;
}
