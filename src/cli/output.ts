/** How commands speak: results on stdout, everything else on stderr, colour only for people at a terminal. */
import type { Diagnostic } from '#diagnostics/diagnostic';
import { coloured, type Paint, plain } from '#diagnostics/paint';
import { visibleLines } from '#diagnostics/visible-text';
import { type Stream, wantsColour, writeTo } from '#platform/terminal';

export function paintFor(stream: Stream): Paint {
  return wantsColour(stream) ? coloured : plain;
}

/** A line of the command's result. */
export function say(line: string): void {
  writeTo('out', `${line}\n`);
}

/** One JSON value on a line of its own, for machines. */
export function sayJson(value: unknown): void {
  writeTo('out', `${JSON.stringify(value)}\n`);
}

/** Something the user should know that is not the result. */
export function note(text: string): void {
  const paint = paintFor('error');
  writeTo('error', `${paint.faint('aegis:')} ${visibleLines(text)}\n`);
}

/** One clear line for what went wrong, and one for what to do. */
export function complain(message: string, help: string | null = null): void {
  const paint = paintFor('error');
  writeTo('error', `${paint.error('aegis:')} ${visibleLines(message)}\n`);
  if (help !== null) writeTo('error', `       ${visibleLines(help)}\n`);
}

/** Shows diagnostics: for people on a stream, or one JSON object per line on stdout. */
export async function showDiagnostics(
  diagnostics: readonly Diagnostic[],
  stream: Stream,
  asJson = false,
): Promise<void> {
  if (diagnostics.length === 0) return;
  if (asJson) {
    const { diagnosticToJson } = await import('#diagnostics/json');
    for (const diagnostic of diagnostics) sayJson(diagnosticToJson(diagnostic));
    return;
  }
  const { renderDiagnostic } = await import('#diagnostics/render');
  const paint = paintFor(stream);
  writeTo(stream, diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, paint)).join('\n'));
}

/** `1 error`, `2 errors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
