/** Signing: a statement becomes a line of the index, and lines become leaves of the log under a new checkpoint. */
import { now } from '#platform/clock';
import { equalBytes, sha256Hex } from '#platform/crypto';
import { type Checkpoint, writeCheckpoint } from '#transparency/checkpoint';
import { type SigningKey, signText } from '#transparency/keys';
import { signNote } from '#transparency/note';
import { appendLeaves, type ReadTile, rootOfLog, TileFailure } from '#transparency/tiles';
import { type IndexEntry, type IndexLine, type OwnerLine, signedText } from './index-line.ts';
import { checkpointPath, logPath } from './layout.ts';
import { RegistryFailure } from './registry.ts';
import type { TreeChanges } from './trees/tree.ts';

type Signed = 'publisher' | 'previous' | 'log' | 'signature';
/** What is said, before it is signed and has its place. */
export type NewStatement = Omit<IndexEntry, Signed> | Omit<OwnerLine, Signed>;

/** `2026-01-31T12:00:00Z`: the moment that a statement carries. */
export function momentText(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

/**
 * @param previous the text of the line before it in its file
 * @param log its place in the log
 */
export function signStatement(
  origin: string,
  statement: NewStatement,
  previous: string | undefined,
  log: number,
  key: SigningKey,
): IndexLine {
  const line = { ...statement, publisher: key.publicKey, previous: previous === undefined ? '' : sha256Hex(previous) };
  return { ...line, log, signature: signText(key, signedText(origin, line as IndexLine)) } as IndexLine;
}

/**
 * The files of a log that gets more lines, and its new signed checkpoint.
 *
 * @param checkpoint of the log as it is; null for a new one
 * @param read gives the tiles at its end
 * @param time of the new checkpoint, in milliseconds
 * @throws RegistryFailure when the tiles are not those that the checkpoint is of
 */
export function extendLog(
  origin: string,
  checkpoint: Checkpoint | null,
  texts: readonly string[],
  read: ReadTile,
  key: SigningKey,
  time = now(),
): TreeChanges {
  const before = checkpoint?.size ?? 0;
  if (checkpoint !== null && !isRoot(checkpoint, read))
    throw new RegistryFailure('tampered', `the log of ${origin} is not the one that its checkpoint was signed for`);
  const leaves = texts.map((text) => new TextEncoder().encode(text));
  const { size, changes } = appendLeaves(before, leaves, read);
  const files = new Map([...changes].map(([path, bytes]) => [logPath(path), bytes]));
  const root = rootOfLog(size, (path) => changes.get(path) ?? read(path));
  const note = signNote(writeCheckpoint({ origin, size, root, time: Math.floor(time / 1000) }), origin, key);
  return files.set(checkpointPath, new TextEncoder().encode(note));
}

function isRoot({ size, root }: Checkpoint, read: ReadTile): boolean {
  try {
    return equalBytes(rootOfLog(size, read), root);
  } catch (error) {
    if (error instanceof TileFailure) return false;
    throw error;
  }
}
