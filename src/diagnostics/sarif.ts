/**
 * Diagnostics as a SARIF 2.1.0 log (OASIS), which code hosts and editors read: one run, one rule per slug that occurs, one
 * result per diagnostic. Columns count UTF-16 code units from 1, as the format asks for unless told otherwise.
 */
import type { SourceFile, Span } from '#language/source';
import type { Diagnostic, Fix, Label, Severity } from './diagnostic.ts';

export interface SarifTool {
  readonly version: string;
  /** What a slug is called; null for one without a title. */
  readonly titleOf: (code: string) => string | null;
}

/** @returns an object that holds only JSON values */
export function sarifLog(diagnostics: readonly Diagnostic[], tool: SarifTool): Readonly<Record<string, unknown>> {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return {
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'aegis',
            semanticVersion: tool.version,
            rules: codes.map((code) => ruleOf(code, tool)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, codes)),
      },
    ],
  };
}

function ruleOf(code: string, tool: SarifTool): object {
  const title = tool.titleOf(code);
  return {
    id: code,
    ...(title === null ? {} : { shortDescription: { text: title } }),
    help: { text: `aegis explain ${code}` },
  };
}

function resultOf(diagnostic: Diagnostic, codes: readonly string[]): object {
  const { code, severity, message, source, span, labels, path, help, fix } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: help === null ? message : `${message}\n${help}` },
    locations: [{ physicalLocation: physicalLocation(source, span) }],
    ...(labels.length === 0 ? {} : { relatedLocations: labels.map((label, at) => relatedLocation(label, at, source)) }),
    ...(path === null ? {} : { codeFlows: [codeFlow([...path, { span, message }], source)] }),
    ...(fix === null ? {} : { fixes: [fixOf(fix, source)] }),
  };
}

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  hint: 'note',
};

/** The way of a value, the place that is reported last. */
function codeFlow(path: readonly Label[], own: SourceFile): object {
  const locations = path.map(({ span, message, source = own }) => ({
    location: { message: { text: message }, physicalLocation: physicalLocation(source, span) },
  }));
  return { threadFlows: [{ locations }] };
}

function relatedLocation(label: Label, id: number, source: SourceFile): object {
  return {
    id,
    message: { text: label.message },
    physicalLocation: physicalLocation(label.source ?? source, label.span),
  };
}

function physicalLocation(source: SourceFile, span: Span): object {
  return { artifactLocation: artifactLocation(source), region: regionOf(source, span) };
}

/** A relative path is a relative reference: each part is escaped, the slashes stay. */
function artifactLocation(source: SourceFile): object {
  const path = source.path.split('/').map(encodeURIComponent).join('/');
  return { uri: path.startsWith('/') ? `file://${path}` : path };
}

function regionOf(source: SourceFile, span: Span): object {
  const [startLine, startColumn] = placeOf(source, span.start);
  const [endLine, endColumn] = placeOf(source, span.end);
  return { startLine, startColumn, endLine, endColumn };
}

function placeOf(source: SourceFile, offset: number): [line: number, column: number] {
  const line = source.lineAt(offset);
  return [line, offset - source.lineStarts[line - 1]! + 1];
}

function fixOf(fix: Fix, source: SourceFile): object {
  return {
    description: { text: fix.title },
    artifactChanges: [
      {
        artifactLocation: artifactLocation(source),
        replacements: fix.edits.map((edit) => ({
          deletedRegion: regionOf(source, edit.span),
          insertedContent: { text: edit.replacement },
        })),
      },
    ],
  };
}
