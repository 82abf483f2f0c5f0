/**
 * A registry in a git repository elsewhere. Never cloned: the newest commit is fetched without its history and files, then
 * the folders on the way to what is asked for, a level at a time for all paths together, then those files. What was
 * fetched stays in a bare repository of the user's cache, so the next run fetches only what has changed.
 */
import type { GitAddress } from '#platform/git';
import { type GitObject, readTreeObject, type TreeEntry } from '#platform/git-objects';
import { commitChanges, pushCommit, remoteHead } from '#platform/git-repository';
import { RegistryFailure } from '../registry.ts';
import { gitCache } from './git-cache.ts';
import { filesBelow, translated } from './git-tree.ts';
import type { WritableTree } from './tree.ts';

/**
 * With a folder come the folders in it, but no files: some folders have thousands. For servers that know no such filter:
 * nothing comes but what is asked for, which takes more requests.
 */
const filters = ['combine:tree:2+blob:none', 'tree:0'] as const;

/** More than any name in a registry is deep. */
const deepest = 32;

/**
 * @param folder where the user's copies of parts of it lie
 * @param source its address as the user wrote it, for messages
 */
export function remoteGitTree(address: GitAddress, folder: string, source: string): WritableTree {
  const cache = gitCache(folder, address, filters);
  let commit: string | null = null;
  let root: string | null = null;
  const trees = new Map<string, ReadonlyMap<string, TreeEntry>>();

  /** Follows paths through folders; the entries they lead to, null for those that lead nowhere. */
  async function resolve(paths: readonly string[]): Promise<(TreeEntry | null)[]> {
    for (let round = 0; round < deepest; round++) {
      const walks = paths.map((path) => walk(path));
      const unknown = [...new Set(walks.flatMap((each) => (typeof each === 'string' ? [each] : [])))];
      if (unknown.length === 0) return walks as (TreeEntry | null)[];
      for (const [index, object] of (await cache.load(unknown)).entries()) {
        const entries = object?.type === 'tree' ? readTreeObject(object) : [];
        trees.set(unknown[index]!, new Map(entries.map((entry) => [entry.name, entry])));
      }
    }
    throw new RegistryFailure('malformed', `the registry ${source} has folders that are too deep`);
  }

  /** @returns the id of a folder that has to be loaded first */
  function walk(path: string): TreeEntry | string | null {
    let at: TreeEntry = { name: '', kind: 'folder', id: root! };
    for (const part of path.split('/')) {
      if (at.kind !== 'folder') return null;
      const folder = trees.get(at.id);
      if (folder === undefined) return at.id;
      const next = folder.get(part);
      if (next === undefined) return null;
      at = next;
    }
    return at;
  }

  /** The folders on the way to files, as far as there are any: what a commit that changes these files is made of. */
  function foldersOn(paths: readonly string[]): string[] {
    const found = new Set<string>([root!]);
    for (const path of paths) {
      let at = root!;
      for (const part of path.split('/')) {
        const next = trees.get(at)?.get(part);
        if (next?.kind !== 'folder') break;
        at = next.id;
        found.add(at);
      }
    }
    return [...found];
  }

  return {
    refresh: () =>
      translated(source, async () => {
        await cache.open();
        commit = await remoteHead(folder, address);
        root = commit === null ? null : treeOf((await cache.load([commit]))[0]!);
      }),
    read: (paths) =>
      translated(source, async () => {
        if (root === null) return paths.map(() => null);
        const entries = await resolve(paths);
        const ids = entries.flatMap((entry) => (entry?.kind === 'file' ? [entry.id] : []));
        const objects = new Map((await cache.load(ids)).map((object, index) => [ids[index]!, object]));
        return entries.map((entry) => (entry?.kind === 'file' ? (objects.get(entry.id)?.bytes ?? null) : null));
      }),
    list: (path) =>
      translated(source, async () => {
        const [entry] = root === null ? [null] : await resolve([path]);
        const [tree] = entry?.kind === 'folder' ? await cache.load([entry.id]) : [null];
        return tree ? (await filesBelow(tree, path, cache.load)).sort() : [];
      }),
    commit: (changes, message) =>
      translated(source, async () => {
        if (commit !== null) {
          await resolve([...changes.keys()]);
          await cache.load([commit, ...foldersOn([...changes.keys()])]);
        }
        const made = await commitChanges(folder, `refs/aegis/${crypto.randomUUID()}`, commit, changes, message);
        return made !== null && (await pushCommit(folder, address, made));
      }),
  };
}

function treeOf(commit: GitObject): string {
  const id = /^tree ([0-9a-f]{40,64})\n/.exec(new TextDecoder().decode(commit.bytes))?.[1];
  if (commit.type !== 'commit' || id === undefined) {
    throw new RegistryFailure('malformed', 'the branch of the registry is at no commit');
  }
  return id;
}
