/**
 * What the analysis of labels knows of a value: traces of its labels, the objects it may be, the functions it may be, and
 * what it was sanitised for. Values only ever grow, so walking a file again and again comes to an end.
 */
import type { AbstractObject } from './abstract-object.ts';
import type { Callable } from './callable.ts';
import type { Label, Reach, Step, Trace } from './trace.ts';

/** What a value was made fit for, and where. */
export interface Sanitised {
  readonly context: string;
  readonly step: Step;
}

export interface Value {
  readonly traces: readonly Trace[];
  readonly objects: readonly AbstractObject[];
  readonly callables: readonly Callable[];
  readonly contexts: readonly Sanitised[];
}

/** A value that has no label and of which nothing else is known. */
export const nothing: Value = { traces: [], objects: [], callables: [], contexts: [] };

export function valueOf(parts: Partial<Value>): Value {
  return { ...nothing, ...parts };
}

export function join(left: Value, right: Value): Value {
  if (left === right || right === nothing) return left;
  if (left === nothing) return right;
  const traces = union(left.traces, right.traces, traceKey);
  const objects = union(left.objects, right.objects, identity);
  const callables = union(left.callables, right.callables, callableKey);
  const contexts = union(left.contexts, right.contexts, contextKey);
  const isLeft =
    traces === left.traces && objects === left.objects && callables === left.callables && contexts === left.contexts;
  return isLeft ? left : { traces, objects, callables, contexts };
}

export function joinAll(values: readonly Value[]): Value {
  return values.reduce(join, nothing);
}

const traceKey = (trace: Trace): unknown => trace.key;
const callableKey = (callable: Callable): unknown => callable.key;
const contextKey = ({ context }: Sanitised): unknown => context;
const identity = (object: AbstractObject): unknown => object;

/** The first list itself when the second has nothing new, so that growth is easy to see. */
function union<Item>(left: readonly Item[], right: readonly Item[], keyOf: (item: Item) => unknown): readonly Item[] {
  if (right.length === 0 || left === right) return left;
  if (left.length === 0) return right;
  let merged: Item[] | null = null;
  for (const item of right) {
    const key = keyOf(item);
    if (!(merged ?? left).some((each) => keyOf(each) === key)) {
      merged ??= [...left];
      merged.push(item);
    }
  }
  return merged ?? left;
}

/** With a place that it passed; a value without labels leaves no trace. */
export function passing(value: Value, step: () => Step): Value {
  if (!value.traces.some((trace) => trace.isSource)) return value;
  const here = step();
  return { ...value, traces: value.traces.map((trace) => trace.passing(here)) };
}

/** Its labels alone. */
export function labelsOf(value: Value, reach: Reach = 'own'): Value {
  return changed(value, (trace) => trace.reaching(reach));
}

/** As it is after being put together with something else than a literal. */
export function withoutContext(value: Value): Value {
  if (value.traces.length === 0 && value.contexts.length === 0) return value;
  return { ...value, contexts: [], traces: value.traces.map((trace) => trace.forgetting()) };
}

/** As it is after one of the labels was taken off. */
export function onlyLabelled(value: Value, label: Label): Value {
  return changed(value, (trace) => trace.keepingOnly(label));
}

/** What the traces say of a field; those of its objects are asked apart. */
export function tracesOfField(value: Value, field: string): Value {
  const belongsToLabel = wrapperMembers.has(field);
  return changed(value, (trace) => (belongsToLabel && trace.isLabelOnly ? null : trace.field(field)));
}

/** Of a labelled value these are the label's own methods, whatever is inside. */
const wrapperMembers: ReadonlySet<string> = new Set(['.map', '.each']);

/** Nothing but traces made of its traces. */
function changed({ traces }: Value, change: (trace: Trace) => Trace | null): Value {
  if (traces.length === 0) return nothing;
  if (traces.length === 1) return change(traces[0]!)?.alone ?? nothing;
  return valueOf({ traces: traces.flatMap((trace) => change(trace) ?? []) });
}
