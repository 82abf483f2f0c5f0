/**
 * The registry's log, verified: its checkpoint is signed by somebody who may, it contains what this user saw before, and
 * every line that is used is proved to be in it. Reading goes through here for clients and publishers alike, so nobody
 * builds upon a log that they could not have verified.
 */
import { type Checkpoint, parseCheckpoint } from '#transparency/checkpoint';
import {
  consistencyRanges,
  inclusionRanges,
  leafHash,
  type Range,
  verifyConsistency,
  verifyInclusion,
} from '#transparency/merkle';
import { isSignedBy, type Note, NoteFailure, parseNote } from '#transparency/note';
import { hashRange, TileFailure, tilesOfRanges } from '#transparency/tiles';
import { readDescription } from './description.ts';
import { anybody, signersName } from './index-line.ts';
import { checkpointPath, descriptionPath, indexPath, logPath } from './layout.ts';
import { type PackageHistory, readHistory } from './package-history.ts';
import { RegistryFailure } from './registry.ts';
import type { HeadMemory, RememberedHead } from './remembered-head.ts';
import type { RegistryTree } from './trees/tree.ts';

export interface LogReader {
  readonly tree: RegistryTree;
  /** The registry's address, for messages. */
  readonly source: string;
  /** The only key whose checkpoints count, where the project names one. */
  readonly pinnedKey: string | null;
  /** Null where nothing is remembered: for the registry that is part of the executable. */
  readonly memory: HeadMemory | null;
}

export interface VerifiedLog {
  readonly origin: string;
  readonly checkpoint: Checkpoint;
  readonly signers: PackageHistory;
  /**
   * The histories of packages, every line proved to be in the log.
   *
   * @throws RegistryFailure
   */
  histories(names: readonly string[]): Promise<PackageHistory[]>;
  /** Files of the log, by the names that tiles have. @throws RegistryFailure */
  tiles(paths: readonly string[]): Promise<(path: string) => Uint8Array | null>;
}

/** @throws RegistryFailure */
export async function openLog(reader: LogReader): Promise<VerifiedLog> {
  const { tree, source, memory } = reader;
  await tree.refresh();
  const [description, checkpointFile, signersFile] = await tree.read([
    descriptionPath,
    checkpointPath,
    indexPath(signersName),
  ]);
  const { origin } = readDescription(description!, source);
  const signers = readHistory(origin, signersName, signersFile!);
  const head = readHead(checkpointFile!, origin, source);
  checkSignature(reader, parseNote(head.note), origin, signers);
  const known = new Map<string, Uint8Array | null>();

  async function tiles(paths: readonly string[]): Promise<(path: string) => Uint8Array | null> {
    const unknown = paths.filter((path) => !known.has(path));
    const files = await tree.read(unknown.map(logPath));
    for (const [index, path] of unknown.entries()) known.set(path, files[index]!);
    return (path) => known.get(path) ?? null;
  }

  const log = { source, checkpoint: head.checkpoint, tiles };
  const remembered = memory?.recall() ?? null;
  if (remembered !== null) await checkConsistency(log, remembered, head, memory!);
  await checkInclusion(log, [signers]);
  memory?.remember(head);
  return {
    origin,
    checkpoint: head.checkpoint,
    signers,
    tiles,
    async histories(names) {
      const files = await tree.read(names.map(indexPath));
      const histories = names.map((name, index) => readHistory(origin, name, files[index]!));
      await checkInclusion(log, histories);
      return histories;
    },
  };
}

function readHead(file: Uint8Array | null, origin: string, source: string): RememberedHead {
  if (file === null) throw new RegistryFailure('malformed', `the registry ${source} has no checkpoint`);
  const note = new TextDecoder().decode(file);
  try {
    const checkpoint = parseCheckpoint(parseNote(note).text);
    if (checkpoint.origin === origin) return { note, checkpoint };
    throw new RegistryFailure(
      'tampered',
      `the checkpoint of ${source} is of another registry: ${checkpoint.origin} instead of ${origin}`,
    );
  } catch (error) {
    if (!(error instanceof NoteFailure)) throw error;
    throw new RegistryFailure('malformed', `the checkpoint of ${source} cannot be read: ${error.message}`);
  }
}

function checkSignature({ source, pinnedKey }: LogReader, note: Note, origin: string, signers: PackageHistory): void {
  if (pinnedKey !== null) {
    if (isSignedBy(note, origin, pinnedKey)) return;
    throw new RegistryFailure(
      'tampered',
      `the checkpoint of ${source} is not signed by ${pinnedKey}, the key that aegis.toml gives this registry`,
    );
  }
  const may = signers.owners.filter((owner) => owner !== anybody);
  if (!may.some((key) => isSignedBy(note, origin, key))) {
    throw new RegistryFailure(
      'tampered',
      `the checkpoint of ${source} is not signed by any key that may sign for this registry`,
    );
  }
}

interface Log {
  readonly source: string;
  readonly checkpoint: Checkpoint;
  tiles(paths: readonly string[]): Promise<(path: string) => Uint8Array | null>;
}

async function checkConsistency(
  log: Log,
  before: RememberedHead,
  now: RememberedHead,
  memory: HeadMemory,
): Promise<void> {
  const { source, checkpoint } = log;
  if (before.note === now.note) return;
  const old = before.checkpoint;
  if (old.origin !== checkpoint.origin)
    throw rewritten(`${source} was the registry ${old.origin} and now says it is ${checkpoint.origin}`);
  if (old.size > checkpoint.size) {
    throw rewritten(
      `the registry ${source} shows an older state than you have seen: ${checkpoint.size} statements (of ${day(checkpoint)}), and there were ${old.size} (${day(old)})`,
    );
  }
  const ranges = consistencyRanges(old.size, checkpoint.size);
  const proof = await hashesOf(log, ranges);
  if (verifyConsistency(old.size, checkpoint.size, old.root, checkpoint.root, proof)) return;
  const evidence = memory.keepEvidence(before, now);
  throw rewritten(
    `the history of the registry ${source} was rewritten: the ${old.size} statements you saw on ${day(old)} are not the beginning of its ${checkpoint.size} of now${
      evidence === null ? '' : `; both signed checkpoints are kept in ${evidence} as proof`
    }`,
  );
}

function rewritten(message: string): RegistryFailure {
  return new RegistryFailure(
    'rewritten',
    message,
    "do not install from it before its keeper has explained; 'aegis registry forget ADDRESS' accepts a registry made anew",
  );
}

function day({ time }: Checkpoint): string {
  return new Date(time * 1000).toISOString().slice(0, 10);
}

/** Every line is at the place in the log that it names. */
async function checkInclusion(log: Log, histories: readonly PackageHistory[]): Promise<void> {
  const { size, root } = log.checkpoint;
  const leaves = histories.flatMap(({ name, lines, texts }) =>
    lines.map((line, index) => ({ name, number: index + 1, place: line.log, text: texts[index]! })),
  );
  const outside = leaves.find(({ place }) => place >= size);
  if (outside !== undefined) throw notLogged(log.source, outside);
  const ranges = leaves.map(({ place }) => inclusionRanges(place, size));
  await log.tiles(tilesOfRanges(ranges.flat(), size));
  for (const [index, leaf] of leaves.entries()) {
    const hash = leafHash(new TextEncoder().encode(leaf.text));
    if (!verifyInclusion(leaf.place, size, hash, await hashesOf(log, ranges[index]!), root))
      throw notLogged(log.source, leaf);
  }
}

function notLogged(source: string, { name, number }: { name: string; number: number }): RegistryFailure {
  return new RegistryFailure(
    'tampered',
    `the index of ${name} in ${source} is refused: line ${number} is not in the log`,
  );
}

async function hashesOf({ source, checkpoint, tiles }: Log, ranges: readonly Range[]): Promise<Uint8Array[]> {
  const read = await tiles(tilesOfRanges(ranges, checkpoint.size));
  try {
    return ranges.map((range) => hashRange(range, checkpoint.size, read));
  } catch (error) {
    if (!(error instanceof TileFailure)) throw error;
    throw new RegistryFailure('tampered', `the registry ${source} is refused: ${error.message}`);
  }
}
