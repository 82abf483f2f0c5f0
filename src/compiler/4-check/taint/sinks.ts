/** Tainted values that reach a place which shows or hands them out. The runtime raises TaintError there; this says so before. */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type * as ast from '#language/ast';
import type { QualifiedNames } from '../qualified-names.ts';
import type { Labels, Path } from './labels.ts';

/** Built-ins that refuse a tainted argument, with the sanitizer that usually fits. */
const sinks: Readonly<Record<string, string>> = {
  'builtins.print': 'log',
  'builtins.str': 'log',
  'builtins.repr': 'log',
  'builtins.format': 'log',
  'builtins.int': 'number',
  'builtins.float': 'number',
  'builtins.range': 'number',
  'builtins.bytes': 'log',
  'builtins.hash': 'identifier',
};

/** Reports `taint/unsanitized-sink` for one expression, if it is a sink with a tainted value in it. */
export function checkSink(node: ast.Expression, labels: Labels, names: QualifiedNames, diagnostics: Diagnostics): void {
  if (node.kind === 'JoinedString') {
    for (const part of node.parts) {
      if (typeof part === 'string') continue;
      const path = labels.of(part.value);
      if (path !== null) report(part.value, path, 'is put into a string', 'log', diagnostics);
    }
  } else if (node.kind === 'Call') {
    const name = names.of(node.callee);
    const context = name === null ? undefined : sinks[name];
    if (context === undefined) return;
    for (const argument of node.arguments) {
      const path = labels.of(argument);
      if (path !== null) report(argument, path, `reaches ${name!.replace('builtins.', '')}()`, context, diagnostics);
    }
  }
}

function report(node: ast.Expression, path: Path, what: string, context: string, diagnostics: Diagnostics): void {
  const text = diagnostics.source.text.slice(node.span.start, node.span.end);
  diagnostics.report('taint/unsanitized-sink', node.span, `a tainted value ${what} without being sanitised`, {
    labels: [
      { span: path.source, message: `it comes from outside here: ${path.origin}` },
      ...path.steps.map((step) => ({ span: step.span, message: `and is held by '${step.name}'` })),
    ],
    help: `write sanitize(${text}, context=${context})`,
    fix: {
      title: `Sanitise for ${context}`,
      edits: [{ span: node.span, replacement: `sanitize(${text}, context=${context})` }],
    },
  });
}
