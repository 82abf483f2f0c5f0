/** What other modules let a file know of their labels: values of their names, and places of their sources. */
import type { SourceFile, Span } from '#language/source';
import { standardModuleNames } from '#language/standard-library';
import { AbstractObject } from './abstract-object.ts';
import { InterfaceReader } from './interface-reader.ts';
import { nothing, type Value, valueOf } from './value.ts';

/** What the project tells of a module that has been checked before; null for what is none. */
export interface FlowInterface {
  readonly text: string;
  readonly places: readonly number[];
  readonly source: SourceFile;
}

export type FlowLookup = (moduleName: string) => FlowInterface | null;

export class FlowModules {
  private readonly readers = new Map<string, InterfaceReader | null>();
  private readonly modules = new Map<string, AbstractObject>();

  constructor(
    private readonly interfaceOf: FlowLookup,
    private readonly importName: (written: string) => string,
  ) {}

  /** What `import a.b` binds: the module `a`, or `a.b` where it is given a name of its own. */
  importModule(written: string, isNamed: boolean): Value {
    const name = this.importName(written);
    const parts = name.split('.');
    if (standardModuleNames.has(parts[0]!)) return nothing;
    for (let length = 2; length <= parts.length; length++) {
      const outer = this.moduleObject(parts.slice(0, length - 1).join('.'));
      outer.add(`.${parts[length - 1]}`, valueOf({ objects: [this.moduleObject(parts.slice(0, length).join('.'))] }));
    }
    return valueOf({ objects: [this.moduleObject(isNamed ? name : parts[0]!)] });
  }

  importMember(written: string, name: string): Value {
    const moduleName = this.importName(written);
    const member = this.readerOf(moduleName)?.exported(name) ?? null;
    if (member !== null) return member;
    const inner = moduleName === '' ? name : `${moduleName}.${name}`;
    return this.readerOf(inner) === null ? nothing : valueOf({ objects: [this.moduleObject(inner)] });
  }

  classNamed(moduleName: string, name: string): readonly AbstractObject[] {
    const value = this.readerOf(moduleName)?.exported(name);
    return value?.objects.filter((object) => object.form === 'class') ?? [];
  }

  /** A numbered place of a module; null when its source is not at hand. */
  placeOf(moduleName: string, index: number): { readonly source: SourceFile; readonly span: Span } | null {
    const found = this.interfaceOf(moduleName);
    if (found === null || found.places.length < 2 * index + 2) return null;
    return { source: found.source, span: { start: found.places[2 * index]!, end: found.places[2 * index + 1]! } };
  }

  private readerOf(moduleName: string): InterfaceReader | null {
    let reader = this.readers.get(moduleName);
    if (reader === undefined) {
      const found = this.interfaceOf(moduleName);
      reader =
        found === null || found.text === ''
          ? null
          : new InterfaceReader(moduleName, found.text, (name) => this.readerOf(name));
      this.readers.set(moduleName, reader);
    }
    return reader;
  }

  private moduleObject(name: string): AbstractObject {
    let object = this.modules.get(name);
    if (object === undefined) {
      object = new AbstractObject('module', name, `module ${name}`, null);
      this.modules.set(name, object);
      const reader = this.readerOf(name);
      for (const member of reader?.names ?? []) object.add(`.${member}`, reader!.exported(member)!);
    }
    return object;
  }
}
