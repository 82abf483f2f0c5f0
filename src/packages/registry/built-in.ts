/**
 * The registry that is part of the executable: the first-party packages in the same form as anywhere else, so that one way
 * of reading serves all. It needs neither network nor git, and nothing of it is remembered: whoever could change it could
 * change the whole executable.
 *
 * Its lines are signed like all others, because the format wants it; the key is derived from a public text, so that everybody
 * who builds Aegis gets the same bytes. What vouches for these packages is what vouches for the executable.
 */
import { sha256, sha256Hex } from '#platform/crypto';
import { packageSources, packedRegistry } from '#platform/embedded/built-in-registry';
import { signingKey } from '#transparency/keys';
import type { ArchiveFile } from '../archive/archive-file.ts';
import { readPackageManifest } from '../archive/contents.ts';
import { packArchive } from '../archive/pack.ts';
import { isPublished } from '../publish/published-files.ts';
import { versionStatement } from '../publish/version-statement.ts';
import { appendStatements } from './append.ts';
import { newRegistry } from './initialize.ts';
import { archivePath } from './layout.ts';
import { memoryTree } from './trees/memory-tree.ts';
import type { RegistryTree } from './trees/tree.ts';

const origin = 'aegis/built-in';
/** Older than any minimum age that a project may ask for: these packages are as old as the executable. */
const published = Date.parse('2026-01-01T00:00:00Z');
const key = () => signingKey(sha256(new TextEncoder().encode('the packages that are built into aegis')));

/** Its files. */
export function builtInTree(): RegistryTree {
  if (packedRegistry !== null) {
    const packed = packedRegistry;
    const read = (path: string) => (Object.hasOwn(packed, path) ? Uint8Array.fromBase64(packed[path]!) : null);
    return {
      refresh: async () => {},
      read: async (paths) => paths.map(read),
      list: async (folder) => Object.keys(packed).filter((path) => path.startsWith(`${folder}/`)),
    };
  }
  let tree: Promise<RegistryTree> | null = null;
  const packed = (): Promise<RegistryTree> => {
    tree ??= packBuiltIn().then(memoryTree);
    return tree;
  };
  return {
    refresh: async () => {},
    read: async (paths) => (await packed()).read(paths),
    list: async (folder) => (await packed()).list(folder),
  };
}

/** Packs the first-party packages into a registry: the same sources give the same bytes. */
export async function packBuiltIn(): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const tree = memoryTree(files);
  await tree.commit(newRegistry({ origin, isOpen: false, time: published }, key()), '');
  for (const name of packageNames()) {
    const contents = filesOf(name);
    const archive = packArchive(contents);
    const statement = versionStatement(readPackageManifest(contents), archive, published);
    const put = new Map([[archivePath(sha256Hex(archive)), archive]]);
    const reader = { tree, source: origin, pinnedKey: null, memory: null };
    await appendStatements(reader, key(), [name], () => ({ statements: [statement], files: put, time: published }));
  }
  return files;
}

function packageNames(): string[] {
  return Object.keys(packageSources)
    .flatMap((file) => /^packages\/([^/]+)\/aegis\.toml$/.exec(file)?.[1] ?? [])
    .sort();
}

function filesOf(name: string): ArchiveFile[] {
  const folder = `packages/${name}/`;
  return Object.entries(packageSources).flatMap(([file, text]) => {
    const path = file.startsWith(folder) ? file.slice(folder.length) : '';
    return path !== '' && isPublished(path) ? [{ path, bytes: new TextEncoder().encode(text) }] : [];
  });
}
