/**
 * Opens a registry from its address and answers the package manager's questions, verified. Addresses: `builtin` (part of
 * the executable), a git repository (path, `file:`, `ssh:`, `https:`), or static files (a folder, `static+https://…`).
 */

import { now } from '#platform/clock';
import { sha256Hex } from '#platform/crypto';
import { fileExists } from '#platform/disk';
import { GitFailure, readGitAddress } from '#platform/git';
import { gitFolderOf } from '#platform/git-repository';
import path from '#platform/paths';
import { isPublicKeyText } from '#transparency/keys';
import { problemOfName } from '../names.ts';
import { batchedReading } from './batched-reading.ts';
import { builtInTree } from './built-in.ts';
import type { IndexEntry } from './index-line.ts';
import { archivePath, descriptionPath, indexFolder, packageOfIndexPath } from './layout.ts';
import type { PackageHistory } from './package-history.ts';
import { builtInSource, type Registry, RegistryFailure } from './registry.ts';
import { type HeadMemory, headMemory } from './remembered-head.ts';
import { matchesWords, newestEntry } from './search.ts';
import { folderTree } from './trees/folder-tree.ts';
import { gitTree } from './trees/git-tree.ts';
import { httpTree } from './trees/http-tree.ts';
import { remoteGitTree } from './trees/remote-git-tree.ts';
import type { RegistryTree } from './trees/tree.ts';
import { type LogReader, openLog, type VerifiedLog } from './verified-log.ts';

export interface RegistryPlace {
  /** What messages and the lock call it. */
  readonly name: string;
  /** As the user wrote it: what messages and locks say. */
  readonly source: string;
  /** Where that is: the same, with the environment's values in it. */
  readonly address: string;
  /** The key that must have signed its checkpoints; null to go by what the registry says of itself. */
  readonly key: string | null;
  /** What relative paths are relative to. */
  readonly folder: string;
  /** Where what was seen of registries is remembered, and parts of them are kept; null where there is no place. */
  readonly storage: RegistryStorage | null;
}

export interface RegistryStorage {
  /** Of remembered heads: the user's, not to be lost. */
  readonly heads: string;
  /** Of fetched objects: can be removed at any time. */
  readonly cache: string;
}

/** A head older than this is worth a word: somebody may be holding back what came since. */
const staleAfter = 30 * 24 * 60 * 60;

/** Up to this many packages a search reads all descriptions; in larger registries it goes by names. */
const mostDescriptions = 1000;

/**
 * How a registry's log is read.
 *
 * @throws RegistryFailure for an address that is not opened
 */
export function readerFor(place: RegistryPlace): LogReader {
  const { name, source, address, key, folder, storage } = place;
  if (address === '') throw new RegistryFailure('bad-address', `the registry '${name}' has no url in aegis.toml`);
  if (key !== null && !isPublicKeyText(key)) {
    throw new RegistryFailure(
      'bad-address',
      `the key of the registry '${name}' in aegis.toml is none`,
      "it looks like 'ed25519:…'; 'aegis registry signers' shows those of a registry",
    );
  }
  const { tree, identity } = treeFor(address, folder, storage);
  return { tree, source, pinnedKey: key, memory: memoryFor(identity, source, storage) };
}

/**
 * What is remembered of a registry.
 *
 * @param identity as `treeFor` gives it
 * @param source its address as the user wrote it
 */
export function memoryFor(identity: string | null, source: string, storage: RegistryStorage | null): HeadMemory | null {
  return storage === null || identity === null ? null : headMemory(storage.heads, identity, source);
}

/** Whether a registry's address leads to this machine, so that it can be asked without a network. */
export function isOnThisMachine(source: string, folder = '/'): boolean {
  return source === builtInSource || (!source.startsWith('static+') && addressOf(source, folder).path !== null);
}

/** @returns its files, and the one spelling of its address; null for that of the executable, which nobody remembers */
export function treeFor(
  source: string,
  folder: string,
  storage: RegistryStorage | null,
): { readonly tree: RegistryTree; readonly identity: string | null } {
  if (source === builtInSource) return { tree: builtInTree(), identity: null };
  const served = /^static\+(https?:\/\/.+)$/.exec(source)?.[1];
  if (served !== undefined) return { tree: httpTree(checkedUrl(served, source)), identity: source };
  const address = addressOf(source, folder);
  if (address.path === null) {
    if (storage === null) {
      throw new RegistryFailure('unreachable', `there is no place for the cache of ${source}: HOME is not set`);
    }
    const cache = path.join(storage.cache, sha256Hex(address.text).slice(0, 32));
    return { tree: remoteGitTree(address, cache, source), identity: address.text };
  }
  const gitDir = gitFolderOf(address.path);
  if (gitDir !== null) return { tree: gitTree(gitDir, source), identity: address.path };
  if (fileExists(path.join(address.path, descriptionPath))) {
    return { tree: folderTree(address.path), identity: address.path };
  }
  throw new RegistryFailure(
    'not-a-registry',
    `${source} is no registry: there is neither a git repository nor a ${descriptionPath}`,
    "'aegis registry init PATH' makes one",
  );
}

function addressOf(source: string, folder: string): ReturnType<typeof readGitAddress> {
  try {
    return readGitAddress(source, (each) => path.resolve(folder, each));
  } catch (error) {
    if (error instanceof GitFailure) throw new RegistryFailure('bad-address', error.message);
    throw error;
  }
}

/** Without TLS only on this machine: who first hears of a registry over an open line could be told anything. */
function checkedUrl(url: string, source: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const isLocal = parsed !== null && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(parsed.hostname);
  if (parsed === null || parsed.username !== '' || parsed.password !== '' || parsed.search !== '' || parsed.hash !== '')
    throw new RegistryFailure('bad-address', `the address '${source}' is none`);
  if (parsed.protocol === 'http:' && !isLocal)
    throw new RegistryFailure(
      'bad-address',
      `the address '${source}' is not protected on the way`,
      'use static+https://',
    );
  return url;
}

/** Opens a registry; nothing is read before the first question. @throws RegistryFailure */
export function openRegistry(place: RegistryPlace): Registry {
  return registryOf(place.name, place.source, readerFor(place));
}

export function registryOf(name: string, source: string, reader: LogReader): Registry {
  const notes: string[] = [];
  const histories = new Map<string, PackageHistory>();
  const readArchive = batchedReading((paths) => reader.tree.read(paths));
  let opened: Promise<VerifiedLog> | null = null;

  async function open(): Promise<VerifiedLog> {
    const log = await openLog(reader);
    const age = Math.floor(now() / 1000) - log.checkpoint.time;
    if (reader.memory !== null && age > staleAfter)
      notes.push(
        `the registry ${source} was last changed ${Math.floor(age / 86_400)} days ago, or newer changes are held back`,
      );
    return log;
  }

  async function load(names: readonly string[]): Promise<void> {
    const unknown = [...new Set(names)].filter((each) => !histories.has(each) && problemOfName(each) === null);
    if (unknown.length === 0) return;
    opened ??= open();
    for (const history of await (await opened).histories(unknown)) histories.set(history.name, history);
  }

  return {
    name,
    source,
    notes,
    prefetch: load,
    async versions(packageName) {
      await load([packageName]);
      return histories.get(packageName)?.entries ?? [];
    },
    async archive(entry) {
      opened ??= open();
      await opened;
      return checkedArchive(await readArchive(archivePath(entry.sha256)), entry, source);
    },
    async search(words) {
      opened ??= open();
      await opened;
      const paths = await reader.tree.list(indexFolder);
      const names = paths.map(packageOfIndexPath).filter((each) => each !== null);
      const candidates = names.length <= mostDescriptions ? names : names.filter((each) => matchesWords(each, words));
      await load(candidates.slice(0, mostDescriptions));
      const newest = candidates.flatMap((each) => newestEntry(histories.get(each)?.entries ?? []) ?? []);
      return newest.filter((entry) => matchesWords(`${entry.name} ${entry.description}`, words));
    },
  };
}

function checkedArchive(bytes: Uint8Array | null, entry: IndexEntry, source: string): Uint8Array {
  const what = `${entry.name} ${entry.version}`;
  if (bytes === null)
    throw new RegistryFailure('tampered', `the registry ${source} does not have the archive of ${what}`);
  if (bytes.length !== entry.size || sha256Hex(bytes) !== entry.sha256) {
    throw new RegistryFailure(
      'tampered',
      `the archive of ${what} in ${source} is not the one that was published: its hash is another`,
    );
  }
  return bytes;
}
