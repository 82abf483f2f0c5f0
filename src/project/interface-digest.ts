/**
 * Digests of what a module sees of those that it imports. While they stay the same, nothing that is known of the module can
 * change. Whoever takes a few names of a module sees what it says of them, and of other modules only what that names: an
 * edit reaches those who import the edited file, and stops where it is not passed on.
 */
import { sha256Hex } from '#platform/crypto';
import type { ModuleInterface } from '#protocol/emitted-module';

/** A module of a program, as far as others see it. */
export interface SeenModule {
  readonly name: string;
  /** Null while its imports are being visited, and where errors stopped it. */
  readonly interface: ModuleInterface | null;
  readonly imported: ReadonlyMap<string, SeenImport>;
}

/** What a module imports; modules of the library never change under it. */
export interface SeenImport {
  readonly module: SeenModule | 'native';
  /** The names that are taken from it; null when any may be. */
  readonly names: ReadonlySet<string> | null;
}

/** An interface taken apart, into what every importer sees and what only those see who take the name. */
interface Parts {
  /** Digest of all that every importer sees. */
  readonly digest: string;
  /** The declarations that are no imports. */
  readonly types: string;
  /** The lines of its own imports, by the name that they bind. */
  readonly imports: ReadonlyMap<string, string>;
  /** What is known of labels, without the values of names. */
  readonly flows: string;
  /** The values of names, in JSON; '' where there are none. */
  readonly values: string;
}

export class InterfaceDigests {
  private readonly parts = new Map<SeenModule, Parts>();
  private readonly known = new Map<SeenModule, Map<string, string>>();
  private readonly exposures = new Map<SeenModule, readonly SeenModule[]>();

  /** By module: the digest of what is seen of it. */
  ofImports(imported: ReadonlyMap<string, SeenImport>): Record<string, string> {
    const result: Record<string, string> = {};
    for (const [name, { module, names }] of imported) result[name] = module === 'native' ? '' : this.of(module, names);
    return result;
  }

  private of(module: SeenModule, names: ReadonlySet<string> | null): string {
    if (module.interface === null) return '';
    let digests = this.known.get(module);
    if (digests === undefined) {
      digests = new Map();
      this.known.set(module, digests);
    }
    const key = names === null ? '*' : [...names].sort().join();
    let digest = digests.get(key);
    if (digest === undefined) {
      digest = this.digest(module, module.interface, names);
      digests.set(key, digest);
    }
    return digest;
  }

  private digest(module: SeenModule, whole: ModuleInterface, names: ReadonlySet<string> | null): string {
    const parts = this.partsOf(module, whole);
    const imports = [...parts.imports].filter(([name]) => names === null || names.has(name)).map(([, line]) => line);
    const types = imports.join('\n');
    const values = names === null ? parts.values : valuesOf(parts.values, names);
    const others: string[] = [];
    for (const other of this.reachable(module)) {
      const taken = namesTaken(other.name, [types, parts.types], [values, parts.flows]);
      if (taken !== 'none') others.push(this.of(other, taken));
    }
    return sha256Hex(JSON.stringify([parts.digest, types, values, others]));
  }

  private partsOf(module: SeenModule, whole: ModuleInterface): Parts {
    let parts = this.parts.get(module);
    if (parts === undefined) {
      parts = takenApart(whole);
      this.parts.set(module, parts);
    }
    return parts;
  }

  /** Modules that the interface of one may name. It knows them from those that it imports, which name them too. */
  private reachable(module: SeenModule): Set<SeenModule> {
    const found = new Set<SeenModule>();
    for (const { module: imported } of module.imported.values()) {
      if (imported === 'native') continue;
      found.add(imported);
      for (const other of this.exposedBy(imported)) found.add(other);
    }
    return found;
  }

  private exposedBy(module: SeenModule): readonly SeenModule[] {
    let exposed = this.exposures.get(module);
    if (exposed === undefined) {
      const { types, flows } = module.interface ?? { types: '', flows: '' };
      exposed = [...this.reachable(module)].filter(({ name }) => types.includes(name) || flows.includes(name));
      this.exposures.set(module, exposed);
    }
    return exposed;
  }
}

const valuesStart = '],"exports":{';

/** Where things stand in the module is no part: importers need not be checked again when code only moved. */
function takenApart({ types, flows, places: _, ...others }: ModuleInterface): Parts {
  const imports = new Map<string, string>();
  const declarations: string[] = [];
  for (const line of types.split('\n')) {
    // The last word of an import is the name that it has here.
    if (line.startsWith('from ') || line.startsWith('import '))
      imports.set(line.slice(line.lastIndexOf(' ') + 1), line);
    else declarations.push(line);
  }
  const start = flows.lastIndexOf(valuesStart);
  const own = {
    types: declarations.join('\n'),
    flows: start < 0 ? flows : flows.slice(0, start),
    values: start < 0 ? '' : flows.slice(start + valuesStart.length - 1, -1),
  };
  return {
    ...own,
    imports,
    digest: sha256Hex(`${JSON.stringify(others)}\n${own.types.length}\n${own.types}${own.flows}`),
  };
}

/** The values of those names alone. */
function valuesOf(values: string, names: ReadonlySet<string>): string {
  if (values === '') return '';
  const all = Object.entries(JSON.parse(values) as Readonly<Record<string, unknown>>);
  return JSON.stringify(all.filter(([name]) => names.has(name)));
}

/** The names of another module that texts speak of: null for any, `none` when they do not speak of the module. */
function namesTaken(
  module: string,
  types: readonly string[],
  flows: readonly string[],
): ReadonlySet<string> | null | 'none' {
  const names = new Set<string>();
  // Labels refer to the functions and objects of others by number, whatever their names are.
  const quoted = JSON.stringify(module);
  let isNamed = flows.some((text) => text.includes(quoted));
  for (const text of types)
    for (let at = text.indexOf(module); at >= 0; at = text.indexOf(module, at + 1)) {
      if (isPartOfName(text.charAt(at - 1)) || isPartOfName(text.charAt(at + module.length))) continue;
      isNamed = true;
      const name = /^(?: import |\.)(\w+)/.exec(text.slice(at + module.length, at + module.length + 200))?.[1];
      if (name === undefined) return null;
      names.add(name);
    }
  return isNamed ? names : 'none';
}

function isPartOfName(character: string): boolean {
  return /^[\p{L}\p{N}_]$/u.test(character);
}
