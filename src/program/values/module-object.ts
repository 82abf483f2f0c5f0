/**
 * Modules as values: of the standard library, of the project, and `module Name:` blocks. Members stand as `$name`
 * properties; variables that change are accessors, so that a reader always sees the current value.
 */
import { defineNativeType } from './classes.ts';
import { error } from './exceptions.ts';
import type { ClassValue, FunctionValue, Value } from './value.ts';

export class ModuleObject {
  /** Of a module of the library that was imported and has not run: makes it run, so that its members are there. */
  complete: (() => void) | null = null;

  constructor(readonly name: string) {}
}

export const moduleType: ClassValue = defineNativeType({
  name: 'module',
  prototype: ModuleObject.prototype,
  parameters: '(name, doc=None, /)',
  construct: () => {
    throw error('TypeError', 'modules are not made at run time: write a module block or a file');
  },
  methods: {
    __repr__(this: ModuleObject) {
      return `<module '${this.name}'>`;
    },
  },
  isFinal: true,
});

/**
 * Makes a module from its members, which stay readable and cannot be assigned from outside.
 *
 * @param members by Aegis name; a function `() => value` under `variables` is asked at each reading
 */
export function makeModuleObject(
  name: string,
  members: Readonly<Record<string, Value>>,
  variables: Readonly<Record<string, () => Value>> = {},
): ModuleObject {
  const module = new ModuleObject(name);
  defineMember(module, '__name__', name);
  for (const member of Object.keys(members)) {
    belongsTo(members[member]!, name);
    defineMember(module, member, members[member]!);
  }
  for (const [member, get] of Object.entries(variables)) {
    Object.defineProperty(module, '$' + member, { get, enumerable: true, configurable: false });
  }
  return module;
}

/** Built-in functions know their module: messages and `__module__` name it. */
function belongsTo(member: Value, module: string): void {
  const f = member as FunctionValue;
  if (typeof member !== 'function' || f.classInfo !== undefined || f.signature?.kind !== 'builtin') return;
  // The check of arguments holds the same object, so that its messages know, too.
  if (f.signature.module === 'builtins') (f.signature as { module: string }).module = module;
}

function defineMember(module: ModuleObject, name: string, value: Value): void {
  Object.defineProperty(module, '$' + name, { value, writable: false, enumerable: true, configurable: false });
}

/** Names of a module's members, as `from m import *` and `dir` list them. */
export function memberNames(module: ModuleObject): string[] {
  module.complete?.();
  return Object.keys(module)
    .filter((key) => key.startsWith('$'))
    .map((key) => key.slice(1));
}
