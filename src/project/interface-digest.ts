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

export class InterfaceDigests {
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
    // Where things stand in the module is not seen: importers need not be checked again when code only moved.
    const { places: _, ...seen } = whole;
    const types = names === null ? whole.types : typesSeen(whole.types, names);
    const flows = names === null ? whole.flows : flowsSeen(whole.flows, names);
    const others: string[] = [];
    for (const other of this.reachable(module)) {
      const taken = namesTaken(other.name, types, flows);
      if (taken !== 'none') others.push(this.of(other, taken));
    }
    return sha256Hex(JSON.stringify([{ ...seen, types, flows }, others]));
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
      const { interface: whole } = module;
      exposed =
        whole === null
          ? []
          : [...this.reachable(module)].filter(({ name }) => namesTaken(name, whole.types, whole.flows) !== 'none');
      this.exposures.set(module, exposed);
    }
    return exposed;
  }
}

/** The declarations without the imports that only those see who take the name. */
function typesSeen(types: string, names: ReadonlySet<string>): string {
  return types
    .split('\n')
    .filter((line) => {
      if (!line.startsWith('from ') && !line.startsWith('import ')) return true;
      // The last word is the name that it has here.
      return names.has(line.slice(line.lastIndexOf(' ') + 1));
    })
    .join('\n');
}

const exportsStart = '],"exports":{';

/** What is known of labels, with the values of those names alone; functions and objects are all kept. */
function flowsSeen(flows: string, names: ReadonlySet<string>): string {
  const start = flows.lastIndexOf(exportsStart);
  if (start < 0) return flows;
  const values = JSON.parse(flows.slice(start + exportsStart.length - 1, -1)) as Readonly<Record<string, unknown>>;
  const taken = Object.entries(values).filter(([name]) => names.has(name));
  return flows.slice(0, start) + JSON.stringify(taken);
}

/** The names of another module that an interface speaks of: null for any, `none` when it does not speak of the module. */
function namesTaken(module: string, types: string, flows: string): ReadonlySet<string> | null | 'none' {
  const names = new Set<string>();
  // Labels refer to the functions and objects of others by number, whatever their names are.
  let isNamed = flows.includes(JSON.stringify(module));
  for (let at = types.indexOf(module); at >= 0; at = types.indexOf(module, at + 1)) {
    if (isPartOfName(types.charAt(at - 1)) || isPartOfName(types.charAt(at + module.length))) continue;
    isNamed = true;
    const name = /^(?: import |\.)(\w+)/.exec(types.slice(at + module.length, at + module.length + 200))?.[1];
    if (name === undefined) return null;
    names.add(name);
  }
  return isNamed ? names : 'none';
}

function isPartOfName(character: string): boolean {
  return /^[\p{L}\p{N}_]$/u.test(character);
}
