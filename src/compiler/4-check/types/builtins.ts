/** The built-in names and the standard library, from the interface texts in `language/signatures`. */
import { builtinNames } from '#language/builtin-names';
import { builtinInterface } from '#language/signatures/builtins';
import { completeModules, moduleInterfaces, protocolModules } from '#language/signatures/modules';
import type { ClassInfo } from './class-info.ts';
import { InterfaceModule } from './interface-module.ts';
import { any, type ModuleType, type Type } from './type.ts';
import type { World } from './world.ts';

const modules = new Map<string, InterfaceModule>();

/** A library module; null when no interface of it is written. */
export function libraryModule(name: string): ModuleType | null {
  const own = interfaceOf(name);
  if (!protocolModules.has(name)) return own?.type ?? null;
  const member = (wanted: string): Type => own?.value(wanted) ?? protocolNamed(wanted) ?? formNamed(wanted) ?? any;
  return { kind: 'module', name, member };
}

/** `Iterable` and the like, which stand among the built-ins though programs must import them. */
function protocolNamed(name: string): Type | null {
  return builtinNames.has(name) ? null : builtins().value(name);
}

/** What a built-in name is; also names that declarations use and programs must import, such as `Iterable`. */
export function builtinValue(name: string): Type | null {
  return builtins().value(name) ?? formNamed(name);
}

/**
 * Names of `typing` that mean something only in annotations. Two belong to interface texts alone: `AnyOf[A, B]` is a soft
 * union, and an attribute of type `Inferred[T]` was not annotated.
 */
export function formNamed(name: string): Type | null {
  return formNames.has(name) ? { kind: 'form', name } : null;
}

/** A built-in class. @throws Error when the interface text lacks it, which a test would show */
export function builtinClass(name: string): ClassInfo {
  let found = classes.get(name);
  if (found === undefined) {
    const value = builtins().value(name);
    if (value?.kind !== 'class') throw new Error(`no built-in class ${name} is declared`);
    found = value.class;
    classes.set(name, found);
  }
  return found;
}

/** An instance of a library class. */
export function hiddenClass(moduleName: string, name: string): Type {
  const value = interfaceOf(moduleName)?.value(name);
  return value?.kind === 'class' ? value.class.self : any;
}

const classes = new Map<string, ClassInfo>();

const formNames: ReadonlySet<string> = new Set(
  `Any Callable Literal Never NoReturn Optional Protocol Self Union Annotated ClassVar Final Required NotRequired Type
  Tuple List Dict Set FrozenSet Text LiteralString Generic NamedTuple TypedDict TypeVar ParamSpec overload
  AnyOf Inferred`.split(/\s+/),
);

const libraryWorld: World = { moduleNamed: libraryModule, importName: (written) => written };

function builtins(): InterfaceModule {
  let found = modules.get('');
  if (found === undefined) {
    found = new InterfaceModule('', builtinInterface, formNamed, libraryWorld, true, true);
    modules.set('', found);
  }
  return found;
}

function interfaceOf(name: string): InterfaceModule | null {
  const known = modules.get(name);
  if (known !== undefined) return known;
  const text = moduleInterfaces[name];
  if (text === undefined) return null;
  const outer = (other: string): Type | null => builtinValue(other) ?? libraryModule(other);
  const made = new InterfaceModule(name, text, outer, libraryWorld, completeModules.has(name), true);
  modules.set(name, made);
  return made;
}
