/**
 * A diagnostic is a value: what happened, where, and what to do about it. Phases report and go on; `render.ts` makes the
 * text for people, `json.ts` the text for machines. A `code` is a slug such as `syntax/unclosed-bracket`: the problem's
 * name, its manual page (`docs/errors/<area>/<slug>.md`) and its search key. It is never reused for something else.
 */
import type { SourceFile, Span } from '#language/source';

export type Severity = 'error' | 'warning' | 'hint';

/** A further place that belongs to the story, with a few words. */
export interface Label {
  readonly span: Span;
  readonly message: string;
  /** The file the span lies in, when it is not the diagnostic's own. */
  readonly source?: SourceFile;
}

/** An edit that would solve the problem; editors offer it, `aegis check` prints it. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly replacement: string }[];
}

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One sentence in the user's words: what we saw. No full stop, no blame. */
  readonly message: string;
  readonly source: SourceFile;
  readonly span: Span;
  readonly labels: readonly Label[];
  /** The way of a value from its source to the place, in order; null for what is no such story. */
  readonly path: readonly Label[] | null;
  /** What to do next, with code to copy or a near name. */
  readonly help: string | null;
  readonly fix: Fix | null;
}

/** `area/slug`. Every slug in use is listed in `messages/<area>.ts` and has a page. */
export type DiagnosticCode = `${string}/${string}`;

/** Collects what the phases report about one module. */
export class Diagnostics {
  readonly list: Diagnostic[] = [];

  constructor(readonly source: SourceFile) {}

  report(
    code: DiagnosticCode,
    span: Span,
    message: string,
    extra: Partial<Pick<Diagnostic, 'severity' | 'labels' | 'path' | 'help' | 'fix'>> = {},
  ): void {
    this.list.push({
      code,
      severity: extra.severity ?? 'error',
      message,
      source: this.source,
      span,
      labels: extra.labels ?? [],
      path: extra.path ?? null,
      help: extra.help ?? null,
      fix: extra.fix ?? null,
    });
  }

  get hasErrors(): boolean {
    return this.list.some((diagnostic) => diagnostic.severity === 'error');
  }
}
