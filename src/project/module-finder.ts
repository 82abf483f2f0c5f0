/**
 * What an import means: the standard library, a file of the project, an installed package, or nothing. The order never
 * depends on chance: a local file may not bear the name of a standard module or of a package, so no name has two meanings.
 */
import { blockedModules, standardModuleNames } from '#language/standard-library';
import { fileExists, folderExists, listFolder } from '#platform/disk';
import { precompiledNames, standardLibraryTexts } from '#platform/embedded/standard-library';
import path from '#platform/paths';
import { type InstalledPackages, noPackages } from './installed.ts';
import { type FileOfPackage, PackageModules, type PackageProblem } from './package-modules.ts';

type LocalModule = {
  readonly kind: 'file' | 'folder';
  readonly name: string;
  readonly path: string;
};

export type ModuleLocation =
  /** Part of the executable as code: written in TypeScript, or precompiled. */
  | { readonly kind: 'native'; readonly name: string }
  /** Written in Aegis, part of the executable. */
  | { readonly kind: 'standard'; readonly name: string; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly path: string }
  /** A folder without `__init__.aegis`: a module without members of its own. */
  | { readonly kind: 'folder'; readonly name: string; readonly path: string }
  | FileOfPackage;

export type ModuleProblem =
  | { readonly problem: 'blocked'; readonly name: string; readonly instead: string }
  | { readonly problem: 'unknown'; readonly name: string }
  | { readonly problem: 'shadows'; readonly name: string; readonly path: string }
  | { readonly problem: 'beyond-root'; readonly name: string }
  | PackageProblem;

export type Found = ModuleLocation | ModuleProblem;

/**
 * Who asks decides what can be found: standard modules see their private helpers and no project, modules of a package see
 * that package and those that it depends on.
 */
export interface Importer {
  readonly name: string;
  readonly isStandard: boolean;
  /** The package that the module belongs to; null for the project's own and the library's. */
  readonly package: string | null;
  /** A relative import starts here: the dotted name of the folder that the module lies in, empty at the root. */
  readonly folder: string;
}

export const sourceEnding = '.aegis';
const packageFile = '__init__';

export class ModuleFinder {
  private readonly found = new Map<string, Found>();
  private readonly packages: PackageModules;

  /**
   * @param neighbours a second folder, whose files the project's own come before
   * @param installed the packages that may be imported
   */
  constructor(
    private readonly root: string,
    private readonly neighbours: string | null = null,
    installed: InstalledPackages = noPackages,
  ) {
    this.packages = new PackageModules(installed);
  }

  /**
   * The absolute dotted name of an import as written.
   *
   * @returns null when a relative import climbs above the root
   */
  absoluteName(written: string, importer: Importer): string | null {
    const dots = /^\.*/.exec(written)![0].length;
    if (dots === 0) return this.isStandard(written) ? written : this.packages.absoluteName(written, importer.package);
    const folders = importer.folder === '' ? [] : importer.folder.split('.');
    // The first folder of a package's module is the package itself: nothing is above that.
    if (dots - 1 > folders.length - (importer.package === null ? 0 : 1)) return null;
    const rest = written.slice(dots);
    return [...folders.slice(0, folders.length - (dots - 1)), ...(rest === '' ? [] : [rest])].join('.');
  }

  find(name: string, importer: Importer): Found {
    if (importer.isStandard || standardModuleNames.has(name)) {
      const standard = this.standardModule(name, importer.isStandard);
      if (standard !== null) return this.isShadowed(name) ?? standard;
    }
    const ofPackage = this.packages.find(name, importer.package);
    if (ofPackage !== null) {
      const local = importer.package === null ? this.inProject(name.split('.')[0]!) : null;
      return local?.kind !== 'file' ? ofPackage : { problem: 'shadows-package', name: local.name, path: local.path };
    }
    if (importer.package !== null) return this.isBlocked(name) ?? { problem: 'unknown', name };
    const known = this.found.get(name);
    if (known !== undefined) return known;
    const found =
      this.isBlocked(name) ?? this.isShadowed(name) ?? this.inProject(name) ?? ({ problem: 'unknown', name } as const);
    this.found.set(name, found);
    return found;
  }

  /** The names of all modules of a package. */
  modulesOfPackage(name: string): string[] {
    return this.packages.modulesOf(name);
  }

  private isStandard(name: string): boolean {
    return standardModuleNames.has(name) || standardModuleNames.has(name.split('.')[0]!);
  }

  private standardModule(name: string, fromStandard: boolean): ModuleLocation | null {
    if (precompiledNames.has(name)) return { kind: 'native', name };
    const text = standardLibraryTexts[`${name}${sourceEnding}`];
    if (text !== undefined) return { kind: 'standard', name, text };
    return standardModuleNames.has(name) || (fromStandard && /^_[^.]+$/.test(name)) ? { kind: 'native', name } : null;
  }

  private isBlocked(name: string): ModuleProblem | null {
    const top = name.split('.')[0]!;
    const instead = Object.hasOwn(blockedModules, name) ? blockedModules[name] : undefined;
    const ofTop = Object.hasOwn(blockedModules, top) ? blockedModules[top] : undefined;
    const reason = instead ?? ofTop;
    return reason === undefined || this.inProject(name) !== null ? null : { problem: 'blocked', name, instead: reason };
  }

  private isShadowed(name: string): ModuleProblem | null {
    if (!standardModuleNames.has(name)) return null;
    const local = this.inProject(name);
    return local?.kind === 'file' ? { problem: 'shadows', name, path: local.path } : null;
  }

  private inProject(name: string): LocalModule | null {
    if (name === '' || name.split('.').includes('')) return null;
    return this.below(this.root, name) ?? (this.neighbours === null ? null : this.below(this.neighbours, name));
  }

  private below(root: string, name: string): LocalModule | null {
    const base = path.join(root, ...name.split('.'));
    if (fileExists(base + sourceEnding)) return { kind: 'file', name, path: base + sourceEnding };
    if (!folderExists(base)) return null;
    const init = path.join(base, packageFile + sourceEnding);
    return fileExists(init) ? { kind: 'file', name, path: init } : { kind: 'folder', name, path: base };
  }
}

/** Dotted names of the modules that lie directly in a folder, and of the folders that are modules themselves. */
export function modulesIn(folder: string): string[] {
  return listFolder(folder).flatMap((name) => {
    if (name.endsWith(sourceEnding)) return [name.slice(0, -sourceEnding.length)];
    return folderExists(path.join(folder, name)) && /^[A-Za-z_]\w*$/.test(name) ? [name] : [];
  });
}

/** The dotted name of the folder that a module's relative imports start from. */
export function folderOf(name: string, file: string | null): string {
  if (file?.endsWith(`${packageFile}${sourceEnding}`)) return name;
  return name.split('.').slice(0, -1).join('.');
}
