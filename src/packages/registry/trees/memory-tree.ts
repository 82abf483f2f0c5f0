/** Files in memory: the registry that is built into the executable, and registries of tests. */
import type { TreeChanges, WritableTree } from './tree.ts';

/** @param files by path; changed by `commit` */
export function memoryTree(files: Map<string, Uint8Array>): WritableTree {
  return {
    refresh: async () => {},
    read: async (paths) => paths.map((path) => files.get(path) ?? null),
    list: async (folder) => [...files.keys()].filter((path) => path.startsWith(`${folder}/`)).sort(),
    async commit(changes: TreeChanges) {
      for (const [path, bytes] of changes) {
        if (bytes === null) files.delete(path);
        else files.set(path, bytes);
      }
      return true;
    },
  };
}
