/**
 * The whole registry, verified: every line of every package, every archive, and that the log holds these lines and no
 * others. A client proves what it uses; this proves that nothing else was slipped in or left out.
 */
import { equalBytes, sha256Hex } from '#platform/crypto';
import { leafHash, rootOf } from '#transparency/merkle';
import { archivePath, indexFolder, packageOfIndexPath } from './layout.ts';
import { RegistryFailure } from './registry.ts';
import { type LogReader, openLog } from './verified-log.ts';

export interface VerifiedRegistry {
  readonly origin: string;
  readonly packages: number;
  readonly versions: number;
  /** Statements in the log. */
  readonly statements: number;
  /** Of the checkpoint, in seconds since 1970. */
  readonly time: number;
}

/** Archives are read a few at a time: together they may not fit into memory. */
const archivesAtOnce = 50;

/** @throws RegistryFailure naming the first thing that is wrong */
export async function verifyRegistry(reader: LogReader): Promise<VerifiedRegistry> {
  const { tree, source } = reader;
  const log = await openLog(reader);
  const { size, root, time } = log.checkpoint;
  const names = (await tree.list(indexFolder)).map((path) => {
    const name = packageOfIndexPath(path);
    if (name === null)
      throw new RegistryFailure('malformed', `the registry ${source} has the file ${path}, which no package has`);
    return name;
  });
  const histories = await log.histories(names);
  const leaves: Uint8Array[] = [];
  for (const { lines, texts } of [log.signers, ...histories]) {
    for (const [index, { log: place }] of lines.entries())
      leaves[place] = leafHash(new TextEncoder().encode(texts[index]));
  }
  const missing = Array.from({ length: size }, (_, place) => place).find((place) => leaves[place] === undefined);
  if (missing !== undefined) {
    throw new RegistryFailure(
      'tampered',
      `the registry ${source} hides something: statement ${missing} of its log is in no file`,
    );
  }
  if (!equalBytes(rootOf(leaves), root)) {
    throw new RegistryFailure('tampered', `the log of ${source} is not made of the lines of its index`);
  }
  const entries = histories.flatMap((history) => history.entries);
  for (let start = 0; start < entries.length; start += archivesAtOnce) {
    const some = entries.slice(start, start + archivesAtOnce);
    const archives = await tree.read(some.map(({ sha256 }) => archivePath(sha256)));
    for (const [index, { name, version, sha256, size: length }] of some.entries()) {
      const bytes = archives[index] ?? null;
      if (bytes === null) throw new RegistryFailure('tampered', `the archive of ${name} ${version} is missing`);
      if (bytes.length !== length || sha256Hex(bytes) !== sha256)
        throw new RegistryFailure('tampered', `the archive of ${name} ${version} is not the one that was published`);
    }
  }
  return { origin: log.origin, packages: names.length, versions: entries.length, statements: size, time };
}
