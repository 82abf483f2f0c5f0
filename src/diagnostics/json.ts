/** Diagnostics for machines: one JSON object each. Places are given as offsets and as lines and columns from 1. */
import type { SourceFile, Span } from '#language/source';
import type { Diagnostic } from './diagnostic.ts';

/** @returns an object that holds only JSON values */
export function diagnosticToJson(diagnostic: Diagnostic): Readonly<Record<string, unknown>> {
  const { source } = diagnostic;
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    file: source.path,
    span: spanToJson(source, diagnostic.span),
    labels: diagnostic.labels.map((label) => ({
      message: label.message,
      file: (label.source ?? source).path,
      span: spanToJson(label.source ?? source, label.span),
    })),
    path:
      diagnostic.path?.map((step) => ({
        message: step.message,
        file: (step.source ?? source).path,
        span: spanToJson(step.source ?? source, step.span),
      })) ?? null,
    help: diagnostic.help,
    fix: diagnostic.fix && {
      title: diagnostic.fix.title,
      edits: diagnostic.fix.edits.map((edit) => ({
        span: spanToJson(source, edit.span),
        replacement: edit.replacement,
      })),
    },
  };
}

function spanToJson(source: SourceFile, span: Span): Readonly<Record<string, unknown>> {
  return { start: span.start, end: span.end, from: source.positionAt(span.start), to: source.positionAt(span.end) };
}
