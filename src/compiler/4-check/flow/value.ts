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

/** Made field by field: values are the most frequent objects of the analysis, and all of them have one shape. */
export function valueOf(parts: Partial<Value>): Value {
  return {
    traces: parts.traces ?? nothing.traces,
    objects: parts.objects ?? nothing.objects,
    callables: parts.callables ?? nothing.callables,
    contexts: parts.contexts ?? nothing.contexts,
  };
}

/** The value of which nothing but this object is known. */
export function objectValue(object: AbstractObject): Value {
  return {
    traces: nothing.traces,
    objects: [object],
    callables: nothing.callables,
    contexts: nothing.contexts,
  };
}

/** The same value with other traces. */
export function withTraces({ objects, callables, contexts }: Value, traces: readonly Trace[]): Value {
  return { traces, objects, callables, contexts };
}

/** The same value with other callables. */
export function withCallables({ traces, objects, contexts }: Value, callables: readonly Callable[]): Value {
  return { traces, objects, callables, contexts };
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
  let result = nothing;
  for (const value of values) result = join(result, value);
  return result;
}

const traceKey = (trace: Trace): unknown => trace.key;
const callableKey = (callable: Callable): unknown => callable.key;
const contextKey = ({ context }: Sanitised): unknown => context;
const identity = (object: AbstractObject): unknown => object;

/** Lists longer than this are searched through a set. */
const shortList = 8;

/** The first list itself when the second has nothing new, so that growth is easy to see. */
function union<Item>(left: readonly Item[], right: readonly Item[], keyOf: (item: Item) => unknown): readonly Item[] {
  if (right.length === 0 || left === right) return left;
  if (left.length === 0) return right;
  if (right.length > shortList && left.length > shortList) return unionOfLong(left, right, keyOf);
  let merged: Item[] | null = null;
  for (const item of right) {
    if (holds(merged ?? left, keyOf(item), keyOf)) continue;
    merged ??= left.slice();
    merged.push(item);
  }
  return merged ?? left;
}

function holds<Item>(list: readonly Item[], key: unknown, keyOf: (item: Item) => unknown): boolean {
  for (let at = 0; at < list.length; at++) if (keyOf(list[at]!) === key) return true;
  return false;
}

function unionOfLong<Item>(
  left: readonly Item[],
  right: readonly Item[],
  keyOf: (item: Item) => unknown,
): readonly Item[] {
  const known = new Set<unknown>();
  for (const item of left) known.add(keyOf(item));
  const added = right.filter((item) => {
    const key = keyOf(item);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
  return added.length === 0 ? left : left.concat(added);
}

/** With a place that it passed; a value without labels leaves no trace. */
export function passing(value: Value, step: () => Step): Value {
  if (!hasSource(value)) return value;
  const here = step();
  return withTraces(
    value,
    value.traces.map((trace) => trace.passing(here)),
  );
}

/** Whether it has a label whatever the caller passes. */
export function hasSource({ traces }: Value): boolean {
  for (let at = 0; at < traces.length; at++) if (traces[at]!.isSource) return true;
  return false;
}

/** Its labels alone. */
export function labelsOf(value: Value, reach: Reach = 'own'): Value {
  return changed(value, (trace) => trace.reaching(reach));
}

/** As it is after being put together with something else than a literal. */
export function withoutContext(value: Value): Value {
  if (value.traces.length === 0 && value.contexts.length === 0) return value;
  const { traces, objects, callables } = value;
  return { traces: traces.map((trace) => trace.forgetting()), objects, callables, contexts: nothing.contexts };
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
