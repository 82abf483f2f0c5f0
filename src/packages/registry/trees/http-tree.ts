/** A registry served as static files over HTTP. Read only; a few files at a time. */
import { getFile, HttpFailure } from '#platform/http-get';
import { indexFolder, indexPath, namesPath } from '../layout.ts';
import { RegistryFailure } from '../registry.ts';
import type { RegistryTree } from './tree.ts';

const limits = { mostBytes: 32 * 2 ** 20, mostTime: 60_000 };
const atOnce = 8;

/** @param base the address of the registry's root */
export function httpTree(base: string): RegistryTree {
  const root = base.replace(/\/*$/, '/');
  async function readOne(path: string): Promise<Uint8Array | null> {
    try {
      return await getFile(root + path, limits);
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      throw new RegistryFailure('unreachable', `the registry ${base} cannot be used: ${error.message}`, null, {
        cause: error,
      });
    }
  }
  return {
    refresh: async () => {},
    async read(paths) {
      const files: (Uint8Array | null)[] = paths.map(() => null);
      let next = 0;
      const work = async (): Promise<void> => {
        for (let index = next++; index < paths.length; index = next++) files[index] = await readOne(paths[index]!);
      };
      await Promise.all(Array.from({ length: Math.min(atOnce, paths.length) }, work));
      return files;
    },
    /** Only the index can be listed: folders have no listing here, but the export has a file of all names. */
    async list(folder) {
      const names = folder === indexFolder ? await readOne(namesPath) : null;
      if (names === null) return [];
      return new TextDecoder().decode(names).split('\n').filter(Boolean).map(indexPath);
    },
  };
}
