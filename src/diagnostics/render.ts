/** Diagnostics as text for people: what, where with a source frame, and what to do next. */
import type { Diagnostic, Fix, Label } from './diagnostic.ts';
import { type Mark, sourceFrame } from './frame.ts';
import { type Paint, plain } from './paint.ts';
import { visibleLines, visibleText } from './visible-text.ts';

/** @returns the text of one diagnostic, several lines, ending with a line end */
export function renderDiagnostic(diagnostic: Diagnostic, paint: Paint = plain): string {
  const { source, span, severity, code } = diagnostic;
  const tint = severity === 'error' ? paint.error : severity === 'warning' ? paint.warning : paint.label;
  const position = source.positionAt(span.start);
  const lines = [
    `${tint(`${severity}[${code}]`)}: ${paint.strong(visibleLines(diagnostic.message))}`,
    paint.faint(`  --> ${visibleText(source.path)}:${position.line}:${position.column}`),
  ];
  if (source.text !== '') lines.push(...sourceFrame(source, marksOf(diagnostic), paint));
  for (const label of diagnostic.labels) {
    if (label.source !== undefined && label.source !== source) lines.push(...labelElsewhere(label, paint));
  }
  if (diagnostic.help !== null) lines.push(...advice('help', diagnostic.help, paint));
  if (diagnostic.fix !== null) lines.push(...advice('fix', describeFix(diagnostic, diagnostic.fix), paint));
  return `${lines.join('\n')}\n`;
}

function marksOf(diagnostic: Diagnostic): Mark[] {
  const marks: Mark[] = [{ span: diagnostic.span, kind: 'main', message: '' }];
  for (const { span, message, source } of diagnostic.labels) {
    if (source === undefined || source === diagnostic.source) {
      marks.push({ span, kind: 'label', message: visibleText(message) });
    }
  }
  return marks;
}

function labelElsewhere(label: Label, paint: Paint): string[] {
  const source = label.source!;
  const position = source.positionAt(label.span.start);
  const mark: Mark = { span: label.span, kind: 'label', message: visibleText(label.message) };
  return [
    paint.faint(`  ::: ${visibleText(source.path)}:${position.line}:${position.column}`),
    ...sourceFrame(source, [mark], paint),
  ];
}

function advice(kind: string, text: string, paint: Paint): string[] {
  const [first = '', ...rest] = visibleLines(text).split('\n');
  return [`  ${paint.label(`${kind}:`)} ${first}`, ...rest.map((line) => `        ${line}`)];
}

/** The title, and the line as it would be when the edit is small enough to show. */
function describeFix(diagnostic: Diagnostic, fix: Fix): string {
  const [edit, ...others] = fix.edits;
  if (edit === undefined || others.length > 0) return fix.title;
  const { source } = diagnostic;
  const line = source.lineAt(edit.span.start);
  const start = source.lineStarts[line - 1] ?? 0;
  const text = source.lineText(line);
  if (edit.span.end > start + text.length || text.length > 120 || edit.replacement.includes('\n')) return fix.title;
  const fixed = text.slice(0, edit.span.start - start) + edit.replacement + text.slice(edit.span.end - start);
  return `${fix.title}\n${fixed.trim()}`;
}
