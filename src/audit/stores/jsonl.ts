/**
 * A ledger in a file: one event per line, in canonical form. The file is made new for its run (an existing one is never
 * written to: two chains in one file could not be told apart) and readable by its owner only. An event is handed to the
 * system before the effect it announces is carried out; whatever fails there stops the run.
 */
import { createAppendFile } from '#platform/disk';
import type { EventStore } from '../chain.ts';
import { AuditFailure } from '../event.ts';

/**
 * @param path where to write; folders on the way are made
 * @throws AuditFailure when the file exists or cannot be written
 */
export function jsonlStore(path: string): EventStore {
  const attempt = <Result>(action: () => Result): Result => {
    try {
      return action();
    } catch (error) {
      throw new AuditFailure(`cannot write the audit ledger ${(error as Error).message}`, { cause: error });
    }
  };
  const file = attempt(() => createAppendFile(path));
  return {
    append: (_event, line) => attempt(() => file.write(`${line}\n`)),
    close: () => attempt(() => file.close()),
  };
}
