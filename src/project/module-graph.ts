/**
 * All modules of a program, in an order in which each comes after what it imports. Walks from the entry, resolving every
 * import before the module that has it is compiled; a cycle is an error that names its members.
 */
import type { FlowInterface, Instruments, ReadModule } from '#compiler/compile';
import type { Diagnostic, Diagnostics } from '#diagnostics/diagnostic';
import { SourceFile } from '#language/source';
import { importNameOf } from '#packages/import-name';
import { type EmittedModule, libraryFolder, type ModuleInterface } from '#protocol/emitted-module';
import type { ModuleCache } from './cache.ts';
import { reportImportProblem } from './import-problems.ts';
import type { InstalledPackages } from './installed.ts';
import { InterfaceDigests, type SeenImport, type SeenModule } from './interface-digest.ts';
import { folderOf, type Importer, ModuleFinder, type ModuleLocation, type ModuleProblem } from './module-finder.ts';
import {
  cacheKey,
  finishModule,
  type ImportedName,
  readCached,
  readChecked,
  readModule,
  writeCached,
  writeChecked,
} from './module-unit.ts';
import type { FileOfPackage } from './package-modules.ts';
import { decodeSource, readSource, showPath } from './workspace.ts';

export interface GraphSettings {
  readonly moduleRoot: string;
  /** Where else modules of the project are found. */
  readonly neighbours: string | null;
  /** The packages that are installed. */
  readonly packages: InstalledPackages;
  /** Version of the compiler. */
  readonly stamp: string;
  /** The grants that findings in the project's own modules depend on. */
  readonly grantsStamp: string;
  readonly isGranted: (capability: string, scope: string | null) => boolean;
  readonly cache: ModuleCache | null;
  /** True to have every diagnostic: cached modules have forgotten theirs. */
  readonly wantsDiagnostics: boolean;
  /** True when nothing is going to run: only what is wrong is wanted, and what files of the project know of each other. */
  readonly checksOnly: boolean;
  /** What the project's own modules get besides, for `aegis test`. */
  readonly instruments?: Instruments;
  /** Also report what conditions on labelled values tell of them. */
  readonly isStrict: boolean;
}

/** An entry of a session, with what it imports and no entry before has imported. */
export interface EntryModules {
  /** Null when errors stopped it. */
  readonly entry: EmittedModule | null;
  readonly modules: readonly EmittedModule[];
  readonly sources: ReadonlyMap<string, SourceFile>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ProgramModules {
  readonly modules: readonly EmittedModule[];
  readonly sources: ReadonlyMap<string, SourceFile>;
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: number;
  /** What the project's own modules let others know, by name; those that errors stopped are not there. */
  readonly interfaces: ReadonlyMap<string, ModuleInterface>;
}

/** A module that is being worked on, or done. */
interface Unit extends SeenModule {
  /** Null while its imports are being visited, and for good when errors stopped it. */
  interface: ModuleInterface | null;
  imported: ReadonlyMap<string, SeenImport>;
  isOpen: boolean;
  readonly isStandard: boolean;
  readonly source: SourceFile;
  /** The package that it belongs to; null for the project's own and the library's. */
  readonly package: string | null;
}

/** Compiles what a program needs, the entry last. */
export class ModuleGraph {
  private readonly finder: ModuleFinder;
  private readonly units = new Map<string, Unit>();
  private readonly modules: EmittedModule[] = [];
  private readonly sources = new Map<string, SourceFile>();
  private readonly diagnostics: Diagnostic[] = [];
  private readonly path: string[] = [];
  private readonly digests = new InterfaceDigests();
  private findings = 0;

  /** Modules that come before the one being compiled; those of the library are declared in the compiler. */
  private readonly interfaceOf = (name: string): string | null => {
    const unit = this.units.get(name);
    return unit === undefined || unit.isStandard ? null : (unit.interface?.types ?? null);
  };

  private readonly flowsOf = (name: string): FlowInterface | null => {
    const unit = this.units.get(name);
    if (unit === undefined || unit.isStandard || unit.interface === null) return null;
    const { flows, places } = unit.interface;
    return { text: flows, places, source: unit.source };
  };

  constructor(private readonly settings: GraphSettings) {
    this.finder = new ModuleFinder(settings.moduleRoot, settings.neighbours, settings.packages);
  }

  /** @param problem what is wrong with the bytes of the entry, if anything */
  async compileProgram(entry: SourceFile, problem: Diagnostic | null, name = '__main__'): Promise<ProgramModules> {
    // What runs the tests is there whether a test file imports it or not.
    if (this.settings.instruments !== undefined) await this.includeStandard('aegis.testing');
    await this.visit(entry, problem, { name, isStandard: false, package: null, folder: '' });
    const { modules, sources, diagnostics, findings } = this;
    const own = [...this.units.values()].filter(
      (unit) => !unit.isStandard && unit.package === null && unit.interface !== null,
    );
    const interfaces = new Map(own.map((unit) => [unit.name, unit.interface!]));
    return { modules, sources, diagnostics, findings, interfaces };
  }

  /**
   * Compiles an entry of an interactive session. Modules that were broken are read again: the user may have mended them.
   *
   * @param predeclared names that earlier entries have bound
   */
  async compileEntry(source: SourceFile, predeclared: readonly string[]): Promise<EntryModules> {
    for (const [name, unit] of this.units) if (unit.interface === null) this.units.delete(name);
    const known = this.modules.length;
    const reported = this.diagnostics.length;
    const importer: Importer = { name: '__main__', isStandard: false, package: null, folder: '' };
    this.sources.set(source.path, source);
    const module = await readModule(source, predeclared);
    const imported = await this.visitImports(module.imports.map(importedName), importer, module.diagnostics);
    const { emitted } = await this.finish(module, importer, true);
    return {
      entry: emitted === null || imported === null ? null : withKinds(emitted, imported),
      modules: this.modules.slice(known),
      sources: this.sources,
      diagnostics: this.diagnostics.slice(reported),
    };
  }

  /** Works on every module of a package, whether anybody imports it or not. */
  async examinePackage(
    name: string,
  ): Promise<{ readonly interfaces: readonly ModuleInterface[]; readonly errors: readonly Diagnostic[] }> {
    const reported = this.diagnostics.length;
    const importer: Importer = { name: '', isStandard: false, package: name, folder: '' };
    for (const module of this.finder.modulesOfPackage(name)) {
      const found = this.finder.find(module, importer);
      if (!('problem' in found) && found.kind === 'package' && !this.units.has(module)) await this.visitLocation(found);
    }
    const units = [...this.units.values()].filter((unit) => unit.package === name && unit.interface !== null);
    return { interfaces: units.map((unit) => unit.interface!), errors: this.diagnostics.slice(reported) };
  }

  private async visit(source: SourceFile, problem: Diagnostic | null, importer: Importer): Promise<Unit> {
    const { name, isStandard } = importer;
    const common = { name, isStandard, package: importer.package, source };
    const unit: Unit = { ...common, interface: null, imported: new Map(), isOpen: true };
    this.units.set(importer.name, unit);
    this.sources.set(source.path, source);
    this.path.push(importer.name);
    if (problem !== null) this.diagnostics.push(problem);
    else if (this.settings.checksOnly) unit.interface = await this.check(source, importer, unit);
    else {
      const emitted = await this.compile(source, importer, unit);
      if (emitted !== null) this.modules.push(emitted);
      unit.interface = emitted?.interface ?? null;
    }
    this.path.pop();
    unit.isOpen = false;
    return unit;
  }

  /** Checks a module, or takes what was found when it was last checked. */
  private async check(source: SourceFile, importer: Importer, unit: Unit): Promise<ModuleInterface | null> {
    const { cache, stamp, grantsStamp } = this.settings;
    const grants = isOwn(importer) ? grantsStamp : '';
    const key = cacheKey(source, { name: importer.name, package: importer.package, stamp: `check/${stamp}${grants}` });
    const cached = readChecked(cache, key, source);
    if (cached !== null) {
      const imported = await this.visitImports(cached.imports, importer, null);
      if (imported !== null && this.sees(imported, cached.interfaces)) {
        unit.imported = imported;
        this.note(importer, cached.findings, cached.diagnostics);
        return cached.interface;
      }
    }
    const module = await readModule(source);
    const imports = module.imports.map(importedName);
    const imported = await this.visitImports(imports, importer, module.diagnostics);
    const { interface: seen, diagnostics, findings } = await this.finish(module, importer);
    if (seen === null || imported === null) return null;
    unit.imported = imported;
    const interfaces = this.digests.ofImports(imported);
    writeChecked(cache, key, { imports, interfaces, interface: seen, diagnostics, findings });
    return seen;
  }

  private async compile(source: SourceFile, importer: Importer, unit: Unit): Promise<EmittedModule | null> {
    const { cache, wantsDiagnostics } = this.settings;
    // A package is compiled once for all projects: what one of them grants changes nothing in it.
    const stamp =
      this.settings.stamp + (isOwn(importer) ? this.settings.grantsStamp + instrumentsStamp(this.settings) : '');
    const key = cacheKey(source, { name: importer.name, package: importer.package, stamp });
    const mayReuse = !wantsDiagnostics || !isOwn(importer);
    const cached = mayReuse ? readCached(cache, key) : null;
    if (cached !== null) {
      const imported = await this.visitImports(cached.imports, importer, null);
      if (imported !== null && this.sees(imported, cached.interfaces)) {
        this.note(importer, cached.findings, []);
        unit.imported = imported;
        return cached.emitted;
      }
    }
    const module = await readModule(source);
    const imports = module.imports.map(importedName);
    const imported = await this.visitImports(imports, importer, module.diagnostics);
    const result = await this.finish(module, importer);
    if (result.emitted === null || imported === null) return null;
    unit.imported = imported;
    const emitted = withKinds(result.emitted, imported);
    writeCached(cache, key, {
      imports,
      interfaces: this.digests.ofImports(imported),
      emitted,
      findings: result.findings,
    });
    return emitted;
  }

  private async finish(module: ReadModule, importer: Importer, isSession = false) {
    const result = await finishModule(module, {
      name: importer.name,
      package: importer.package,
      importName: (written) => this.finder.absoluteName(written, importer) ?? written,
      isGranted: isOwn(importer) ? this.settings.isGranted : null,
      isLibrary: importer.isStandard,
      interfaceOf: this.interfaceOf,
      flowsOf: this.flowsOf,
      isStrict: this.settings.isStrict,
      checksOnly: this.settings.checksOnly,
      isSession,
      ...(this.settings.instruments === undefined || !isOwn(importer)
        ? {}
        : { instruments: this.settings.instruments }),
    });
    this.note(importer, result.findings, result.diagnostics);
    return result;
  }

  /** Whether a module sees of its imports what it has seen before. */
  private sees(imported: ReadonlyMap<string, SeenImport>, before: Readonly<Record<string, string>>): boolean {
    const current = this.digests.ofImports(imported);
    const names = Object.keys(current);
    return names.length === Object.keys(before).length && names.every((name) => current[name] === before[name]);
  }

  /** What is found in a package is for who makes it; its user hears only of what stops it. */
  private note(importer: Importer, findings: number, diagnostics: readonly Diagnostic[]): void {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    if (isOwn(importer)) this.findings += findings;
    if (isOwn(importer) || errors > findings) this.diagnostics.push(...diagnostics);
  }

  /**
   * Visits what a module imports.
   *
   * @param diagnostics where to report; null to find out only whether everything is there
   * @returns what was imported by name; null when something is missing or broken
   */
  private async visitImports(
    imports: readonly ImportedName[],
    importer: Importer,
    diagnostics: Diagnostics | null,
  ): Promise<Map<string, SeenImport> | null> {
    const imported = new Map<string, SeenImport>();
    let isWhole = true;
    for (const request of imports) {
      const name = this.finder.absoluteName(request.name, importer);
      if (name === null) {
        reportImportProblem({ problem: 'beyond-root', name: request.name }, request, diagnostics);
        isWhole = false;
        continue;
      }
      for (const wanted of this.modulesOf(name, request, importer)) {
        if ('problem' in wanted) {
          reportImportProblem(wanted, request, diagnostics);
          isWhole = false;
        } else if (!(await this.include(wanted, name, request, importer, diagnostics, imported))) isWhole = false;
      }
    }
    return isWhole ? imported : null;
  }

  /** `import a.b` needs `a` and `a.b`; `from a import b` needs `a`, and `a.b` where that is a module. */
  private modulesOf(name: string, request: ImportedName, importer: Importer): (ModuleLocation | ModuleProblem)[] {
    const parts = name === '' ? [] : name.split('.');
    const wanted: (ModuleLocation | ModuleProblem)[] = [];
    // A module of a package is imported while the package's own one may still be at work on importing it.
    const isInside = importer.package !== null && parts[0] === importNameOf(importer.package) && parts.length > 1;
    for (let length = isInside ? 2 : 1; length <= parts.length; length++) {
      const found = this.finder.find(parts.slice(0, length).join('.'), importer);
      // Only what was asked for must exist: `collections.abc` is known, `a` of a missing `a.b` need not be told too.
      if (!('problem' in found) || length === parts.length || found.problem !== 'unknown') wanted.push(found);
      if ('problem' in found && found.problem !== 'unknown') return wanted;
    }
    for (const member of request.members) {
      const found = this.finder.find(name === '' ? member : `${name}.${member}`, importer);
      // A folder and `aegis` itself have no members but modules.
      if (!('problem' in found) || name === '' || name === 'aegis') wanted.push(found);
    }
    return wanted;
  }

  /** @param asked the absolute name that the import has written, of which the location may be a folder on the way */
  private async include(
    location: ModuleLocation,
    asked: string,
    request: ImportedName,
    importer: Importer,
    diagnostics: Diagnostics | null,
    imported: Map<string, SeenImport>,
  ): Promise<boolean> {
    // The library's own modules are not checked, and the compiler knows their types.
    if (location.kind === 'native' || (this.settings.checksOnly && location.kind === 'standard')) {
      imported.set(location.name, { module: 'native', names: null });
      return true;
    }
    let unit = this.units.get(location.name);
    if (unit?.isOpen) {
      // A module may name the folder it lies in, or itself through `from . import`; only a real circle is an error.
      if (location.kind === 'folder' || asked.startsWith(`${location.name}.`)) return true;
      if (this.takesOnlyModules(location.name, request, importer)) return true;
      const circle = [...this.path.slice(this.path.indexOf(location.name)), location.name].join(' -> ');
      diagnostics?.report('imports/cycle', request.span, `modules import each other in a circle: ${circle}`, {
        help: 'move what both need into a third module',
      });
      return false;
    }
    unit ??= await this.visitLocation(location);
    const names = location.name === asked ? namesTaken(request, imported.get(asked)) : null;
    imported.set(location.name, { module: unit, names });
    return unit.interface !== null;
  }

  /** `from . import b` names the folder on the way to `b`; what the folder's own module defines is not asked for. */
  private takesOnlyModules(name: string, { members }: ImportedName, importer: Importer): boolean {
    return (
      members.length > 0 && members.every((member) => !('problem' in this.finder.find(`${name}.${member}`, importer)))
    );
  }

  private async includeStandard(name: string): Promise<void> {
    const found = this.finder.find(name, { name, isStandard: true, package: null, folder: '' });
    if (!('problem' in found) && found.kind !== 'native' && !this.units.has(name)) await this.visitLocation(found);
  }

  private visitPackageModule({ name, package: owner, file, folder }: FileOfPackage): Promise<Unit> {
    const importer: Importer = { name, isStandard: false, package: owner.name, folder };
    const files = owner.files!;
    if (file === null) return this.visit(new SourceFile(files.show(folder), ''), null, importer);
    const { source, problem } = decodeSource(files.show(file), files.read(file));
    return this.visit(source, problem, importer);
  }

  private visitLocation(location: Exclude<ModuleLocation, { kind: 'native' }>): Promise<Unit> {
    const { name } = location;
    if (location.kind === 'file') {
      const { source, problem } = readSource(location.path);
      return this.visit(source, problem, {
        name,
        isStandard: false,
        package: null,
        folder: folderOf(name, location.path),
      });
    }
    if (location.kind === 'package') return this.visitPackageModule(location);
    const isStandard = location.kind === 'standard';
    const shown = isStandard ? `${libraryFolder}${name}.aegis` : showPath(location.path);
    const source = new SourceFile(shown, isStandard ? location.text : '');
    return this.visit(source, null, {
      name,
      isStandard,
      package: null,
      folder: isStandard ? folderOf(name, null) : name,
    });
  }
}

/** Code with other instruments is other code. */
function instrumentsStamp({ instruments }: GraphSettings): string {
  return instruments === undefined ? '' : JSON.stringify(instruments);
}

/** True for the project's own modules, which are what the user wants to hear about. */
function isOwn(importer: Importer): boolean {
  return !importer.isStandard && importer.package === null;
}

function importedName(request: ReadModule['imports'][number]): ImportedName {
  const { name, span, members } = request;
  return { name, span, members: (members ?? []).map((member) => member.name) };
}

/** What an import takes of the module that it names, with what others of the same file take; null when it may be anything. */
function namesTaken({ members }: ImportedName, before: SeenImport | undefined): ReadonlySet<string> | null {
  if (members.length === 0 || before?.names === null) return null;
  return new Set([...(before?.names ?? []), ...members]);
}

/** The compiler knows names; which of them are native is known here. */
function withKinds(emitted: EmittedModule, imported: ReadonlyMap<string, SeenImport>): EmittedModule {
  const names = [...imported];
  return {
    ...emitted,
    standardModules: names.filter(([, { module }]) => module === 'native').map(([name]) => name),
    imports: names.filter(([, { module }]) => module !== 'native').map(([name]) => name),
  };
}
