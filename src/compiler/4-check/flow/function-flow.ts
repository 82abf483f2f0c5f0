/**
 * A function as its callers see it: parameters, and a summary of what comes back, what is shown, what is kept, what is
 * called and which capabilities are used, in terms of its parameters. Functions of other modules come with a summary;
 * those of the file are walked when they are first asked about, and again when something that they have read has grown.
 */
import type { Callable } from './callable.ts';
import { type Label, type Place, type Step, traceOf } from './trace.ts';
import { nothing, type Value } from './value.ts';

export interface FlowParameter {
  readonly name: string;
  readonly kind: 'positional' | 'either' | 'rest' | 'keyword' | 'keywords';
  /** What it is when nothing is passed; null when something must be. */
  readonly defaultValue: Value | null;
  /** `into CONTEXT`: what an argument must have been sanitised for. */
  readonly into: string | null;
  /** Why a labelled argument is refused, completing "a tainted value …"; null where it is taken. */
  readonly refuses: string | null;
}

/** Arguments of a call, evaluated. */
export interface Arguments {
  readonly positional: readonly Value[];
  /** What `*values` hold; null when there is none. */
  readonly spread: Value | null;
  readonly named: ReadonlyMap<string, Value>;
  /** What `**values` hold; null when there is none. */
  readonly namedSpread: Value | null;
  /** Where the positional ones stand, as far as they do in the file. */
  readonly places: readonly Place[];
  /** The item that the first one names, where it is a constant. */
  readonly firstField: string | null;
}

/** A place that shows a value or hands it out. */
export interface Sink {
  readonly key: string;
  readonly place: Place;
  /** Where it is in another module, when `place` is the call that leads there. */
  readonly beyond?: Place;
  /** Completes "a tainted value …". */
  readonly what: string;
  /** The sanitizer that fits, or the one that is demanded. */
  readonly context: string;
  /** Whether only the context is judged: labels may come. */
  readonly judges: 'labels' | 'context' | 'both';
  /** It is shown only when nobody catches the exception that it is in. */
  readonly isUncaught?: true;
  readonly value: Value;
}

/** Something that is kept in what a caller handed over. */
export interface Store {
  readonly key: string;
  readonly target: Value;
  readonly field: string;
  readonly value: Value;
}

/** A call of something that only the caller knows. */
export interface PendingCall {
  readonly key: string;
  readonly callee: Value;
  readonly given: Arguments;
  readonly place: Place;
}

/** A capability that may be used, and by which call. */
export interface Effect {
  /** As written in source. */
  readonly capability: string;
  readonly place: Place;
  /** The function whose own code uses it. */
  readonly by: string;
}

export interface Summary {
  returns: Value;
  yields: Value;
  raises: Value;
  readonly sinks: Map<string, Sink>;
  readonly stores: Map<string, Store>;
  readonly calls: Map<string, PendingCall>;
  readonly effects: Map<string, Effect>;
}

export function emptySummary(): Summary {
  return {
    returns: nothing,
    yields: nothing,
    raises: nothing,
    sinks: new Map(),
    stores: new Map(),
    calls: new Map(),
    effects: new Map(),
  };
}

export interface FunctionFacts {
  readonly id: string;
  readonly name: string;
  /** Null for a function of the file that is being checked. */
  readonly module: string | null;
  readonly isGenerator: boolean;
  /** The function it stands in; null at the top. */
  readonly parent: FunctionFlow | null;
  /** How it is called as a member of a class. */
  readonly binding: 'method' | 'static' | 'class-method' | 'property' | 'setter';
}

export class FunctionFlow {
  readonly id: string;
  parameters: readonly FlowParameter[] = [];
  /** What the result is declared to be: always labelled, whatever goes in. */
  declared: { readonly label: Label; readonly step: Step } | null = null;
  /** Where it stands in the interface of another module; null for what this file makes. */
  home: readonly [module: string, index: number] | null = null;
  /** Something it has read has grown since it was walked. */
  isStale = true;
  isOpen = false;
  walks = 0;
  readonly callers = new Set<FunctionFlow>();
  private readonly symbols: Value[] = [];
  private known: Summary | null = null;
  private reading: (() => Summary) | null = null;

  constructor(readonly facts: FunctionFacts) {
    this.id = facts.id;
  }

  get summary(): Summary {
    this.known ??= this.reading?.() ?? emptySummary();
    return this.known;
  }

  set summary(summary: Summary) {
    this.known = summary;
  }

  /** Says how the summary is found when somebody asks. */
  readLater(reading: () => Summary): void {
    this.reading = reading;
  }

  /** What stands for the argument of a parameter, as far as the function itself knows. */
  parameterValue(index: number): Value {
    let value = this.symbols[index];
    if (value === undefined) {
      value = traceOf({ kind: 'parameter', owner: this, index }).alone;
      this.symbols[index] = value;
    }
    return value;
  }

  /** True when it stands somewhere inside another function. */
  isInside(other: FunctionFlow): boolean {
    for (let at = this.facts.parent; at !== null; at = at.facts.parent) if (at === other) return true;
    return false;
  }
}

/** Enough of a summary to see whether it has grown. */
export function fingerprint({ returns, yields, raises, sinks, stores, calls, effects }: Summary): string {
  const shown = [returns, yields, raises].map(valueKey).join(';');
  return `${shown}#${[...sinks.keys()].join()}#${[...stores.keys()].join()}#${[...calls.keys()].join()}#${effects.size}`;
}

export function valueKey({ traces, objects, callables, contexts }: Value): string {
  const keys = [
    ...traces.map((trace) => trace.key),
    ...objects.map((object) => object.key),
    ...callables.map((callable: Callable) => callable.key),
    ...contexts.map(({ context }) => context),
  ];
  return keys.join();
}
