/**
 * A project on disk: which file runs, where its modules lie, what its manifest says. A file outside any project is a
 * project of its own folder with an empty manifest.
 */
import { type Diagnostic, Diagnostics } from '#diagnostics/diagnostic';
import { SourceFile } from '#language/source';
import { defaultEntry, type Manifest, readManifest } from '#packages/manifest';
import { DiskFailure, fileExists, folderExists, readBytes, readText } from '#platform/disk';
import { currentFolder } from '#platform/environment';
import path from '#platform/paths';

export const manifestName = 'aegis.toml';

export interface Workspace {
  /** Folder of aegis.toml; the entry's folder where there is none. Scopes of paths are relative to it. */
  readonly root: string;
  readonly manifest: Manifest | null;
  /** Folder in which `import x` finds `x.aegis`. */
  readonly moduleRoot: string;
  /** Folder of an entry that lies elsewhere (a test, a script): modules beside it are found, too. */
  readonly neighbours: string | null;
  /** Path of the file that starts; null when the text came from elsewhere (standard input). */
  readonly entry: string | null;
}

/** What the user named cannot be worked on: told in one line. */
export class ProjectFailure extends Error {
  override readonly name = 'ProjectFailure';

  constructor(
    message: string,
    readonly diagnostics: readonly Diagnostic[] = [],
  ) {
    super(message);
  }
}

/**
 * Finds the project of what a user named.
 *
 * @param target a file, a folder with an aegis.toml, `-` for standard input, or null for the current folder's project
 * @throws ProjectFailure, DiskFailure
 */
export function openWorkspace(target: string | null): Workspace {
  if (target === '-') return openLooseWorkspace();
  if (target === null || folderExists(target))
    return openProject(path.resolve(currentFolder(), target ?? '.'), target === null);
  if (!fileExists(target)) throw missing(target);
  const entry = path.resolve(currentFolder(), target);
  const manifestPath = findManifest(path.dirname(entry));
  if (manifestPath === null)
    return { root: path.dirname(entry), manifest: null, moduleRoot: path.dirname(entry), neighbours: null, entry };
  const root = path.dirname(manifestPath);
  const manifest = loadManifest(manifestPath);
  const projectModules = path.dirname(path.join(root, manifest.package.entry));
  const folder = path.dirname(entry);
  return { root, manifest, moduleRoot: projectModules, neighbours: folder === projectModules ? null : folder, entry };
}

/** The workspace of text that has no file: standard input, a line of the REPL. */
function openLooseWorkspace(): Workspace {
  const folder = currentFolder();
  const manifestPath = findManifest(folder);
  return {
    root: manifestPath === null ? folder : path.dirname(manifestPath),
    manifest: manifestPath === null ? null : loadManifest(manifestPath),
    moduleRoot: folder,
    neighbours: null,
    entry: null,
  };
}

function openProject(folder: string, mayBeBelow: boolean): Workspace {
  const manifestPath = mayBeBelow ? findManifest(folder) : path.join(folder, manifestName);
  if (manifestPath === null || !fileExists(manifestPath)) {
    throw new ProjectFailure(
      mayBeBelow
        ? `no ${manifestName} here or above; name a file to run, or make a project with 'aegis init'`
        : `${folder} has no ${manifestName}; name a file in it, or make a project with 'aegis init'`,
    );
  }
  const root = path.dirname(manifestPath);
  const manifest = loadManifest(manifestPath);
  const entry = path.join(root, manifest.package.entry);
  if (!fileExists(entry)) {
    const named = manifest.package.entry === defaultEntry ? '' : ` (entry of ${manifestName})`;
    throw new ProjectFailure(`${showPath(entry)}${named}: no such file`);
  }
  return { root, manifest, moduleRoot: path.dirname(entry), neighbours: null, entry };
}

/** A folder that is worked on as a whole: its manifest, and where that lies. */
export interface ProjectManifest {
  /** The folder of aegis.toml; where there is none, the folder that was asked about. */
  readonly root: string;
  readonly manifest: Manifest | null;
}

/** The project that a folder belongs to, whether it has something to start or not. @throws ProjectFailure, DiskFailure */
export function openManifest(folder: string): ProjectManifest {
  const file = findManifest(folder);
  return file === null ? { root: folder, manifest: null } : { root: path.dirname(file), manifest: loadManifest(file) };
}

/** The nearest aegis.toml at or above a folder. */
export function findManifest(folder: string): string | null {
  for (let at = folder; ; at = path.dirname(at)) {
    const candidate = path.join(at, manifestName);
    if (fileExists(candidate)) return candidate;
    if (path.dirname(at) === at) return null;
  }
}

/** @throws ProjectFailure, DiskFailure */
export function loadManifest(file: string): Manifest {
  const { manifest, diagnostics } = readManifest(new SourceFile(showPath(file), readText(file)));
  if (manifest === null) throw new ProjectFailure(`${showPath(file)} cannot be used`, diagnostics);
  return manifest;
}

/**
 * Reads a source file as UTF-8.
 *
 * @returns the text, and a diagnostic at the first byte that is no UTF-8
 * @throws DiskFailure
 */
export function readSource(file: string): { source: SourceFile; problem: Diagnostic | null } {
  return decodeSource(showPath(file), readBytes(file));
}

/** Makes source text of bytes. Text that is not UTF-8 is kept with marks in place of what cannot be read. */
export function decodeSource(shownPath: string, bytes: Uint8Array): { source: SourceFile; problem: Diagnostic | null } {
  const source = new SourceFile(shownPath, new TextDecoder().decode(bytes));
  if (!source.text.includes('\ufffd') || isUtf8(bytes)) return { source, problem: null };
  const diagnostics = new Diagnostics(source);
  const start = source.text.indexOf('\ufffd');
  diagnostics.report('encoding/not-utf8', { start, end: start + 1 }, 'this file is not UTF-8 text', {
    help: 'save it as UTF-8, or check that it is a source file',
  });
  return { source, problem: diagnostics.list[0]! };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A path as people are shown it: relative to where they are when it lies below, else absolute. */
export function showPath(file: string): string {
  const short = path.relative(currentFolder(), file);
  return short === '' || short.startsWith('..') ? file : short;
}

function missing(target: string): Error {
  const looksLikeOption = target.startsWith('-');
  if (looksLikeOption) return new ProjectFailure(`${path.basename(target)}: no such file`);
  return new DiskFailure('missing', target, `${target}: no such file or folder`, null);
}
