/** Small registries for tests: made in memory or in a temporary git repository, with packages described in a few words. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packArchive } from '#packages/archive/pack';
import { appendStatements } from '#packages/registry/append';
import type { IndexEntry } from '#packages/registry/index-line';
import { newRegistry } from '#packages/registry/initialize';
import { archivePath } from '#packages/registry/layout';
import type { RegistryStorage } from '#packages/registry/open-registry';
import { headMemory } from '#packages/registry/remembered-head';
import { gitTree } from '#packages/registry/trees/git-tree';
import { memoryTree } from '#packages/registry/trees/memory-tree';
import type { WritableTree } from '#packages/registry/trees/tree';
import type { LogReader } from '#packages/registry/verified-log';
import { sha256Hex } from '#platform/crypto';
import { branch, commitChanges, makeRepository } from '#platform/git-repository';
import { type SigningKey, signingKey } from '#transparency/keys';

export const origin = 'test/1';

/** Keys of people in tests. */
export function keyOf(person: string): SigningKey {
  return signingKey(Uint8Array.fromHex(sha256Hex(person)));
}

export const keeper: SigningKey = keyOf('keeper');

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'aegis-registry-'));
}

export function storageIn(folder: string): RegistryStorage {
  return { heads: join(folder, 'heads'), cache: join(folder, 'cache') };
}

/** The files of a new registry in memory. */
export function newFiles(isOpen = true, time = Date.now()): Map<string, Uint8Array> {
  return new Map([...newRegistry({ origin, isOpen, time }, keeper)] as [string, Uint8Array][]);
}

/** A new registry in a bare git repository. @returns its path */
export async function newGitRegistry(isOpen = true): Promise<string> {
  const folder = join(temporaryFolder(), 'registry.git');
  await makeRepository(folder);
  await commitChanges(folder, branch, null, newRegistry({ origin, isOpen }, keeper), 'new\n');
  return folder;
}

let standInForSsh: string | undefined;

/** A stand-in for ssh: it runs on this machine what it is told to run on another. @returns its path */
export function sshOfThisMachine(): string {
  // Written once: a script that runs cannot be written again.
  standInForSsh ??= writeSsh();
  return standInForSsh;
}

function writeSsh(): string {
  const script = join(tmpdir(), `aegis-ssh-of-this-machine-${process.pid}`);
  writeFileSync(script, '#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n', { mode: 0o755 });
  return script;
}

/** Reads without memory, so that each test says for itself what was seen before. */
export function readerOf(tree: WritableTree, memoryFolder: string | null = null): LogReader {
  const memory = memoryFolder === null ? null : headMemory(memoryFolder, 'test', 'test');
  return { tree, source: 'test', pinnedKey: null, memory };
}

export function memoryReader(files: Map<string, Uint8Array>, memoryFolder: string | null = null): LogReader {
  return readerOf(memoryTree(files), memoryFolder);
}

export function gitReader(gitDir: string, memoryFolder: string | null = null): LogReader {
  return readerOf(gitTree(gitDir, gitDir), memoryFolder);
}

export type VersionWords = Partial<Omit<IndexEntry, 'name' | 'version'>> & { readonly text?: string };

/** Publishes a version with next to nothing in it, as `publish` would after all checks. */
export async function put(
  reader: LogReader,
  key: SigningKey,
  name: string,
  version: string,
  { text = 'let x = 1\n', ...words }: VersionWords = {},
): Promise<void> {
  const encode = (each: string): Uint8Array => new TextEncoder().encode(each);
  const archive = packArchive([
    { path: 'aegis.toml', bytes: encode(`[package]\nname = "${name}"\nversion = "${version}"\n`) },
    { path: 'main.aegis', bytes: encode(text) },
  ]);
  const sha256 = sha256Hex(archive);
  const statement = {
    ...{
      name,
      version,
      description: `About ${name}.`,
      dependencies: {},
      capabilities: [],
      sha256,
      size: archive.length,
    },
    ...{ published: '2026-01-31T12:00:00Z', yanked: false },
    ...words,
  };
  await appendStatements(reader, key, [name], () => ({
    statements: [statement],
    files: new Map([[archivePath(sha256), archive]]),
  }));
}
