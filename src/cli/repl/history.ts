/** The entries of earlier sessions, in a file that only the user can read. */
import { DiskFailure, fileExists, readText, writeAtomically } from '#platform/disk';
import { stateFolder } from '#platform/environment';
import path from '#platform/paths';

const mostEntries = 1000;

export interface History {
  /** Oldest first. */
  readonly entries: readonly string[];
  add(entry: string): void;
}

/** Opens the user's history; without a home folder it lasts as long as the session. */
export function openHistory(): History {
  const folder = stateFolder();
  const file = folder === null ? null : path.join(folder, 'aegis', 'repl-history.jsonl');
  const entries = file === null ? [] : read(file);
  return {
    entries,
    add(entry) {
      if (entries.at(-1) === entry || mayHoldSecret(entry)) return;
      entries.push(entry);
      entries.splice(0, entries.length - mostEntries);
      if (file !== null) write(file, entries);
    },
  };
}

/** What is typed to become a secret must not be found in a file later. */
function mayHoldSecret(entry: string): boolean {
  return /\bsecret\s*\(/.test(entry);
}

function read(file: string): string[] {
  if (!fileExists(file)) return [];
  return readText(file).split('\n').flatMap(entryOf);
}

/** A line that is no entry (written by somebody else, cut short) is passed over. */
function entryOf(line: string): string[] {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'string' ? [entry] : [];
  } catch {
    return [];
  }
}

/** A history that cannot be kept is no reason to end a session. */
function write(file: string, entries: readonly string[]): void {
  try {
    writeAtomically(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), 0o600);
  } catch (error) {
    if (!(error instanceof DiskFailure)) throw error;
  }
}
