/**
 * The modules of a project as its files see each other: each by its interface text. One registry serves all files of a
 * compilation, so that a class is one and the same wherever it is imported.
 */
import { builtinValue, libraryModule } from './builtins.ts';
import { InterfaceModule } from './interface-module.ts';
import type { ModuleType, Type } from './type.ts';
import type { World } from './world.ts';

/** The interface text of a module by its absolute dotted name; null when there is none. */
export type InterfaceLookup = (name: string) => string | null;

const registries = new WeakMap<InterfaceLookup, ProjectModules>();

/** What a file sees. @param importName the absolute name of an import as the file writes it */
export function worldOf(interfaceOf: InterfaceLookup, importName: World['importName']): World {
  let registry = registries.get(interfaceOf);
  if (registry === undefined) {
    registry = new ProjectModules(interfaceOf);
    registries.set(interfaceOf, registry);
  }
  const { moduleNamed } = registry;
  return { moduleNamed, importName };
}

class ProjectModules {
  private readonly modules = new Map<string, { readonly text: string; readonly module: InterfaceModule }>();

  constructor(private readonly interfaceOf: InterfaceLookup) {}

  readonly moduleNamed = (name: string): ModuleType | null => {
    const text = this.interfaceOf(name);
    if (text === null) return libraryModule(name);
    const known = this.modules.get(name);
    if (known?.text === text) return known.module.type;
    const world: World = { moduleNamed: this.moduleNamed, importName: (written) => written };
    const isComplete = !/^func __getattr__\(/m.test(text);
    const module = new InterfaceModule(name, text, (other) => this.outside(other), world, isComplete, false);
    this.modules.set(name, { text, module });
    return module.type;
  };

  /** What an interface means by a name that it does not declare: a built-in, or the beginning of a module's name. */
  private outside(name: string): Type {
    return builtinValue(name) ?? this.moduleNamed(name) ?? this.namespace(name);
  }

  private namespace(name: string): ModuleType {
    const member = (next: string): Type => this.moduleNamed(`${name}.${next}`) ?? this.namespace(`${name}.${next}`);
    return { kind: 'module', name, member };
  }
}
