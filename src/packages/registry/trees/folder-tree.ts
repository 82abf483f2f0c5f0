/** A registry as files in a folder of this machine: what `registry export --static` writes. Read only. */
import { DiskFailure, fileExists, listFolder, readBytes, statusOf } from '#platform/disk';
import path from '#platform/paths';
import { RegistryFailure } from '../registry.ts';
import type { RegistryTree } from './tree.ts';

const mostBytes = 64 * 2 ** 20;

export function folderTree(folder: string): RegistryTree {
  const filesBelow = (below: string): string[] => {
    const full = path.join(folder, below);
    const kind = statusOf(full)?.kind;
    if (kind === 'file') return [below];
    return kind === 'folder' ? listFolder(full).flatMap((name) => filesBelow(`${below}/${name}`)) : [];
  };
  return {
    refresh: async () => {},
    read: async (paths) => paths.map((each) => readFile(path.join(folder, each))),
    list: async (below) => filesBelow(below),
  };
}

function readFile(file: string): Uint8Array | null {
  try {
    if (!fileExists(file)) return null;
    if (statusOf(file)!.size > mostBytes)
      throw new RegistryFailure('malformed', `${file} is larger than a file of a registry may be`);
    return readBytes(file);
  } catch (error) {
    if (!(error instanceof DiskFailure)) throw error;
    throw new RegistryFailure('unreachable', `the registry cannot be read: ${error.message}`, null, { cause: error });
  }
}
