/**
 * Third phase: what every name means. One walk declares bindings and collects uses (`declare.ts`), then each use is
 * looked up through the scopes, then a flow analysis finds the reads that may come before a binding
 * (`assignment.ts`). Structure (break outside a loop …) is checked on the same walk by `structure.ts`.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import { nearestName } from '#diagnostics/suggest';
import type { Module, NodeId } from '#language/ast';
import { builtinNames } from '#language/builtin-names';
import type { bannedNames } from '#language/keywords';
import { findPossiblyUnbound } from './assignment.ts';
import type { Use } from './binder.ts';
import { refuseBodyVariables } from './contracts.ts';
import { declareNames } from './declare.ts';
import type { Binding, Reference, ResolvedModule, Scope } from './scope.ts';

export interface ResolveOptions {
  /** In an interactive session, the names that earlier entries have bound; later ones may bind all of them again. */
  readonly predeclared: readonly string[] | null;
  /** True for interface texts: what they do not declare is declared elsewhere, and nothing is said about it. */
  readonly isInterface?: boolean;
}

/** Resolves all names of a module; reports what cannot be resolved and goes on. */
export function resolve(module: Module, diagnostics: Diagnostics, options: ResolveOptions): ResolvedModule {
  const declared = declareNames(module, diagnostics, options.predeclared ?? []);
  if (options.predeclared !== null)
    for (const binding of declared.fileScope.bindings.values()) binding.boundElsewhere = true;
  const references = new Array<Reference | undefined>(module.nodeCount).fill(undefined);
  const unresolved: Use[] = [];
  for (const use of declared.uses) references[use.name.id] = lookUp(use, unresolved);
  if (options.isInterface !== true) reportUnresolved(unresolved, diagnostics);
  refuseBodyVariables(declared.contractUses, references, diagnostics);
  return {
    module,
    fileScope: declared.fileScope,
    scopes: declared.scopes,
    references,
    declarations: declared.declarations,
    mayBeUnbound: findPossiblyUnbound(declared, references, module.nodeCount),
    imports: declared.imports,
    facts: declared.facts,
  };
}

/** @param unresolved gets the uses of names that are declared nowhere */
function lookUp(use: Use, unresolved: Use[]): Reference {
  const { name } = use.name;
  const found = use.access === 'load' ? find(name, use.scope) : findBound(name, use.scope);
  if (found !== null) {
    note(found, use);
    return found;
  }
  if (!use.maybe) unresolved.push(use);
  return { kind: 'unknown', name };
}

/** One report for each forgotten `let`: what else the name is used for, there and further in, would be right with it. */
function reportUnresolved(unresolved: readonly Use[], diagnostics: Diagnostics): void {
  const forgotten = new Map<string, Set<Scope>>();
  for (const use of unresolved) {
    const { name } = use.name;
    if (use.access !== 'store' || isVisible(forgotten.get(name), use.scope)) continue;
    forgotten.set(name, (forgotten.get(name) ?? new Set()).add(use.scope));
    reportUndeclared(use, diagnostics);
  }
  for (const use of unresolved) {
    const { name } = use.name;
    if (use.access === 'store' || isVisible(forgotten.get(name), use.scope)) continue;
    if (!(use.inAnnotation && typingNames.has(name))) reportUnknown(use, diagnostics);
  }
}

/** Would a name that is declared in one of these scopes be seen from `scope`? */
function isVisible(declaring: ReadonlySet<Scope> | undefined, scope: Scope): boolean {
  if (declaring === undefined) return false;
  for (let outer: Scope | null = scope; outer !== null; outer = outer.parent) if (declaring.has(outer)) return true;
  return false;
}

/** Names of types that annotations may use without importing them. */
const typingNames: ReadonlySet<string> = new Set([
  'Any',
  'Callable',
  'Literal',
  'Never',
  'Optional',
  'Protocol',
  'Self',
  'Union',
]);

/** The binding that a store or delete in `scope` concerns: never one of an outer scope, unless declared so. */
function findBound(name: string, scope: Scope): Reference | null {
  const own = scope.bindings.get(name);
  if (own !== undefined) return own.reference;
  const { frame } = scope;
  if (frame.globals.has(name)) return findGlobal(name, scope);
  if (frame.nonlocals.has(name)) return findOutside(name, frame);
  return bindingReference(frame.bindings.get(name));
}

/**
 * What `name` means in `scope`, looking outwards as Python does: class bodies are invisible from inside functions and
 * comprehensions, and a name that a class body binds never means a variable of the functions around it.
 */
function find(name: string, scope: Scope): Reference | null {
  if (scope.globals.has(name)) return findGlobal(name, scope);
  const own = scope.bindings.get(name);
  if (own !== undefined && !scope.nonlocals.has(name)) {
    if (scope.kind !== 'class') return own.reference;
    return { kind: 'class', binding: own, otherwise: findPastFunctions(name, scope) };
  }
  return findOutside(name, scope);
}

function findPastFunctions(name: string, scope: Scope): Reference | null {
  for (let outer = scope.parent; outer !== null; outer = outer.parent) {
    if (outer.kind === 'module' && outer.bindings.has(name)) return findGlobal(name, scope, outer);
  }
  return findGlobal(name, scope) ?? outsideScopes(name, scope);
}

/** The module's variable of that name, whatever the functions between call theirs. */
function findGlobal(name: string, from: Scope, module = from.file): Reference | null {
  const found = bindingReference(module.bindings.get(name));
  if (found === null) return null;
  for (let scope = from.parent; scope !== null && scope !== module; scope = scope.parent) {
    const between = scope.bindings.get(name);
    if (between !== undefined) between.hidesGlobal = true;
  }
  return found;
}

function findOutside(name: string, scope: Scope): Reference | null {
  for (let outer = scope.parent; outer !== null; outer = outer.parent) {
    if (outer.kind === 'class') {
      if (name === '__class__' && outer.classCell !== null) return outer.classCell.reference;
      continue;
    }
    if (outer.globals.has(name)) return findGlobal(name, outer);
    if (outer.nonlocals.has(name)) continue;
    const binding = outer.bindings.get(name);
    if (binding !== undefined) return binding.reference;
  }
  return outsideScopes(name, scope);
}

function outsideScopes(name: string, scope: Scope): Reference | null {
  const builtin = builtins.get(name);
  const { importsAll, shadowedBuiltins } = scope.file;
  if (builtin !== undefined && !shadowedBuiltins.has(name)) return builtin;
  return importsAll ? { kind: 'star', name, isBuiltin: builtin !== undefined } : null;
}

const builtins: ReadonlyMap<string, Reference> = new Map(
  [...builtinNames, '__name__', '__doc__'].map((name) => [name, { kind: 'builtin', name }]),
);

function bindingReference(binding: Binding | undefined): Reference | null {
  return binding?.reference ?? null;
}

function noteUnknown(from: Scope): void {
  for (let scope: Scope | null = from; scope !== null; scope = scope.parent) scope.reachesUnknown = true;
}

/** Remembers on the binding how it is used, and on the scopes between who uses it. */
function note(reference: Reference, use: Use): void {
  if (reference.kind !== 'binding' && reference.kind !== 'class') {
    if (reference.kind === 'star') noteUnknown(use.scope);
    return;
  }
  const { binding } = reference;
  for (let scope: Scope | null = use.scope; scope !== null && scope !== binding.scope; scope = scope.parent)
    if (scope.isFunctionLike) scope.reach(binding);
  if (use.scope.frame !== binding.scope.frame) {
    binding.captured = true;
    if (use.access !== 'load') binding.boundElsewhere = true;
  }
  if (use.inAnnotation) binding.timesAnnotated++;
  else if (use.access === 'load') binding.timesRead++;
  if (use.access === 'delete') binding.unbinds = true;
  if (reference.kind === 'class' && reference.otherwise !== null) note(reference.otherwise, use);
}

function reportUndeclared(use: Use, diagnostics: Diagnostics): void {
  const { name, span } = use.name;
  const near = nearestName(name, namesInScope(use.scope));
  diagnostics.report('names/undeclared', span, `'${name}' is assigned here but never declared in this scope`, {
    help: undeclaredHelp(name, near, use.scope),
    fix: {
      title: `Declare '${name}' with let`,
      edits: [{ span: { start: use.statementStart, end: use.statementStart }, replacement: 'let ' }],
    },
  });
}

function undeclaredHelp(name: string, near: string | null, scope: Scope): string {
  const outer = find(name, scope);
  if (outer?.kind === 'binding') {
    const word = outer.binding.scope.kind === 'file' ? 'global' : 'nonlocal';
    return `to change the outer variable write \`${word} ${name}\` first; for a new one write \`let ${name} = …\``;
  }
  if (near !== null && near !== name) return `declare it with \`let ${name} = …\`, or did you mean '${near}'?`;
  return `declare it with \`let ${name} = …\``;
}

function reportUnknown(use: Use, diagnostics: Diagnostics): void {
  const { name, span } = use.name;
  const reason = (bannedReasons as Readonly<Record<string, string>>)[name];
  if (reason !== undefined) {
    diagnostics.report('names/banned', span, `'${name}' does not exist in Aegis`, { help: reason });
    return;
  }
  const near = nearestName(name, [...namesInScope(use.scope), ...builtinNames]);
  diagnostics.report('names/unknown', span, `'${name}' is not defined`, {
    help: near === null ? `declare it with \`let ${name} = …\`, or import it` : `did you mean '${near}'?`,
    fix: near === null ? null : { title: `Change to '${near}'`, edits: [{ span, replacement: near }] },
  });
}

/** Why a built-in of Python is missing, and what to use. */
const bannedReasons: Readonly<Record<(typeof bannedNames)[number], string>> = {
  eval: 'code cannot be made from text while a program runs; parse data with json.loads or int()',
  exec: 'code cannot be made from text while a program runs; write a function and call it',
  compile: 'code cannot be made from text while a program runs',
  globals: 'variables cannot be looked up by a computed name; keep such values in a dict',
  locals: 'variables cannot be looked up by a computed name; keep such values in a dict',
  vars: 'attributes cannot be listed through __dict__; use a dataclass and dataclasses.asdict',
  __import__: 'imports are resolved before the program runs; write an import statement',
  breakpoint: 'there is no debugger inside the program process; use print or logging',
  exit: 'end the program with `raise SystemExit(n)`',
  quit: 'end the program with `raise SystemExit(n)`',
};

function namesInScope(scope: Scope): string[] {
  const names: string[] = [];
  for (let outer: Scope | null = scope; outer !== null; outer = outer.parent) names.push(...outer.bindings.keys());
  // `_` is meant for nobody, and in a session it is always there.
  return names.filter((name) => name !== '_');
}

/** The scope that a node opens. */
export function scopeOf(resolved: ResolvedModule, id: NodeId): Scope {
  return resolved.scopes.get(id)!;
}
