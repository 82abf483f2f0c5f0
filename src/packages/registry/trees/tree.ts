/** A registry's files, wherever they lie. What is read after `refresh` is of one state of the registry. */

export interface RegistryTree {
  /** Looks where the registry is now. Reading before it is an error. @throws RegistryFailure */
  refresh(): Promise<void>;

  /**
   * Files by path, with as few requests as the place allows; null for those that are not there.
   *
   * @throws RegistryFailure
   */
  read(paths: readonly string[]): Promise<(Uint8Array | null)[]>;

  /** Paths of all files below a folder, sorted. @throws RegistryFailure */
  list(folder: string): Promise<string[]>;
}

/** Files to write, by path; null removes one. */
export type TreeChanges = ReadonlyMap<string, Uint8Array | null>;

export interface WritableTree extends RegistryTree {
  /**
   * Makes all the changes to the state that was read, or none.
   *
   * @returns false when somebody else was first; refresh and try again
   * @throws RegistryFailure
   */
  commit(changes: TreeChanges, message: string): Promise<boolean>;
}

export function isWritable(tree: RegistryTree): tree is WritableTree {
  return 'commit' in tree;
}
