/**
 * Fetches a selection, many downloads at once: each archive is scanned whole and compared with what the index says.
 * What the store has already is not asked for again. Nothing is written here, and nothing of a package is ever run: there
 * are no scripts to run.
 */
import { sha256Hex } from '#platform/crypto';
import { ArchiveFailure } from '../archive/archive-file.ts';
import { packArchive } from '../archive/pack.ts';
import { readArchive } from '../archive/read.ts';
import { type LockedPackage, LockFailure } from '../lockfile.ts';
import { isLocked, lockedAs, type PackageCandidate } from '../resolution/candidate.ts';
import { identityOf } from '../store/file-list.ts';
import type { PackageContent, PackageStore } from '../store/store.ts';
import { checkTold } from './told.ts';

/** What is asked for at once is fetched in one go where the registry can; more would only fill the memory. */
const atOnce = 32;

/** Told after each package. */
export type Progress = (done: number, total: number, name: string) => void;

export interface FetchedPackage {
  /** What the lock is to have. */
  readonly locked: LockedPackage;
  /** What the store does not have yet; null when it does, or when the package is a folder. */
  readonly content: PackageContent | null;
}

/**
 * @param locked what the lock had, by name
 * @throws ArchiveFailure, RegistryFailure, LockFailure, DiskFailure
 */
export async function fetchPackages(
  selected: Iterable<PackageCandidate>,
  locked: ReadonlyMap<string, LockedPackage>,
  store: PackageStore,
  progress: Progress,
): Promise<FetchedPackage[]> {
  const candidates = [...selected];
  const results: FetchedPackage[] = [];
  let done = 0;
  const waiting = [...candidates];
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results.push(await fetchPackage(next, locked.get(next.name), store));
      progress(++done, candidates.length, next.name);
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, candidates.length) }, work));
  return results.sort((left, right) => (left.locked.name < right.locked.name ? -1 : 1));
}

async function fetchPackage(
  candidate: PackageCandidate,
  locked: LockedPackage | undefined,
  store: PackageStore,
): Promise<FetchedPackage> {
  const { origin } = candidate;
  if (origin.kind === 'path') return { locked: lockedAs(candidate, null), content: null };
  refuseOtherBytes(candidate, locked);
  const before = isLocked(candidate, locked) ? locked : null;
  if (before !== null && store.isWhole({ sha256: before.sha256!, files: before.files! }))
    return { locked: before, content: null };
  const stored = origin.kind === 'registry' ? await store.prove(origin.entry.sha256) : null;
  if (stored !== null) return { locked: lockedAs(candidate, stored), content: null };
  const content = await contentOf(candidate);
  const identity = identityOf(sha256Hex(content.archive), content.files);
  if (before !== null && before.files !== identity.files) {
    throw new LockFailure(`says other files of ${candidate.name} ${candidate.version} than its archive has`);
  }
  return { locked: lockedAs(candidate, identity), content };
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

async function contentOf(candidate: PackageCandidate): Promise<PackageContent> {
  const { origin } = candidate;
  if (origin.kind === 'registry') {
    const archive = await origin.registry.archive(origin.entry);
    const sha256 = sha256Hex(archive);
    if (sha256 !== origin.entry.sha256) {
      throw new ArchiveFailure(null, `its hash is ${sha256}, the index says ${origin.entry.sha256}`);
    }
    const files = await named(candidate, () => readArchive(archive));
    await named(candidate, async () => checkTold(files, origin.entry, 'the index'));
    return { archive, files };
  }
  if (origin.kind !== 'git' || origin.files === null) throw new Error(`${candidate.name} has no archive`);
  return { archive: packArchive(origin.files), files: origin.files };
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
