/**
 * The user's own signing keys: one file each, readable by its owner only, in the user's configuration folder. A key can
 * also come from a variable of the environment, for machines that publish and have no such folder.
 */
import { randomBytes } from '#platform/crypto';
import {
  createExclusively,
  DiskFailure,
  fileExists,
  folderExists,
  listFolder,
  readText,
  statusOf,
} from '#platform/disk';
import { seedLength } from '#platform/ed25519';
import { environmentVariable, homeFolder, userId } from '#platform/environment';
import path from '#platform/paths';
import { KeyFailure } from './key-failure.ts';
import { type SigningKey, seedBytes, seedText, signingKey } from './keys.ts';

/** Holds the text of a key file. */
export const keyVariable = 'AEGIS_KEY';
export const defaultKeyName = 'default';

export interface StoredKey {
  readonly name: string;
  readonly file: string;
  readonly key: SigningKey;
}

/** Where this user's keys lie; null when the user has no place for them. */
export function keyFolder(): string | null {
  const configured = environmentVariable('XDG_CONFIG_HOME');
  const home = homeFolder();
  const config =
    configured !== null && path.isAbsolute(configured) ? configured : home === null ? null : path.join(home, '.config');
  return config === null ? null : path.join(config, 'aegis', 'keys');
}

/** Makes a new key. @throws KeyFailure when there is one of that name, DiskFailure */
export function makeKey(name: string): StoredKey {
  const file = fileOf(name);
  const seed = randomBytes(seedLength);
  const key = signingKey(seed);
  const text = `${JSON.stringify({ format: 'aegis-key/1', public: key.publicKey, secret: seedText(seed) })}\n`;
  try {
    createExclusively(file, new TextEncoder().encode(text), 0o600);
  } catch (error) {
    if (error instanceof DiskFailure && error.problem === 'exists')
      throw new KeyFailure(`there is a key '${name}' already`, `give the new one another name: aegis keys new NAME`);
    throw error;
  }
  return { name, file, key };
}

/** All keys of this user, by name. @throws KeyFailure, DiskFailure */
export function listKeys(): StoredKey[] {
  return keyNames().map(readKeyNamed);
}

/** Names of the key files of this user, whether they can be used or not. @throws DiskFailure */
export function keyNames(): string[] {
  const folder = keyFolder();
  if (folder === null || !folderExists(folder)) return [];
  return listFolder(folder).flatMap((file) => /^(.+)\.key$/.exec(file)?.[1] ?? []);
}

/**
 * The key to sign with.
 *
 * @param wanted a name, the path of a key file, or null: the environment's, the default one, or the only one
 * @throws KeyFailure, DiskFailure
 */
export function chooseKey(wanted: string | null): SigningKey {
  if (wanted !== null) return wanted.includes('/') ? readKeyFile(wanted) : readKeyNamed(wanted).key;
  const fromVariable = environmentVariable(keyVariable);
  if (fromVariable !== null) return parseKey(fromVariable, keyVariable);
  const keys = listKeys();
  const only = keys.length === 1 ? keys[0] : keys.find(({ name }) => name === defaultKeyName);
  if (only !== undefined) return only.key;
  if (keys.length === 0) throw new KeyFailure('you have no key to sign with', "make one with 'aegis keys new'");
  throw new KeyFailure('you have several keys', `say which with --key: ${keys.map(({ name }) => name).join(', ')}`);
}

/** @throws KeyFailure, DiskFailure */
export function readKeyNamed(name: string): StoredKey {
  const file = fileOf(name);
  if (!fileExists(file)) throw new KeyFailure(`there is no key '${name}'`, "'aegis keys list' shows yours");
  return { name, file, key: readKeyFile(file) };
}

function fileOf(name: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name))
    throw new KeyFailure(`'${name}' is no name for a key`, 'write small letters, digits and -');
  const folder = keyFolder();
  if (folder === null) throw new KeyFailure('there is no place for keys', 'set HOME or XDG_CONFIG_HOME');
  return path.join(folder, `${name}.key`);
}

function readKeyFile(file: string): SigningKey {
  const status = statusOf(file);
  if (status === null) throw new KeyFailure(`${file}: there is no such key file`);
  const user = userId();
  if (user !== null && (status.owner !== user || (status.mode & 0o077) !== 0))
    throw new KeyFailure(`${file} can be read or changed by others, so it is not used`, `chmod 600 ${file}`);
  return parseKey(readText(file), file);
}

function parseKey(text: string, place: string): SigningKey {
  const seed = seedOf(text);
  if (seed === null) throw new KeyFailure(`${place} holds no key that this version of Aegis can read`);
  return signingKey(seed);
}

function seedOf(text: string): Uint8Array | null {
  try {
    const { format, secret } = JSON.parse(text) as { format?: unknown; secret?: unknown };
    return format === 'aegis-key/1' && typeof secret === 'string' ? seedBytes(secret) : null;
  } catch {
    return null;
  }
}
