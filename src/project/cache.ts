/**
 * The module cache: what compiling gave, by the hash of everything it depends on, so that a warm start compiles nothing.
 * An entry is code that will run, so each carries a message authentication code under a key that only this user can
 * read: an entry that another wrote, copied here or changed is refused and made anew. Entries appear by renaming, so two
 * runs at once never see a part of one. Without a place for it (no HOME, read-only disk) there is simply no cache.
 */

import { equalInConstantTime, hmacSha256Hex, randomBytes } from '#platform/crypto';
import {
  createExclusively,
  DiskFailure,
  listFolder,
  readBytes,
  readText,
  removeFile,
  statusOf,
  touch,
  writeAtomically,
} from '#platform/disk';
import { environmentVariable, homeFolder, userId } from '#platform/environment';
import path from '#platform/paths';

export interface ModuleCache {
  readonly folder: string;
  /** The text stored under a key; null when there is none that can be trusted. */
  read(key: string): string | null;
  /** Stores a text; a disk that cannot take it is no failure. */
  write(key: string, text: string): void;
  /** Removes the entries used least recently until the cache is well below its bound. */
  prune(): void;
}

export interface CachePlaces {
  readonly folder: string;
  readonly keyFile: string;
}

/** No more than this many bytes are kept; pruning goes down to three quarters. */
export const mostCachedBytes = 256 * 1024 * 1024;
const keyLength = 32;

/** Where the cache of this user lies; null when the user has no place for it. */
export function cachePlaces(): CachePlaces | null {
  const home = homeFolder();
  const cache = absolute(environmentVariable('XDG_CACHE_HOME')) ?? (home && path.join(home, '.cache'));
  const config = absolute(environmentVariable('XDG_CONFIG_HOME')) ?? (home && path.join(home, '.config'));
  if (cache === null || config === null) return null;
  return { folder: path.join(cache, 'aegis', 'modules'), keyFile: path.join(config, 'aegis', 'cache.key') };
}

/** The XDG rules: a relative path in these variables is to be ignored. */
function absolute(folder: string | null): string | null {
  return folder !== null && path.isAbsolute(folder) ? folder : null;
}

/**
 * Opens the user's cache.
 *
 * @param note says something to the user on stderr
 * @returns null when there is no place or no key for it
 */
export function openCache(places: CachePlaces | null, note: (text: string) => void): ModuleCache | null {
  if (places === null) return null;
  const secret = readOrMakeKey(places.keyFile, note);
  if (secret === null) return null;
  const fileOf = (key: string): string => path.join(places.folder, key.slice(0, 2), key);
  return {
    folder: places.folder,
    read(key) {
      const file = fileOf(key);
      const content = quietly(() => readText(file));
      if (content === null) return null;
      const text = unsealed(secret, key, content);
      if (text !== null) {
        quietly(() => touch(file));
        return text;
      }
      note(`the cache entry ${file} was not written by this user's Aegis; it is ignored and made anew`);
      return null;
    },
    write: (key, text) =>
      void quietly(() => writeAtomically(fileOf(key), `${seal(secret, key, text)}\n${text}`, 0o600)),
    prune: () => void quietly(() => prune(places.folder)),
  };
}

function seal(secret: Uint8Array, key: string, text: string): string {
  return hmacSha256Hex(secret, `aegis-module-cache/1\n${key}\n${text}`);
}

/** The text of an entry; null when it was not written with this secret, for this key, as it is. */
function unsealed(secret: Uint8Array, key: string, content: string): string | null {
  const end = content.indexOf('\n');
  const text = content.slice(end + 1);
  return end > 0 && equalInConstantTime(content.slice(0, end), seal(secret, key, text)) ? text : null;
}

export interface CacheHealth {
  readonly entries: number;
  readonly bytes: number;
  /** Entries that would be refused, because another wrote them or they are damaged. */
  readonly refused: readonly string[];
  /** Why the key is not used, and the cache neither; null when it is fine, or not made yet. */
  readonly keyProblem: string | null;
}

/** Looks at every entry and changes nothing. */
export function examineCache(places: CachePlaces): CacheHealth {
  const entries = cacheEntries(places.folder);
  const bytes = entries.reduce((sum, entry) => sum + entry.size, 0);
  const status = quietly(() => statusOf(places.keyFile));
  if (status === null && entries.length === 0) return { entries: 0, bytes: 0, refused: [], keyProblem: null };
  const key = quietly(() => readKey(places.keyFile)) ?? { problem: `${places.keyFile} cannot be read` };
  if ('problem' in key) return { entries: entries.length, bytes, refused: [], keyProblem: key.problem };
  const refused = entries
    .map(({ file }) => file)
    .filter((file) => {
      const content = quietly(() => readText(file));
      return content === null || unsealed(key.secret, path.basename(file), content) === null;
    });
  return { entries: entries.length, bytes, refused, keyProblem: null };
}

/** All files of the cache, the least recently used first. */
export function cacheEntries(
  folder: string,
): { readonly file: string; readonly size: number; readonly used: number }[] {
  const entries = [];
  for (const part of quietly(() => listFolder(folder)) ?? []) {
    for (const name of quietly(() => listFolder(path.join(folder, part))) ?? []) {
      const file = path.join(folder, part, name);
      const status = quietly(() => statusOf(file)) ?? null;
      if (status?.kind === 'file') entries.push({ file, size: status.size, used: status.changed });
    }
  }
  return entries.sort((left, right) => left.used - right.used);
}

function prune(folder: string): void {
  const entries = cacheEntries(folder);
  let total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total <= mostCachedBytes) return;
  for (const { file, size } of entries) {
    if (total <= mostCachedBytes * 0.75) return;
    // Another run may have removed it already.
    quietly(() => removeFile(file));
    total -= size;
  }
}

function readOrMakeKey(keyFile: string, note: (text: string) => void): Uint8Array | null {
  return quietly(() => {
    if (statusOf(keyFile) === null) {
      try {
        createExclusively(keyFile, randomBytes(keyLength), 0o600);
      } catch (error) {
        // Two first runs at once: the other one's key is as good.
        if (!(error instanceof DiskFailure && error.problem === 'exists')) throw error;
      }
    }
    const key = readKey(keyFile);
    if ('secret' in key) return key.secret;
    note(`${key.problem}, so the module cache is not used; remove the file to make a new key`);
    return null;
  });
}

/** @throws DiskFailure */
function readKey(keyFile: string): { readonly secret: Uint8Array } | { readonly problem: string } {
  const status = statusOf(keyFile);
  const mine = userId();
  if (status === null || (mine !== null && (status.owner !== mine || (status.mode & 0o077) !== 0)))
    return { problem: `${keyFile} can be read by others` };
  const secret = readBytes(keyFile);
  return secret.length === keyLength ? { secret } : { problem: `${keyFile} is damaged` };
}

/** What the action gives, or null when the disk refuses: the cache helps, and nobody should have to know of it. */
function quietly<Result>(action: () => Result): Result | null {
  try {
    return action();
  } catch (error) {
    if (error instanceof DiskFailure) return null;
    throw error;
  }
}
