/**
 * Modules of installed packages. A package is imported by its own name, its other files by dotted names below that; its own
 * code may also name them as it would in a project of its own. Code sees the packages that it depends on itself and no
 * others, so that nothing works by chance; files and folders that begin with `_` are the package's own.
 */
import path from '#platform/paths';
import type { InstalledPackage, InstalledPackages } from './installed.ts';

/** A module of a package; without a file it is a folder, which has no members of its own. */
export interface FileOfPackage {
  readonly kind: 'package';
  readonly name: string;
  readonly package: InstalledPackage;
  readonly file: string | null;
  /** The dotted name that the module's relative imports start from. */
  readonly folder: string;
}

export type PackageProblem =
  | { readonly problem: 'shadows-package'; readonly name: string; readonly path: string }
  /** The package is installed for somebody else. */
  | { readonly problem: 'undeclared-package'; readonly name: string; readonly package: string }
  | { readonly problem: 'private-module'; readonly name: string; readonly package: string }
  | { readonly problem: 'not-installed'; readonly name: string; readonly package: string };

const sourceEnding = '.aegis';
const packageFile = `__init__${sourceEnding}`;

export class PackageModules {
  constructor(private readonly installed: InstalledPackages) {}

  /**
   * The absolute name of an import without dots in front.
   *
   * @param from the package that the importing module belongs to; null for the project
   */
  absoluteName(written: string, from: string | null): string {
    const home = from === null ? undefined : this.named(from);
    if (home === undefined || home.files === null || written.split('.')[0] === home.importName) return written;
    const [top] = written.split('.');
    const base = path.join(path.dirname(home.files.entry), top!);
    // The entry is the package itself, however it is called.
    if (`${base}${sourceEnding}` === path.normalize(home.files.entry)) {
      return [home.importName, ...written.split('.').slice(1)].join('.');
    }
    return this.fileOf(home, [top!]) === undefined ? written : `${home.importName}.${written}`;
  }

  /**
   * @param from the package that the importing module belongs to; null for the project
   * @returns null when no package has to do with the name
   */
  find(
    name: string,
    from: string | null,
  ): FileOfPackage | PackageProblem | { readonly problem: 'unknown'; readonly name: string } | null {
    const [top, ...inside] = name.split('.');
    const owner = this.installed.byImportName.get(top!);
    if (owner === undefined) return null;
    if (owner.name !== from) {
      if (!this.isVisible(owner.name, from)) return { problem: 'undeclared-package', name, package: owner.name };
      if (inside.some((part) => part.startsWith('_'))) return { problem: 'private-module', name, package: owner.name };
    }
    if (owner.files === null) return { problem: 'not-installed', name, package: owner.name };
    if (inside.length === 0) {
      return { kind: 'package', name, package: owner, file: path.normalize(owner.files.entry), folder: name };
    }
    const found = this.fileOf(owner, inside);
    if (found === undefined) return { problem: 'unknown', name };
    const isFolder = found === null || found.endsWith(`/${packageFile}`);
    const folder = isFolder ? name : [top!, ...inside.slice(0, -1)].join('.');
    return { kind: 'package', name, package: owner, file: found, folder };
  }

  /** The names of all modules of a package that others could reach, and of those that only itself can. */
  modulesOf(name: string): string[] {
    const owner = this.named(name);
    if (owner?.files?.list === undefined || owner.files.list === null) return [];
    const folder = path.dirname(owner.files.entry);
    const entry = path.normalize(owner.files.entry);
    return owner.files.list.flatMap((file) => {
      const inside = path.relative(folder, file);
      if (!file.endsWith(sourceEnding) || inside.startsWith('..')) return [];
      if (file === entry) return [owner.importName];
      const parts = inside.slice(0, -sourceEnding.length).split('/');
      return [[owner.importName, ...(parts.at(-1) === '__init__' ? parts.slice(0, -1) : parts)].join('.')];
    });
  }

  private named(name: string): InstalledPackage | undefined {
    return [...this.installed.byImportName.values()].find((each) => each.name === name);
  }

  private isVisible(name: string, from: string | null): boolean {
    return from === null ? this.installed.direct.has(name) : this.named(from)?.dependencies.has(name) === true;
  }

  /** The file of a module below a package; null for a folder without one, undefined when there is no such module. */
  private fileOf({ files }: InstalledPackage, parts: readonly string[]): string | null | undefined {
    if (files === null || parts.includes('')) return undefined;
    const base = path.join(path.dirname(files.entry), ...parts);
    const file = `${base}${sourceEnding}`;
    if (file !== path.normalize(files.entry) && files.has(file)) return file;
    const init = path.join(base, packageFile);
    if (files.has(init)) return init;
    return files.hasFolder(base) ? null : undefined;
  }
}
