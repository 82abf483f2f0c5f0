/** Where a finding of the compiler stands, in a word. */
import type { Diagnostic } from '#diagnostics/diagnostic';

/** `main.aegis:3` */
export function showPlace({ source, span }: Diagnostic): string {
  return `${source.path}:${source.positionAt(span.start).line}`;
}
