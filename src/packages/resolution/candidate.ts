/** A version that could be installed, wherever it comes from. */
import type { ArchiveFile } from '../archive/archive-file.ts';
import type { LockedPackage } from '../lockfile.ts';
import type { IndexEntry, Registry } from '../registry/registry.ts';
import type { Candidate } from '../solver/package-versions.ts';

export type Origin =
  | { readonly kind: 'registry'; readonly registry: Registry; readonly entry: IndexEntry }
  /** The path is relative to the project's folder. */
  | { readonly kind: 'path'; readonly path: string }
  /** The files are known when the repository was asked; null when the lock says enough. */
  | {
      readonly kind: 'git';
      readonly address: string;
      readonly revision: string;
      readonly files: readonly ArchiveFile[] | null;
    };

export interface PackageCandidate extends Candidate {
  readonly name: string;
  /** What it declares. */
  readonly capabilities: readonly string[];
  readonly origin: Origin;
}

/** True when the lock has this very version, from the same place and with the same bytes. */
export function isLocked(candidate: PackageCandidate, locked: LockedPackage | undefined): locked is LockedPackage {
  if (locked === undefined || locked.version !== candidate.version) return false;
  const { origin } = candidate;
  switch (origin.kind) {
    case 'registry':
      return (
        locked.source.kind === 'registry' &&
        locked.source.registry === origin.registry.name &&
        locked.source.address === origin.registry.source &&
        locked.sha256 === origin.entry.sha256
      );
    case 'path':
      return locked.source.kind === 'path' && locked.source.path === origin.path;
    case 'git':
      return (
        locked.source.kind === 'git' &&
        locked.source.address === origin.address &&
        locked.source.revision === origin.revision
      );
  }
}
