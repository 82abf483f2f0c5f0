/**
 * A registry in a git repository on this disk: its objects are read where they are, and a publication is one commit made
 * in place. Only objects are touched: what the repository's configuration, hooks or attributes say has no effect.
 */
import { GitFailure } from '#platform/git';
import { type GitObject, readObjects, readTreeObject } from '#platform/git-objects';
import { branch, commitChanges, removeStaleLock } from '#platform/git-repository';
import { RegistryFailure } from '../registry.ts';
import type { WritableTree } from './tree.ts';

/**
 * @param gitDir the repository
 * @param source its address as the user wrote it, for messages
 */
export function gitTree(gitDir: string, source: string): WritableTree {
  let commit: string | null = null;
  return {
    async refresh() {
      const [head] = await translated(source, () => readObjects(gitDir, [branch]));
      commit = head?.type === 'commit' ? head.id : null;
    },
    async read(paths) {
      if (commit === null) return paths.map(() => null);
      const objects = await translated(source, () =>
        readObjects(
          gitDir,
          paths.map((path) => `${commit}:${path}`),
        ),
      );
      return objects.map((object) => (object?.type === 'blob' ? object.bytes : null));
    },
    async list(folder) {
      if (commit === null) return [];
      const load = (ids: readonly string[]) => translated(source, () => readObjects(gitDir, ids));
      const [root] = await load([`${commit}:${folder}`]);
      return root?.type === 'tree' ? (await filesBelow(root, folder, load)).sort() : [];
    },
    async commit(changes, message) {
      removeStaleLock(gitDir);
      return (await translated(source, () => commitChanges(gitDir, branch, commit, changes, message))) !== null;
    },
  };
}

/** Paths of the files below a tree, read level by level. Links and submodules are passed over. */
export async function filesBelow(
  root: GitObject,
  folder: string,
  load: (ids: readonly string[]) => Promise<readonly (GitObject | null)[]>,
): Promise<string[]> {
  const files: string[] = [];
  let level: { readonly path: string; readonly tree: GitObject }[] = [{ path: folder, tree: root }];
  while (level.length > 0) {
    const folders: { path: string; id: string }[] = [];
    for (const { path, tree } of level) {
      for (const { name, kind, id } of readTreeObject(tree)) {
        if (kind === 'file') files.push(`${path}/${name}`);
        else if (kind === 'folder') folders.push({ path: `${path}/${name}`, id });
      }
    }
    const trees = await load(folders.map(({ id }) => id));
    level = folders.flatMap(({ path }, index) => (trees[index] ? [{ path, tree: trees[index] }] : []));
  }
  return files;
}

/** Runs something that calls git; what git says is the registry's failure. */
export async function translated<Result>(source: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    if (error.problem === 'missing') {
      throw new RegistryFailure(
        'no-git',
        `the registry ${source} is a git repository, and git is not installed`,
        'install git, or use a registry that is served as static files (static+https://…)',
      );
    }
    if (error.problem === 'bad-address') throw new RegistryFailure('bad-address', error.message);
    throw new RegistryFailure('unreachable', `the registry ${source} cannot be used: ${error.message}`, null, {
      cause: error,
    });
  }
}
