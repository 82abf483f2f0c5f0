/** Files in the one style: which files those are, how long their lines may be, and what becomes of each. */
import { defaultLineLength, format } from '#compiler/format/format';
import { type Diagnostic, Diagnostics } from '#diagnostics/diagnostic';
import type { SourceFile } from '#language/source';
import { DiskFailure, fileExists, folderExists, resolveLinks, statusOf, writeAtomically } from '#platform/disk';
import { currentFolder } from '#platform/environment';
import path from '#platform/paths';
import { sourceFilesBelow } from './source-files.ts';
import { findManifest, loadManifest, ProjectFailure, readSource, showPath } from './workspace.ts';

/** What formatting made of a file. */
export type Formatted =
  | { readonly outcome: 'same' | 'changed'; readonly before: string; readonly after: string }
  /** It could not be read as a program, and is left alone. */
  | { readonly outcome: 'failed'; readonly diagnostics: readonly Diagnostic[] };

/**
 * The source files that are meant by what a user named.
 *
 * @param targets files and folders; a file is meant whatever its name is
 * @returns absolute paths, each once
 * @throws ProjectFailure, DiskFailure
 */
export function filesToFormat(targets: readonly string[]): string[] {
  const found = new Set<string>();
  for (const target of targets) {
    const absolute = path.resolve(currentFolder(), target);
    if (folderExists(absolute)) for (const file of sourceFilesBelow(absolute)) found.add(file);
    else if (fileExists(absolute)) found.add(absolute);
    else throw new ProjectFailure(`${target}: no such file or folder`);
  }
  return [...found];
}

/** Formats files, knowing the settings of the projects they belong to. */
export class FileFormatter {
  private readonly lineLengths = new Map<string, number>();

  /** @throws ProjectFailure, DiskFailure */
  file(file: string): Formatted {
    const { source, problem } = readSource(file);
    if (problem !== null) return { outcome: 'failed', diagnostics: [problem] };
    return this.text(source, path.dirname(file));
  }

  /** @param folder where the text belongs: the nearest aegis.toml at or above it counts */
  text(source: SourceFile, folder: string): Formatted {
    const diagnostics = new Diagnostics(source);
    const after = format(source, { lineLength: this.lineLength(folder) }, diagnostics);
    if (after === null) return { outcome: 'failed', diagnostics: diagnostics.list };
    return { outcome: after === source.text ? 'same' : 'changed', before: source.text, after };
  }

  private lineLength(folder: string): number {
    const known = this.lineLengths.get(folder);
    if (known !== undefined) return known;
    const manifestPath = findManifest(folder);
    const length = manifestPath === null ? undefined : loadManifest(manifestPath).fmt['line-length'];
    this.lineLengths.set(folder, length ?? defaultLineLength);
    return length ?? defaultLineLength;
  }
}

/** Replaces a file's text: all of it or nothing, with its permissions kept, and through a link the file it leads to. */
export function replaceText(file: string, text: string): void {
  const target = resolveLinks(file);
  const mode = statusOf(target)?.mode ?? 0o644;
  if ((mode & 0o200) === 0) throw new DiskFailure('permission', file, `${showPath(file)}: the file is read-only`, null);
  writeAtomically(target, text, mode);
}
