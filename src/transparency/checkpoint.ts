/**
 * Checkpoints (C2SP tlog-checkpoint): which log, how long, with which root hash; signed as a note. Ours say when they were
 * made, in an extension line, so that a reader can tell an old one from a quiet log.
 */
import { type Hash, hashLength } from './merkle.ts';
import { decodeBase64, NoteFailure } from './note.ts';

export interface Checkpoint {
  /** The log's name, the same in every checkpoint of it. */
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  readonly root: Hash;
  /** Seconds since 1970, UTC. */
  readonly time: number;
}

/** The text to sign. */
export function writeCheckpoint({ origin, size, root, time }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toBase64()}\ntime ${time}\n`;
}

/**
 * @param text of a note
 * @throws NoteFailure
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root, time, end, ...more] = text.split('\n');
  if (more.length > 0 || end !== '') throw new NoteFailure('has not the four lines of a checkpoint');
  if (!isOrigin(origin!)) throw new NoteFailure('has no origin');
  if (!/^(?:0|[1-9]\d{0,14})$/.test(size!)) throw new NoteFailure('has a size that is none');
  const hash = decodeBase64(root!);
  if (hash === null || hash.length !== hashLength) throw new NoteFailure('has a root that is no hash');
  const seconds = /^time (0|[1-9]\d{0,11})$/.exec(time!)?.[1];
  if (seconds === undefined) throw new NoteFailure('does not say when it was made');
  return { origin: origin!, size: Number(size), root: hash, time: Number(seconds) };
}

/** What a log may be called: it is a line, a key's name in a note, and part of messages. */
export function isOrigin(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/.test(text);
}
