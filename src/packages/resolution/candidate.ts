/** A version that could be installed, wherever it comes from. */
import type { ArchiveFile } from '../archive/archive-file.ts';
import type { LockedPackage } from '../lockfile.ts';
import type { IndexEntry, Registry } from '../registry/registry.ts';
import type { Candidate } from '../solver/package-versions.ts';
import type { StoredIdentity } from '../store/file-list.ts';

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

/** What the lock says of a candidate; hashes are null while they are not known. */
export function lockedAs(candidate: PackageCandidate, identity: StoredIdentity | null): LockedPackage {
  const { name, version, capabilities, dependencies, origin } = candidate;
  const { sha256, files } = identity ?? { sha256: null, files: null };
  const common = { name, version, sha256, files, capabilities, dependencies };
  switch (origin.kind) {
    case 'registry': {
      const { registry, entry } = origin;
      const source = { kind: 'registry', registry: registry.name, address: registry.source } as const;
      return { ...common, source, publisher: entry.publisher, log: entry.log };
    }
    case 'path':
      return { ...common, source: { kind: 'path', path: origin.path }, publisher: null, log: null };
    case 'git':
      return {
        ...common,
        source: { kind: 'git', address: origin.address, revision: origin.revision },
        publisher: null,
        log: null,
      };
  }
}
