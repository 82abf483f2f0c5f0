/**
 * One module of a program on its way from text to JavaScript: read from the cache when nothing that it depends on has
 * changed, else compiled. What the cache keeps of a module is this file's business; where it keeps it is `cache.ts`'s.
 */
import type { CompileOptions, CompileResult, ReadModule } from '#compiler/compile';
import type { Diagnostic } from '#diagnostics/diagnostic';
import type { SourceFile, Span } from '#language/source';
import { sha256Hex } from '#platform/crypto';
import { endStartup } from '#platform/engine';
import type { EmittedModule, ModuleInterface } from '#protocol/emitted-module';
import type { ModuleCache } from './cache.ts';

/** An import statement of a module: what it names and where it stands. */
export interface ImportedName {
  readonly name: string;
  readonly span: Span;
  /** Names taken from it, which may be modules themselves. */
  readonly members: readonly string[];
}

/** What the cache remembers of a compiled module. */
export interface CachedUnit {
  readonly imports: readonly ImportedName[];
  /** Digest of the interface of each module it imports, as it was when this one was compiled. */
  readonly interfaces: Readonly<Record<string, string>>;
  readonly emitted: EmittedModule;
  /** How many errors `aegis check` would report; they do not stop a run. */
  readonly findings: number;
}

export interface UnitSettings {
  readonly name: string;
  readonly package: string | null;
  /** Version of the compiler and everything else that changes what it gives. */
  readonly stamp: string;
}

export function cacheKey(source: SourceFile, settings: UnitSettings): string {
  return sha256Hex(JSON.stringify([settings.stamp, settings.name, settings.package, source.path, source.text]));
}

export function readCached(cache: ModuleCache | null, key: string): CachedUnit | null {
  const text = cache?.read(key) ?? null;
  // An entry is authenticated: what it holds is what this same version wrote.
  return text === null ? null : (JSON.parse(text) as CachedUnit);
}

export function writeCached(cache: ModuleCache | null, key: string, unit: CachedUnit): void {
  cache?.write(key, JSON.stringify(unit));
}

/** What the cache remembers of a module that was only checked. */
export interface CheckedUnit {
  readonly imports: readonly ImportedName[];
  readonly interfaces: Readonly<Record<string, string>>;
  readonly interface: ModuleInterface;
  readonly diagnostics: readonly Diagnostic[];
  readonly findings: number;
}

export function readChecked(cache: ModuleCache | null, key: string, source: SourceFile): CheckedUnit | null {
  const text = cache?.read(key) ?? null;
  if (text === null) return null;
  const unit = JSON.parse(text) as CheckedUnit;
  // Diagnostics are kept without the file they are about.
  return { ...unit, diagnostics: unit.diagnostics.map((diagnostic) => ({ ...diagnostic, source })) };
}

export function writeChecked(cache: ModuleCache | null, key: string, unit: CheckedUnit): void {
  // A place in another file would be lost.
  if (unit.diagnostics.some(({ labels }) => labels.some((label) => label.source !== undefined))) return;
  const diagnostics = unit.diagnostics.map((diagnostic) => ({ ...diagnostic, source: undefined }));
  cache?.write(key, JSON.stringify({ ...unit, diagnostics }));
}

/**
 * Reads the text as far as its imports. The compiler is loaded only here: a warm start does without it.
 *
 * @param predeclared in an interactive session, the names that earlier entries have bound
 */
export async function readModule(
  source: SourceFile,
  predeclared: readonly string[] | null = null,
): Promise<ReadModule> {
  endStartup();
  const { read } = await import('#compiler/compile');
  return read(source, predeclared);
}

export async function finishModule(
  module: ReadModule,
  options: CompileOptions,
): Promise<CompileResult & { readonly findings: number }> {
  const { finish, isFinding } = await import('#compiler/compile');
  const result = finish(module, options);
  const findings = result.diagnostics.filter((each) => isFinding(each) && each.severity === 'error').length;
  return { ...result, findings };
}
