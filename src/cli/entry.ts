/** The text of the module that starts. */
import type { Diagnostic } from '#diagnostics/diagnostic';
import type { SourceFile } from '#language/source';
import { readStandardInput } from '#platform/disk';
import { decodeSource, readSource, type Workspace } from '#project/workspace';

/** @returns the entry's source; standard input when the workspace has no file */
export function readEntry(workspace: Workspace): { source: SourceFile; problem: Diagnostic | null } {
  if (workspace.entry !== null) return readSource(workspace.entry);
  return decodeSource('<stdin>', readStandardInput());
}
