/**
 * What an import means: the standard library, a file of the project, or nothing. The order never depends on chance: a
 * local file may not bear the name of a standard module, so no name has two meanings.
 */
import { blockedModules, standardModuleNames } from '#language/standard-library';
import { fileExists, folderExists, listFolder } from '#platform/disk';
import { precompiledNames, standardLibraryTexts } from '#platform/embedded/standard-library';
import path from '#platform/paths';

export type ModuleLocation =
  /** Part of the executable as code: written in TypeScript, or precompiled. */
  | { readonly kind: 'native'; readonly name: string }
  /** Written in Aegis, part of the executable. */
  | { readonly kind: 'standard'; readonly name: string; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly path: string }
  /** A folder without `__init__.aegis`: a module without members of its own. */
  | { readonly kind: 'folder'; readonly name: string; readonly path: string };

export type ModuleProblem =
  | { readonly problem: 'blocked'; readonly name: string; readonly instead: string }
  | { readonly problem: 'unknown'; readonly name: string }
  | { readonly problem: 'shadows'; readonly name: string; readonly path: string }
  | { readonly problem: 'beyond-root'; readonly name: string };

export type Found = ModuleLocation | ModuleProblem;

/** Who asks decides what can be found: standard modules see their private helpers and no project. */
export interface Importer {
  readonly name: string;
  readonly isStandard: boolean;
  /** A relative import starts here: the dotted name of the folder that the module lies in, empty at the root. */
  readonly folder: string;
}

export const sourceEnding = '.aegis';
const packageFile = '__init__';

export class ModuleFinder {
  private readonly found = new Map<string, Found>();

  /** @param neighbours a second folder, whose files the project's own come before */
  constructor(
    private readonly root: string,
    private readonly neighbours: string | null = null,
  ) {}

  /**
   * The absolute dotted name of an import as written.
   *
   * @returns null when a relative import climbs above the root
   */
  absoluteName(written: string, importer: Importer): string | null {
    const dots = /^\.*/.exec(written)![0].length;
    if (dots === 0) return written;
    const folders = importer.folder === '' ? [] : importer.folder.split('.');
    if (dots - 1 > folders.length) return null;
    const rest = written.slice(dots);
    return [...folders.slice(0, folders.length - (dots - 1)), ...(rest === '' ? [] : [rest])].join('.');
  }

  find(name: string, importer: Importer): Found {
    if (importer.isStandard || standardModuleNames.has(name)) {
      const standard = this.standardModule(name, importer.isStandard);
      if (standard !== null) return this.isShadowed(name) ?? standard;
    }
    const known = this.found.get(name);
    if (known !== undefined) return known;
    const found =
      this.isBlocked(name) ?? this.isShadowed(name) ?? this.inProject(name) ?? ({ problem: 'unknown', name } as const);
    this.found.set(name, found);
    return found;
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

  private inProject(name: string): ModuleLocation | null {
    if (name === '' || name.split('.').includes('')) return null;
    return this.below(this.root, name) ?? (this.neighbours === null ? null : this.below(this.neighbours, name));
  }

  private below(root: string, name: string): ModuleLocation | null {
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
