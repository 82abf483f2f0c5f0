/**
 * What the package manager sees of a registry, wherever its files lie: the versions of a package, an archive by the hash
 * that its entry names, a search. Everything handed out has been verified: lines against their publisher's signature and
 * against the log, the log against what this user saw before, archives against their hash.
 */
import type { IndexEntry } from './index-line.ts';

export type { IndexEntry } from './index-line.ts';

/** What `[registries]` and locks call the registry that is built into the executable. */
export const builtInSource = 'builtin';

export interface Registry {
  /** The name that the project's `[registries]` gives it, or `aegis` for the one built into the executable. */
  readonly name: string;
  /** Where it lies, as the user wrote it: what the lock file says under `source`. */
  readonly source: string;

  /**
   * Fetches what is needed to answer `versions` for these packages, in as few requests as possible. Never needed, only
   * faster.
   *
   * @throws RegistryFailure
   */
  prefetch(packageNames: readonly string[]): Promise<void>;

  /**
   * All versions of a package in order of publication, yanked ones included; none when the registry does not know it.
   *
   * @throws RegistryFailure
   */
  versions(packageName: string): Promise<readonly IndexEntry[]>;

  /**
   * The bytes of a version's archive, with the size and hash that its entry names.
   *
   * @throws RegistryFailure
   */
  archive(entry: IndexEntry): Promise<Uint8Array>;

  /**
   * Packages whose name or description has all the words; the newest version of each that is not yanked.
   *
   * @throws RegistryFailure
   */
  search(words: readonly string[]): Promise<readonly IndexEntry[]>;

  /** What the user should hear once the command is done: a checkpoint that is long out of date, for example. */
  readonly notes: readonly string[];
}

export type RegistryProblem =
  /** It cannot be reached, or is no registry. */
  | 'unreachable'
  | 'not-a-registry'
  /** Git is needed and is not there. */
  | 'no-git'
  /** The address is one that we do not open. */
  | 'bad-address'
  /** Something in it is not what its format says. */
  | 'malformed'
  /** Something in it is not what its signature, hash or log says. */
  | 'tampered'
  /** What it says now contradicts what it said before. */
  | 'rewritten'
  /** A publication breaks a rule. */
  | 'refused';

/** A registry cannot be used; the message says which and why. */
export class RegistryFailure extends Error {
  override readonly name = 'RegistryFailure';

  constructor(
    readonly problem: RegistryProblem,
    message: string,
    /** What the user can do. */
    readonly help: string | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
