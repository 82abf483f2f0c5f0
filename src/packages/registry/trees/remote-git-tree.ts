/**
 * A registry in a git repository elsewhere. Never cloned: the newest commit is fetched without its history and files, then
 * the folders on the way to what is asked for, a level at a time for all paths together, then those files. What was
 * fetched stays in a bare repository of the user's cache, so the next run fetches only what has changed.
 */
import { removeTree } from '#platform/disk';
import type { GitAddress } from '#platform/git';
import { type GitObject, readObjects, readTreeObject, type TreeEntry } from '#platform/git-objects';
import {
  commitChanges,
  fetchObjects,
  gitFolderOf,
  makeRepository,
  packCount,
  pushCommit,
  refusesFilter,
  remoteHead,
} from '#platform/git-repository';
import { RegistryFailure } from '../registry.ts';
import { filesBelow, translated } from './git-tree.ts';
import type { WritableTree } from './tree.ts';

/** Each fetch leaves a pack behind; with too many of them reading gets slow, and starting anew is cheap. */
const mostPacks = 400;

/** With a folder come the folders in it, but no files: some folders have thousands. */
const withFolders = 'combine:tree:2+blob:none';
/** For servers that know no other filter: nothing comes but what is asked for, which takes more requests. */
const nothingMore = 'tree:0';

/** More than any name in a registry is deep. */
const deepest = 32;

/**
 * @param cache where the user's copies of parts of it lie
 * @param source its address as the user wrote it, for messages
 */
export function remoteGitTree(address: GitAddress, cache: string, source: string): WritableTree {
  let commit: string | null = null;
  let root: string | null = null;
  let filter: typeof withFolders | typeof nothingMore = withFolders;
  const trees = new Map<string, ReadonlyMap<string, TreeEntry>>();

  /** Objects by id, fetched when they are not here. */
  async function load(ids: readonly string[]): Promise<(GitObject | null)[]> {
    const objects = await readObjects(cache, ids);
    const missing = ids.filter((_, index) => objects[index] === null);
    if (missing.length === 0) return objects;
    await fetchParts([...new Set(missing)]);
    return readObjects(cache, ids);
  }

  async function fetchParts(ids: readonly string[]): Promise<void> {
    try {
      await fetchObjects(cache, address, ids, filter);
    } catch (error) {
      if (filter === nothingMore || !refusesFilter(error)) throw error;
      filter = nothingMore;
      await fetchObjects(cache, address, ids, filter);
    }
  }

  /** Follows paths through folders; the entries they lead to, null for those that lead nowhere. */
  async function resolve(paths: readonly string[]): Promise<(TreeEntry | null)[]> {
    for (let round = 0; round < deepest; round++) {
      const walks = paths.map((path) => walk(path));
      const unknown = [...new Set(walks.flatMap((each) => (typeof each === 'string' ? [each] : [])))];
      if (unknown.length === 0) return walks as (TreeEntry | null)[];
      for (const [index, object] of (await load(unknown)).entries()) {
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

  return {
    refresh: () =>
      translated(source, async () => {
        if (gitFolderOf(cache) !== null && packCount(cache) > mostPacks) {
          removeTree(cache);
          trees.clear();
        }
        if (gitFolderOf(cache) === null) await makeRepository(cache);
        commit = await remoteHead(cache, address);
        root = commit === null ? null : treeOf((await load([commit]))[0]!);
      }),
    read: (paths) =>
      translated(source, async () => {
        if (root === null) return paths.map(() => null);
        const entries = await resolve(paths);
        const ids = entries.flatMap((entry) => (entry?.kind === 'file' ? [entry.id] : []));
        const objects = new Map((await load(ids)).map((object, index) => [ids[index]!, object]));
        return entries.map((entry) => (entry?.kind === 'file' ? (objects.get(entry.id)?.bytes ?? null) : null));
      }),
    list: (folder) =>
      translated(source, async () => {
        const [entry] = root === null ? [null] : await resolve([folder]);
        const [tree] = entry?.kind === 'folder' ? await load([entry.id]) : [null];
        return tree ? (await filesBelow(tree, folder, load)).sort() : [];
      }),
    commit: (changes, message) =>
      translated(source, async () => {
        // A commit is made of the folders on the way to what it changes: those that exist have to be here.
        if (root !== null) await resolve([...changes.keys()]);
        const ref = `refs/aegis/${crypto.randomUUID()}`;
        const made = await commitChanges(cache, ref, commit, changes, message);
        return made !== null && (await pushCommit(cache, address, made));
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
