/**
 * Repositories as wholes: finding and making one on this disk, fetching single objects of another into it, committing files
 * and handing commits on. Two writers at once never lose anything: a branch only moves to a commit that contains what it
 * was at.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { callGit, type GitAddress, GitFailure } from './git.ts';

/** The one branch that a registry is. */
export const branch = 'refs/heads/main';

const mostFetched = 512 * 2 ** 20;

/** The repository at a path: bare, or the one in its `.git`; null when there is none. */
export function gitFolderOf(path: string): string | null {
  const isRepository = (folder: string): boolean =>
    existsSync(join(folder, 'HEAD')) && existsSync(join(folder, 'objects')) && existsSync(join(folder, 'refs'));
  return [path, join(path, '.git')].find(isRepository) ?? null;
}

/** Makes an empty bare repository whose readers may ask for single files. @throws GitFailure */
export async function makeRepository(gitDir: string): Promise<void> {
  mkdirSync(gitDir, { recursive: true });
  await callGit({ words: ['init', '--quiet', '--bare', '--template=', '--initial-branch=main'], gitDir });
  for (const setting of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant']) {
    await callGit({ words: ['config', setting, 'true'], gitDir });
  }
}

/** The commit that the branch of another repository is at; null for one without it. @throws GitFailure */
export async function remoteHead(gitDir: string, address: GitAddress): Promise<string | null> {
  const words = ['ls-remote', '--quiet', '--', address.text, branch];
  const output = new TextDecoder().decode(await callGit({ words, gitDir, protocol: address.protocol }));
  return /^([0-9a-f]{40,64})\t/.exec(output)?.[1] ?? null;
}

export type ObjectFilter = `tree:${number}` | `combine:${string}`;

/**
 * Fetches objects by id from another repository, and what a filter lets through of what they lead to.
 *
 * @param filter as git takes it: `tree:0` for the named objects alone; null for all that they lead to
 * @throws GitFailure
 */
export async function fetchObjects(
  gitDir: string,
  address: GitAddress,
  ids: readonly string[],
  filter: ObjectFilter | null,
): Promise<void> {
  if (!ids.every((id) => /^[0-9a-f]{40,64}$/.test(id))) throw new GitFailure('failed', 'this is no object id');
  // The repository that is fetched into is told only now that objects may be missing, so that reading never fetches.
  const partly = ['-c', 'remote.origin.promisor=true', '-c', `remote.origin.partialclonefilter=${filter}`];
  await callGit({
    words: [
      ...(filter === null ? [] : partly),
      ...['-c', `remote.origin.url=${address.text}`, '-c', 'fetch.negotiationAlgorithm=noop'],
      ...['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--recurse-submodules=no'],
      ...['--depth=1', ...(filter === null ? [] : [`--filter=${filter}`]), '--stdin', 'origin'],
    ],
    gitDir,
    protocol: address.protocol,
    input: ids.map((id) => `${id}\n`).join(''),
    isTooMuch: () => packedBytes(gitDir) > mostFetched,
  });
}

function packedBytes(gitDir: string): number {
  const folder = join(gitDir, 'objects', 'pack');
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

/** Files to write (null: to remove), by path. */
export type FileChanges = ReadonlyMap<string, Uint8Array | null>;

/**
 * Makes a commit upon `parent` (null: the first one) and moves `ref` to it, in one process and without a work tree.
 *
 * @returns the commit; null when `ref` was meanwhile moved, or is being moved, by somebody else
 * @throws GitFailure
 */
export async function commitChanges(
  gitDir: string,
  ref: string,
  parent: string | null,
  changes: FileChanges,
  message: string,
): Promise<string | null> {
  const input = importStream(ref, parent, changes, message);
  try {
    const output = await callGit({ words: ['fast-import', '--quiet', '--done'], gitDir, input });
    return new TextDecoder().decode(output).trim();
  } catch (error) {
    if (isConflict(error)) return null;
    throw error;
  }
}

/**
 * Hands a commit to another repository's branch.
 *
 * @returns false when the branch was meanwhile moved by somebody else
 * @throws GitFailure
 */
export async function pushCommit(gitDir: string, address: GitAddress, commit: string): Promise<boolean> {
  const words = ['push', '--quiet', '--no-verify', '--no-signed', '--recurse-submodules=no', '--', address.text];
  try {
    await callGit({ words: [...words, `${commit}:${branch}`], gitDir, protocol: address.protocol });
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}

/** Not every rejection is a lost race: a hook that declines, for example, declines again. */
const lostRace =
  /does not contain|cannot lock ref|failed to lock|fetch first|non-fast-forward|failed to update ref|incorrect old value|reference already exists/i;

/** Whether the other side does not know a filter, or may not use it. */
export function refusesFilter(error: unknown): boolean {
  return error instanceof GitFailure && /filter/i.test(error.complaint);
}

function isConflict(error: unknown): boolean {
  return error instanceof GitFailure && lostRace.test(error.complaint) && !/permission denied/i.test(error.complaint);
}

/**
 * Removes a lock that is so old that whoever made it must be gone.
 *
 * @param file the lock, in the repository
 * @param longest how long one may be held, in milliseconds
 */
export function removeStaleLock(gitDir: string, file = `${branch}.lock`, longest = 5000): void {
  const lock = join(gitDir, file);
  const status = statSync(lock, { throwIfNoEntry: false });
  if (status !== undefined && Date.now() - status.mtimeMs > longest) rmSync(lock, { force: true });
}

function importStream(ref: string, parent: string | null, changes: FileChanges, message: string): Uint8Array {
  const text = new TextEncoder().encode(message);
  const parts: (string | Uint8Array)[] = [
    `commit ${ref}\nmark :1\ncommitter aegis <> ${Math.floor(Date.now() / 1000)} +0000\ndata ${text.length}\n`,
    text,
    parent === null ? '\n' : `\nfrom ${parent}\n`,
  ];
  for (const [path, bytes] of changes) {
    if (/["\n\0\\]/.test(path)) throw new GitFailure('failed', 'a file of a registry cannot have this name');
    if (bytes === null) parts.push(`D ${path}\n`);
    else parts.push(`M 100644 inline ${path}\ndata ${bytes.length}\n`, bytes, '\n');
  }
  parts.push('\nget-mark :1\ndone\n');
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? new TextEncoder().encode(part) : part)));
}

/** How many packs a repository has. */
export function packCount(gitDir: string): number {
  const folder = join(gitDir, 'objects', 'pack');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.pack')).length : 0;
}
