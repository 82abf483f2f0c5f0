/** What goes wrong with packages, told to the user. Loaded only when something did. */
import { ArchiveFailure } from '#packages/archive/archive-file';
import { ManifestFailure } from '#packages/install/project';
import { LockFailure } from '#packages/lockfile';
import { RegistryFailure, type RegistryProblem } from '#packages/registry/registry';
import { ResolutionFailure } from '#packages/resolution/requirement';
import { StoreFailure } from '#packages/store/store';
import { exitCodes } from './command.ts';
import { complain, counted, showDiagnostics } from './output.ts';

/** What a registry says is not what it, or its publishers, said before. */
const broken: ReadonlySet<RegistryProblem> = new Set(['malformed', 'tampered', 'rewritten']);

/** @returns the exit code; null when the error is about something else */
export async function explainPackageFailure(error: unknown): Promise<number | null> {
  if (error instanceof ResolutionFailure) {
    complain(error.lines.join('\n'), error.help);
    return error.isDenied ? exitCodes.denied : exitCodes.failed;
  }
  if (error instanceof ManifestFailure) {
    await showDiagnostics(error.diagnostics, 'error');
    complain(`${error.message}: ${counted(error.diagnostics.length, 'error')}`);
    return exitCodes.failed;
  }
  if (error instanceof RegistryFailure) {
    complain(error.message, error.help);
    return broken.has(error.problem) ? exitCodes.unverified : exitCodes.failed;
  }
  if (error instanceof LockFailure) {
    complain(error.message, error.help);
    return exitCodes.unverified;
  }
  if (error instanceof ArchiveFailure || error instanceof StoreFailure) {
    complain(error.message);
    return exitCodes.unverified;
  }
  return null;
}
