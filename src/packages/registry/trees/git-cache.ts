/**
 * The user's copies of parts of a repository elsewhere: objects that were fetched by their id, in a bare repository of
 * their own. It can be removed at any time, and is, when it has become slow or damaged; several processes may use it at once.
 */
import { DiskFailure, moveFolder, removeTree } from '#platform/disk';
import { type GitAddress, GitFailure } from '#platform/git';
import { type GitObject, readObjects } from '#platform/git-objects';
import {
  fetchObjects,
  gitFolderOf,
  makeRepository,
  type ObjectFilter,
  packCount,
  refusesFilter,
  removeStaleLock,
} from '#platform/git-repository';

/** Each fetch leaves a pack behind; with too many of them reading gets slow, and starting anew is cheap. */
const mostPacks = 400;

/** How long another process may hold a lock, in milliseconds: it does for as long as one fetch takes. */
const longestHold = 10_000;
const waitForLock = 100;

export interface GitCache {
  /** Makes it ready for use. @throws GitFailure */
  open(): Promise<void>;
  /** Objects by id, fetched when they are not here; null for those that are nowhere. @throws GitFailure */
  load(ids: readonly string[]): Promise<(GitObject | null)[]>;
}

/**
 * @param filters what comes along with what is asked for (null: everything it leads to); the later ones for servers that
 *   refuse the earlier
 */
export function gitCache(
  folder: string,
  address: GitAddress,
  filters: readonly [ObjectFilter | null, ...ObjectFilter[]],
): GitCache {
  let choice = 0;
  let isMended = false;

  async function open(): Promise<void> {
    if (gitFolderOf(folder) !== null && packCount(folder) > mostPacks) removeTree(folder);
    if (gitFolderOf(folder) === null) await make();
  }

  /** It appears whole, so that two who make it at once do not meet: the second one uses what the first one made. */
  async function make(): Promise<void> {
    const made = `${folder}.${crypto.randomUUID()}`;
    await makeRepository(made);
    if (gitFolderOf(folder) === null) removeTree(folder);
    try {
      moveFolder(made, folder);
    } catch (error) {
      removeTree(made);
      if (!(error instanceof DiskFailure) || gitFolderOf(folder) === null) throw error;
    }
  }

  async function load(ids: readonly string[]): Promise<(GitObject | null)[]> {
    try {
      const objects = await readObjects(folder, ids);
      const missing = ids.filter((_, index) => objects[index] === null);
      if (missing.length === 0) return objects;
      await fetchParts([...new Set(missing)]);
      return await readObjects(folder, ids);
    } catch (error) {
      if (isMended || !isDamaged(error)) throw error;
      isMended = true;
      removeTree(folder);
      await open();
      return load(ids);
    }
  }

  async function fetchParts(ids: readonly string[]): Promise<void> {
    for (let waited = 0; ; waited += waitForLock) {
      try {
        return await fetchObjects(folder, address, ids, filters[choice]!);
      } catch (error) {
        if (isHeld(error) && waited <= longestHold) {
          removeStaleLock(folder, 'shallow.lock', longestHold);
          await new Promise((resolve) => setTimeout(resolve, waitForLock));
          continue;
        }
        if (choice + 1 === filters.length || !refusesFilter(error)) throw error;
        choice++;
      }
    }
  }

  return { open, load };
}

/** Another process is fetching, or was stopped while it did. */
function isHeld(error: unknown): boolean {
  return error instanceof GitFailure && /shallow\.lock': File exists|shallow file has changed/.test(error.complaint);
}

/** Something in the cache is not what git wrote there: a disk was full, or the machine stopped. */
function isDamaged(error: unknown): boolean {
  return (
    error instanceof GitFailure &&
    /bad shallow line|corrupt|bad object|packfile .* (?:cannot|does not)|index file|loose object|not a git repository/i.test(
      error.complaint,
    )
  );
}
