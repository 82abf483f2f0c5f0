/** A registry's files as they can be served by any web server, with the one list that folders served so do not have. */

import { signersName } from './index-line.ts';
import { descriptionPath, indexFolder, indexPath, namesPath, packageOfIndexPath } from './layout.ts';
import { type LogReader, openLog } from './verified-log.ts';

/** How many files are in memory at once. */
const atOnce = 200;

/**
 * @param write is given every file once; the checkpoint last, so that a reader meanwhile sees the old state or the new one
 * @throws RegistryFailure
 */
export async function exportRegistry(
  reader: LogReader,
  write: (path: string, bytes: Uint8Array) => void,
): Promise<{ readonly files: number }> {
  const { tree } = reader;
  await openLog(reader);
  const index = await tree.list(indexFolder);
  const paths = [
    ...(await tree.list('archives')),
    ...index,
    indexPath(signersName),
    descriptionPath,
    ...(await tree.list('log')),
  ];
  // `log/checkpoint` sorts before `log/tile`.
  const ordered = [...paths.filter((path) => path !== 'log/checkpoint'), 'log/checkpoint'];
  const names = index.flatMap((path) => packageOfIndexPath(path) ?? []).sort();
  write(namesPath, new TextEncoder().encode(names.map((name) => `${name}\n`).join('')));
  for (let start = 0; start < ordered.length; start += atOnce) {
    const some = ordered.slice(start, start + atOnce);
    for (const [at, bytes] of (await tree.read(some)).entries()) if (bytes !== null) write(some[at]!, bytes);
  }
  return { files: ordered.length + 1 };
}
