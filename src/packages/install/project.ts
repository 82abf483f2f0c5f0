/** The files of a project that package commands read and write. */

import type { Diagnostic } from '#diagnostics/diagnostic';
import { SourceFile } from '#language/source';
import { fileExists, readText, writeAtomically } from '#platform/disk';
import path from '#platform/paths';
import { emptyLock, type Lock, lockName, readLock, writeLock } from '../lockfile.ts';
import { type Manifest, readManifest } from '../manifest.ts';

export interface PackageProject {
  readonly root: string;
  readonly manifest: Manifest;
  readonly lock: Lock;
}

/** aegis.toml cannot be used, as it is or as it would be after the change. */
export class ManifestFailure extends Error {
  override readonly name = 'ManifestFailure';

  constructor(
    message: string,
    readonly diagnostics: readonly Diagnostic[],
  ) {
    super(message);
  }
}

const manifestName = 'aegis.toml';

/**
 * @param root the folder of aegis.toml
 * @throws ManifestFailure, LockFailure, DiskFailure
 */
export function openPackageProject(root: string): PackageProject {
  const lockFile = path.join(root, lockName);
  return {
    root,
    manifest: manifestOf(readText(path.join(root, manifestName))),
    lock: fileExists(lockFile) ? readLock(readText(lockFile)) : emptyLock,
  };
}

/** @throws ManifestFailure */
export function manifestOf(text: string): Manifest {
  const { manifest, diagnostics } = readManifest(new SourceFile(manifestName, text));
  if (manifest === null) throw new ManifestFailure(`${manifestName} cannot be used`, diagnostics);
  return manifest;
}

/**
 * Writes what has changed. The file that may say more comes first and the one that uses it last, so that whenever the
 * machine stops, aegis.toml finds in aegis.lock all that it asks for: a lock with more than that means the old state
 * (something was being added) or the new one (something was being removed).
 */
export function writeProject(before: PackageProject, manifestText: string, lock: Lock): void {
  const lockText = writeLock(lock);
  const isNewLock = lockText !== writeLock(before.lock) || !fileExists(path.join(before.root, lockName));
  const isNewManifest = manifestText !== before.manifest.source.text;
  const writeLockFile = (): void => {
    if (isNewLock) writeAtomically(path.join(before.root, lockName), lockText);
  };
  const names = new Set(lock.packages.map(({ name }) => name));
  const removesSomething = before.lock.packages.some(({ name }) => !names.has(name));
  if (!removesSomething) writeLockFile();
  if (isNewManifest) writeAtomically(path.join(before.root, manifestName), manifestText);
  if (removesSomething) writeLockFile();
}
