/** What the analysis found, one finding for each place, told with the whole way of the value from its source. */
import type { Diagnostics, Label as PlaceLabel } from '#diagnostics/diagnostic';
import type { Sink } from './function-flow.ts';
import type { FlowModules } from './modules.ts';
import type { Label, Place, Step, Trace } from './trace.ts';
import type { Sanitised } from './value.ts';

type FoundSink = Omit<Sink, 'key' | 'value'>;

interface Finding {
  readonly sink: FoundSink;
  readonly trace: Trace | null;
  readonly sanitised: Sanitised | null;
}

/** Values that are fit for every place: digits and letters cannot mean anything else anywhere. */
const harmless: ReadonlySet<string> = new Set(['number', 'identifier']);

export class Findings {
  private readonly found = new Map<string, Finding>();

  /** @param traces of sources only */
  add(sink: FoundSink, traces: readonly Trace[], contexts: readonly Sanitised[]): void {
    if (sink.judges !== 'context') {
      const explicit = traces.find((trace) => !trace.parts.isImplied) ?? traces[0];
      if (explicit !== undefined) return this.note({ sink, trace: explicit, sanitised: null });
    }
    if (sink.judges === 'labels') return;
    const wrong = contexts.find(({ context }) => context !== sink.context && !harmless.has(context));
    if (wrong !== undefined) this.note({ sink, trace: null, sanitised: wrong });
  }

  private note(finding: Finding): void {
    const { place } = finding.sink;
    const key = place.module === null ? `${place.span.start}-${place.span.end}` : `${place.module}:${place.index}`;
    const known = this.found.get(key);
    // What holds the value itself is worse than what tells something of it.
    if (known === undefined || (known.trace?.parts.isImplied === true && finding.trace?.parts.isImplied === false))
      this.found.set(key, finding);
  }

  report(diagnostics: Diagnostics, modules: FlowModules): void {
    for (const finding of this.found.values()) {
      const { sink, trace, sanitised } = finding;
      if (trace !== null) reportTrace(sink, trace, diagnostics, modules);
      else if (sanitised !== null) reportContext(sink, sanitised, diagnostics, modules);
    }
  }
}

function reportTrace(sink: FoundSink, trace: Trace, diagnostics: Diagnostics, modules: FlowModules): void {
  const { root } = trace;
  if (root.kind !== 'source' && root.kind !== 'declared') return;
  const end: Step[] = sink.beyond === undefined ? [] : [{ place: sink.beyond, text: `here it ${sink.what}` }];
  const steps = [root.step, ...trace.parts.steps, ...end];
  const path = steps.map((step) => labelAt(step, modules)).filter((each) => each !== null);
  const span = spanOf(sink.place);
  const label = trace.label!;
  if (trace.parts.isImplied) {
    diagnostics.report('taint/implicit-flow', span, `what ${sink.what} depends on a ${label} value`, {
      labels: path,
      path,
      help: 'decide on a sanitised value, or show the same in every branch',
    });
    return;
  }
  // Of a call that leads elsewhere it is one of the arguments that has to be mended.
  const text = sink.beyond === undefined ? diagnostics.source.text.slice(span.start, span.end) : '';
  const code = label === 'secret' ? 'taint/secret-shown' : 'taint/unsanitized-sink';
  const message = `a ${label} value ${sink.what} without being ${label === 'secret' ? 'declassified' : 'sanitised'}`;
  const advice = adviceFor(label, sink.context, isShort(text) ? text : 'x');
  const fix =
    label === 'tainted' && sink.context !== 'each' && isShort(text) && !text.includes('print(')
      ? {
          title: `Sanitise for ${sink.context}`,
          edits: [{ span, replacement: `sanitize(${text}, context=${sink.context})` }],
        }
      : null;
  diagnostics.report(code, span, message.replace(/, without/, ' without'), { labels: path, path, help: advice, fix });
}

function adviceFor(label: Label, context: string, text: string): string {
  if (label === 'secret') return `a secret stays inside; where it must leave, write declassify(${text}, reason="…")`;
  if (context === 'each') return `walk over ${text}.each(), whose items stay tainted, or sanitise it first`;
  return `write sanitize(${text}, context=${context})`;
}

function isShort(text: string): boolean {
  return text !== '' && text.length <= 60 && !text.includes('\n');
}

function reportContext(
  sink: FoundSink,
  { context, step }: Sanitised,
  diagnostics: Diagnostics,
  modules: FlowModules,
): void {
  const path = [labelAt(step, modules)].filter((each) => each !== null);
  const span = spanOf(sink.place);
  diagnostics.report(
    'taint/context-mismatch',
    span,
    `a value sanitised for ${context} ${sink.what} where ${sink.context} is needed`,
    {
      labels: path,
      path,
      help: `what is safe in one place is not in another; sanitise the original for ${sink.context}`,
    },
  );
}

function labelAt(step: Step, modules: FlowModules): PlaceLabel | null {
  const { place, text } = step;
  if (place.module === null) return { span: place.span, message: text };
  const found = modules.placeOf(place.module, place.index);
  return found === null ? null : { ...found, message: text };
}

/** Findings stand in the file that is checked. */
function spanOf(place: Place) {
  return place.module === null ? place.span : { start: 0, end: 0 };
}
