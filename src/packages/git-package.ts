/**
 * A package in a git repository of its own: the files of one commit, read as objects. No work tree is made, so nothing that
 * the repository holds is checked out, filtered or run; links and submodules are refused.
 */
import { sha256Hex } from '#platform/crypto';
import { GitFailure, readGitAddress } from '#platform/git';
import { readObjects, readTreeObject } from '#platform/git-objects';
import { remoteCommit } from '#platform/git-references';
import path from '#platform/paths';
import { ArchiveFailure, type ArchiveFile, archiveLimits } from './archive/archive-file.ts';
import { gitCache } from './registry/trees/git-cache.ts';
import { ResolutionFailure } from './resolution/requirement.ts';

export interface GitPackage {
  readonly revision: string;
  readonly files: readonly ArchiveFile[];
}

/**
 * @param reference a tag, a branch or a commit; null for what the repository shows first
 * @param root what a path is relative to
 * @param cache a folder for what is fetched; it can be removed at any time
 * @throws ResolutionFailure, ArchiveFailure
 */
export async function fetchGitPackage(
  address: string,
  reference: string | null,
  root: string,
  cache: string,
): Promise<GitPackage> {
  try {
    const place = readGitAddress(address, (each) => path.resolve(root, each));
    const gitDir = path.join(cache, sha256Hex(place.text).slice(0, 32));
    const repository = gitCache(gitDir, place, [null]);
    await repository.open();
    const revision = await remoteCommit(gitDir, place, reference);
    await repository.load([revision]);
    return { revision, files: await filesOf(gitDir, revision) };
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    throw new ResolutionFailure([`the repository ${address} cannot be used: ${error.message}`]);
  }
}

async function filesOf(gitDir: string, revision: string): Promise<ArchiveFile[]> {
  const found: { readonly path: string; readonly id: string }[] = [];
  let folders = [{ path: '', id: `${revision}^{tree}` }];
  while (folders.length > 0) {
    const trees = await readObjects(
      gitDir,
      folders.map(({ id }) => id),
    );
    const inside = trees.flatMap((tree, index) => {
      if (tree?.type !== 'tree') throw new GitFailure('failed', 'a part of the commit is missing');
      return readTreeObject(tree).map((entry) => ({ ...entry, path: `${folders[index]!.path}${entry.name}` }));
    });
    const other = inside.find(({ kind }) => kind === 'other');
    if (other !== undefined) throw new ArchiveFailure(other.path, 'is a link or a repository inside the repository');
    found.push(...inside.filter(({ kind }) => kind === 'file'));
    if (found.length > archiveLimits.entries)
      throw new ArchiveFailure(null, `it has more than ${archiveLimits.entries} entries`);
    folders = inside.filter(({ kind }) => kind === 'folder').map((entry) => ({ ...entry, path: `${entry.path}/` }));
  }
  const blobs = await readObjects(
    gitDir,
    found.map(({ id }) => id),
  );
  return found.map(({ path: file }, index) => {
    const blob = blobs[index];
    if (blob?.type !== 'blob') throw new GitFailure('failed', `the file ${file} of the commit is missing`);
    return { path: file, bytes: blob.bytes };
  });
}
