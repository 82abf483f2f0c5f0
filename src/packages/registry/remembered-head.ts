/**
 * What this user last saw of a registry: its newest signed checkpoint. A registry that later shows something that does not
 * contain it has rewritten its history, or shows different histories to different people, and is refused.
 */
import { sha256Hex } from '#platform/crypto';
import { DiskFailure, fileExists, readText, removeFile, writeAtomically } from '#platform/disk';
import path from '#platform/paths';
import { type Checkpoint, parseCheckpoint } from '#transparency/checkpoint';
import { NoteFailure, parseNote } from '#transparency/note';
import { RegistryFailure } from './registry.ts';

export interface RememberedHead {
  readonly checkpoint: Checkpoint;
  /** The signed note itself. */
  readonly note: string;
}

export interface HeadMemory {
  /** @throws RegistryFailure when the memory is there and cannot be read: nothing else tells a rewritten registry */
  recall(): RememberedHead | null;
  /** Keeps a newer head; an older one than what is kept changes nothing. */
  remember(head: RememberedHead): void;
  /** Keeps both heads of a registry that contradicts itself. @returns the file, or null where nothing can be kept */
  keepEvidence(before: RememberedHead, now: RememberedHead): string | null;
  /** @returns whether there was something to forget */
  forget(): boolean;
}

/**
 * @param folder where heads are kept
 * @param identity the one spelling of the registry's address
 * @param source the address as the user wrote it: the only one that is written down
 */
export function headMemory(folder: string, identity: string, source: string): HeadMemory {
  const file = path.join(folder, `${sha256Hex(identity).slice(0, 32)}.head`);
  const recall = (): RememberedHead | null => (fileExists(file) ? parseHead(readText(file), file) : null);
  return {
    recall,
    remember(head) {
      const known = recall();
      if (known !== null && known.checkpoint.size > head.checkpoint.size) return;
      if (known?.note !== head.note) quietly(() => writeAtomically(file, `${source}\n${head.note}`, 0o600));
    },
    keepEvidence(before, now) {
      const evidence = file.replace(/head$/, 'evidence');
      const text = `${source} signed both of these, and they contradict each other:\n\n${before.note}\n${now.note}`;
      return quietly(() => writeAtomically(evidence, text, 0o600)) ? evidence : null;
    },
    forget() {
      if (!fileExists(file)) return false;
      removeFile(file);
      return true;
    },
  };
}

function parseHead(text: string, file: string): RememberedHead {
  const note = text.slice(text.indexOf('\n') + 1);
  try {
    return { note, checkpoint: parseCheckpoint(parseNote(note).text) };
  } catch (error) {
    if (!(error instanceof NoteFailure)) throw error;
    throw new RegistryFailure(
      'malformed',
      `${file} cannot be read: what was last seen of this registry is not known any more`,
      "'aegis registry forget ADDRESS' begins anew, if you trust what the registry shows now",
      { cause: error },
    );
  }
}

/** A disk that takes nothing must not keep anybody from reading a registry. */
function quietly(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if (error instanceof DiskFailure) return false;
    throw error;
  }
}
