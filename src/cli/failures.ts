/** What went wrong, as a line for people and an exit code. */
import { AuditFailure } from '#audit/event';
import { CapabilitySyntaxError } from '#language/capabilities';
import { MissingVariable } from '#packages/variables';
import { DiskFailure } from '#platform/disk';
import { NetworkSettingsFailure } from '#project/network-settings';
import { ProjectFailure } from '#project/workspace';
import { KeyFailure } from '#transparency/key-failure';
import { exitCodes, UsageFailure } from './command.ts';
import { complain, counted, showDiagnostics } from './output.ts';

/** @returns the exit code for an error that a command threw */
export async function explainFailure(error: unknown, command: string): Promise<number> {
  if (error instanceof UsageFailure) {
    complain(error.message, error.help ?? (command === '' ? null : `'aegis ${command} --help' tells how it is used`));
    return exitCodes.usage;
  }
  if (error instanceof CapabilitySyntaxError) {
    complain(error.message);
    return exitCodes.usage;
  }
  if (error instanceof DiskFailure) {
    complain(error.message);
    return error.problem === 'missing' ? exitCodes.usage : exitCodes.failed;
  }
  if (error instanceof ProjectFailure) {
    await showDiagnostics(error.diagnostics, 'error');
    const count = error.diagnostics.length;
    complain(count === 0 ? error.message : `${error.message}: ${counted(count, 'error')}`);
    return count === 0 ? exitCodes.usage : exitCodes.failed;
  }
  if (error instanceof AuditFailure || error instanceof NetworkSettingsFailure || error instanceof MissingVariable) {
    complain(error.message);
    return exitCodes.failed;
  }
  if (error instanceof KeyFailure) {
    complain(error.message, error.help);
    return exitCodes.usage;
  }
  // Most commands have nothing to do with packages and should not load them.
  const { explainPackageFailure } = await import('./package-failures.ts');
  const packageCode = await explainPackageFailure(error);
  if (packageCode !== null) return packageCode;
  const outputProblem = streamProblem(error);
  if (outputProblem !== null) {
    complain(outputProblem);
    return exitCodes.failed;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  complain(`this is a bug of Aegis, not of your program\n${stack}`, 'please report it with what you did');
  return exitCodes.bug;
}

/** Writing the output itself failed: a full disk behind a redirection. */
function streamProblem(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'the output cannot be written: the disk is full';
  return null;
}
