/**
 * Classes whose instances only visible calls make and only visible code changes: no bases, no decorators, never used but
 * to be called, in a file that names nothing which sets attributes by name. What their attributes hold is what the file
 * assigns to them.
 */
import type * as ast from '#language/ast';
import type { Binding, ResolvedModule, Scope } from '../../3-resolve/scope.ts';
import { type CallsOfDefinitions, fits, hasOnlyPositional, isReachedByCallsOnly } from './closed-functions.ts';
import { importsOnlyHarmless } from './harmless-imports.ts';
import { Instance } from './kind.ts';
import { builtinCalled } from './uses.ts';

export interface ClosedClass {
  readonly instance: Instance;
  readonly calls: readonly ast.Call[];
  /** Of `__init__`, without the receiver. */
  readonly parameters: readonly ast.Parameter[];
  /** The first parameters of its methods. */
  readonly receivers: readonly ast.Parameter[];
}

/** Built-ins that read or set attributes by name, or make instances of the class of another one. */
const hazards: ReadonlySet<string> = new Set([
  ...['setattr', 'getattr', 'delattr', 'hasattr', 'dir', 'type', 'object', 'super'],
]);

/** Attributes that do the same, and text formatting that reads `{0.x}`. */
const hazardousAttributes: ReadonlySet<string> = new Set([
  ...[
    '__annotations__',
    '__init__',
    '__new__',
    '__setattr__',
    '__getattribute__',
    '__delattr__',
    'format',
    'format_map',
  ],
]);

/** Methods and variables that change what attributes are. */
const specialNames: ReadonlySet<string> = new Set([
  ...['__getattr__', '__getattribute__', '__setattr__', '__delattr__', '__new__', '__slots__', '__init_subclass__'],
]);

/** @param isEntry nobody can import the module */
export function findClosedClasses(
  resolved: ResolvedModule,
  calls: CallsOfDefinitions,
  isEntry: boolean,
): Map<Binding, ClosedClass> {
  const closed = new Map<Binding, ClosedClass>();
  const typeTests = countTypeTests(resolved);
  for (const [binding, nodes] of calls) {
    const asked = typeTests.get(binding) ?? 0;
    if (binding.timesRead !== nodes.length + asked || !isReachedByCallsOnly(binding, isEntry)) continue;
    const made = binding.definition?.kind === 'ClassDef' ? closedClass(resolved, binding.definition, nodes) : null;
    if (made !== null) closed.set(binding, made);
  }
  if (closed.size > 0 && hasHazards(resolved)) closed.clear();
  return closed;
}

/** How often `isinstance(x, C)` names each class; it learns nothing that it could keep. */
function countTypeTests(resolved: ResolvedModule): Map<Binding, number> {
  const tests = new Map<Binding, number>();
  for (const node of resolved.facts.calls) {
    if (node.kind !== 'Call' || builtinCalled(node, resolved) !== 'isinstance') continue;
    const [, type] = node.arguments;
    const reference = type?.kind === 'Name' ? resolved.references[type.id] : undefined;
    if (reference?.kind === 'binding') tests.set(reference.binding, (tests.get(reference.binding) ?? 0) + 1);
  }
  return tests;
}

function closedClass(
  resolved: ResolvedModule,
  definition: ast.ClassDef,
  calls: readonly ast.Call[],
): ClosedClass | null {
  const { decorators, bases, keywords, body } = definition;
  const scope = resolved.scopes.get(definition.id);
  if (scope === undefined || decorators.length > 0 || bases.length > 0 || keywords.length > 0) return null;
  if (!isPlainBody(scope)) return null;
  const methods = body.filter((statement) => statement.kind === 'FunctionDef');
  const init = methods.find((method) => method.name.name === '__init__');
  const parameters = init === undefined ? [] : initialiserParameters(resolved, init);
  if (parameters === null || !calls.every((node) => fits(node, parameters))) return null;
  const receivers = methods.flatMap((method) => {
    const [first] = [...method.parameters.positionalOnly, ...method.parameters.positional];
    return method.decorators.length > 0 || first === undefined ? [] : [first];
  });
  return { instance: new Instance([...scope.bindings.keys()]), calls, parameters, receivers };
}

/** Each name of the class is bound once, and read by nobody but through instances. */
function isPlainBody(scope: Scope): boolean {
  for (const { name, timesBound, timesRead } of scope.bindings.values())
    if (specialNames.has(name) || timesBound !== 1 || timesRead !== 0) return false;
  return true;
}

function initialiserParameters(resolved: ResolvedModule, init: ast.FunctionDef): readonly ast.Parameter[] | null {
  if (init.decorators.length > 0 || init.isAsync || resolved.scopes.get(init.id)?.yields === true) return null;
  const { positionalOnly, positional } = init.parameters;
  const all = [...positionalOnly, ...positional];
  return all.length > 0 && hasOnlyPositional(init.parameters) ? all.slice(1) : null;
}

function hasHazards(resolved: ResolvedModule): boolean {
  const { facts, references } = resolved;
  if (references.some((reference) => reference?.kind === 'builtin' && hazards.has(reference.name))) return true;
  if (facts.attributes.some(({ name }) => hazardousAttributes.has(name.name))) return true;
  return !importsOnlyHarmless(resolved);
}
