/**
 * Brings a selection into the store: several downloads at once, each archive scanned whole and compared with what the
 * index says before a byte of it is written. Nothing of a package is ever run here; there are no scripts to run.
 */
import { sha256Hex } from '#platform/crypto';
import { ArchiveFailure, type ArchiveFile } from '../archive/archive-file.ts';
import { packArchive } from '../archive/pack.ts';
import { readArchive } from '../archive/read.ts';
import { type LockedPackage, LockFailure } from '../lockfile.ts';
import { isLocked, type PackageCandidate } from '../resolution/candidate.ts';
import type { PackageStore } from '../store/store.ts';
import { checkTold } from './told.ts';

const atOnce = 8;

/** Told after each package. */
export type Progress = (done: number, total: number, name: string) => void;

/**
 * @param locked what the lock had, by name
 * @returns what the lock is to have
 * @throws ArchiveFailure, RegistryFailure, LockFailure, DiskFailure
 */
export async function fetchPackages(
  selected: Iterable<PackageCandidate>,
  locked: ReadonlyMap<string, LockedPackage>,
  store: PackageStore,
  progress: Progress,
): Promise<LockedPackage[]> {
  const candidates = [...selected];
  const results: LockedPackage[] = [];
  let done = 0;
  const waiting = [...candidates];
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results.push(await fetchPackage(next, locked.get(next.name), store));
      progress(++done, candidates.length, next.name);
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, candidates.length) }, work));
  return results.sort((left, right) => (left.name < right.name ? -1 : 1));
}

async function fetchPackage(
  candidate: PackageCandidate,
  locked: LockedPackage | undefined,
  store: PackageStore,
): Promise<LockedPackage> {
  if (candidate.origin.kind === 'path') return lockedAs(candidate, null, null);
  refuseOtherBytes(candidate, locked);
  const before = isLocked(candidate, locked) ? locked : null;
  if (before !== null && store.isWhole({ sha256: before.sha256!, files: before.files! })) return before;
  const { sha256, files } = await filesOf(candidate);
  const identity = store.add(sha256, files);
  if (before !== null && before.files !== identity.files) {
    throw new LockFailure(`says other files of ${candidate.name} ${candidate.version} than its archive has`);
  }
  return lockedAs(candidate, identity.sha256, identity.files);
}

/**
 * A version is published once. When the lock and the registry say different things of one version, one of them was
 * changed, and going on with either would be a guess.
 */
function refuseOtherBytes({ name, version, origin }: PackageCandidate, locked: LockedPackage | undefined): void {
  if (locked === undefined || locked.version !== version || origin.kind !== 'registry') return;
  const { source, sha256 } = locked;
  if (source.kind !== 'registry' || source.registry !== origin.registry.name || sha256 === origin.entry.sha256) return;
  throw new LockFailure(
    `says that the archive of ${name} ${version} has the hash ${sha256}, the registry '${source.registry}' says ${origin.entry.sha256}`,
    'one of them was changed after the fact; take aegis.lock from version control, or ask the publisher',
  );
}

async function filesOf(candidate: PackageCandidate): Promise<{ sha256: string; files: readonly ArchiveFile[] }> {
  const { origin } = candidate;
  if (origin.kind === 'registry') {
    const bytes = await origin.registry.archive(origin.entry);
    const sha256 = sha256Hex(bytes);
    if (sha256 !== origin.entry.sha256) {
      throw new ArchiveFailure(null, `its hash is ${sha256}, the index says ${origin.entry.sha256}`);
    }
    const files = await named(candidate, () => readArchive(bytes));
    await named(candidate, async () => checkTold(files, origin.entry, 'the index'));
    return { sha256, files };
  }
  if (origin.kind !== 'git' || origin.files === null) throw new Error(`${candidate.name} has no archive`);
  return { sha256: sha256Hex(packArchive(origin.files)), files: origin.files };
}

/** A failure about an archive says whose archive it is. */
async function named<Result>({ name, version }: PackageCandidate, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ArchiveFailure)) throw error;
    throw new ArchiveFailure(error.entry, error.reason, { of: `${name} ${version}`, cause: error });
  }
}

/** What the lock says of a candidate; hashes are null while they are not known. */
export function lockedAs(candidate: PackageCandidate, sha256: string | null, files: string | null): LockedPackage {
  const { name, version, capabilities, dependencies, origin } = candidate;
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
