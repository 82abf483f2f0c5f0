/** Files that are asked for one by one at the same time, read together: each reading starts git, or asks a server. */

type ReadMany = (paths: readonly string[]) => Promise<readonly (Uint8Array | null)[]>;

interface Waiting {
  readonly path: string;
  readonly resolve: (bytes: Uint8Array | null) => void;
  readonly reject: (error: unknown) => void;
}

/** @returns reads one file; those that are asked for before the event loop turns are read in one go */
export function batchedReading(readMany: ReadMany): (path: string) => Promise<Uint8Array | null> {
  let waiting: Waiting[] = [];
  async function readAll(): Promise<void> {
    const batch = waiting;
    waiting = [];
    try {
      const files = await readMany(batch.map(({ path }) => path));
      batch.forEach(({ resolve }, index) => resolve(files[index]!));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
  return (path) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(readAll, 0);
      waiting.push({ path, resolve, reject });
    });
}
