/**
 * Where a label may come from. A trace leads back to a source in the program, or to something that is known only to
 * whoever calls: a parameter, or what a function that was passed in gave back. The latter are the variables of a
 * function's summary; a caller puts its own traces in their place.
 */
import type { Span } from '#language/source';
import type { FunctionFlow } from './function-flow.ts';
import type { Value } from './value.ts';

/** A place in the file that is being checked, or a numbered place of another module, whose text may move. */
export type Place =
  | { readonly module: null; readonly span: Span }
  | { readonly module: string; readonly index: number };

export function isOwnPlace(place: Place): place is Extract<Place, { module: null }> {
  return place.module === null;
}

/** A place on the way of a value, in words. */
export interface Step {
  readonly place: Place;
  readonly text: string;
}

export type Label = 'tainted' | 'secret';

export type Root =
  | { readonly kind: 'source'; readonly id: string; readonly label: Label; readonly step: Step }
  /** A parameter that is declared to be labelled: a source inside its function, and nobody else's business. */
  | {
      readonly kind: 'declared';
      readonly owner: FunctionFlow;
      readonly id: string;
      readonly label: Label;
      readonly step: Step;
    }
  | { readonly kind: 'parameter'; readonly owner: FunctionFlow; readonly index: number }
  /** What a call of an unknown function gave, by the key of the call. */
  | { readonly kind: 'result'; readonly owner: FunctionFlow; readonly call: string };

/** How much of a value a trace speaks of: all of it, or its labels alone, with those of what its text or its insides hold. */
export type Reach = 'value' | 'own' | 'text' | 'inside';

interface TraceParts {
  readonly root: Root;
  /** Fields read from the root, where that is not known yet. */
  readonly path: readonly string[];
  readonly reach: Reach;
  /** The only label that is left of it; null when nothing was taken off. */
  readonly only: Label | null;
  /** What it was sanitised for does not count any more. */
  readonly forgets: boolean;
  /** The value does not hold anything of the source, but tells something of it. */
  readonly isImplied: boolean;
  /** Places on the way; only of sources, for of what else would one tell it? */
  readonly steps: readonly Step[];
}

/** Steps beyond this many are left out in the middle. */
const mostSteps = 8;
/** Fields of fields beyond this depth are not told apart. */
const deepest = 3;

export class Trace {
  /** Tells traces apart; the steps do not count. */
  readonly key: string;
  /** The value of which nothing but this trace is known. */
  readonly alone: Value;
  /** Those that were made of this one: most are asked for again and again. */
  private readonly derived = new Map<string, Trace>();

  constructor(readonly parts: TraceParts) {
    const { root, path, reach, only, forgets, isImplied } = parts;
    const flags = `${reach[0]}${only ?? ''}${forgets ? 'f' : ''}${isImplied ? 'i' : ''}`;
    this.key = `${rootKey(root)}${path.join('')}|${flags}`;
    this.alone = { traces: [this], objects: [], callables: [], contexts: [] };
  }

  get root(): Root {
    return this.parts.root;
  }

  /** True for a trace whose labels are known here and now. */
  get isSource(): boolean {
    const { kind } = this.parts.root;
    return kind === 'source' || kind === 'declared';
  }

  /** True for a trace of labels alone: nothing is known of what they are on, but that it is plain data. */
  get isLabelOnly(): boolean {
    return this.isSource || this.parts.reach !== 'value';
  }

  /** The label of a source. */
  get label(): Label | null {
    const { root } = this.parts;
    return root.kind === 'source' || root.kind === 'declared' ? root.label : null;
  }

  /** Gone further, past a place. */
  passing(step: Step): Trace {
    if (!this.isSource) return this;
    const { steps } = this.parts;
    const kept =
      steps.length < mostSteps ? steps : [...steps.slice(0, mostSteps / 2), ...steps.slice(1 - mostSteps / 2)];
    return new Trace({ ...this.parts, steps: [...kept, step] });
  }

  /** The trace of a field. Everything that comes from a source has its label. */
  field(name: string): Trace {
    const { reach, path } = this.parts;
    if (this.isSource || reach !== 'value') return this;
    return this.with(name, path.length < deepest ? { path: [...path, name] } : { reach: 'inside' });
  }

  reaching(reach: Reach): Trace {
    if (this.isSource || this.parts.reach !== 'value') return this;
    return this.with(reach, { reach });
  }

  /** @returns null when nothing is left of it */
  keepingOnly(label: Label): Trace | null {
    const known = this.label ?? this.parts.only;
    if (known !== null) return known === label ? this : null;
    return this.with(label, { only: label });
  }

  forgetting(): Trace {
    return this.parts.forgets || this.isSource ? this : this.with('forgets', { forgets: true });
  }

  implied(): Trace {
    const { isImplied, reach } = this.parts;
    return isImplied ? this : this.with('implied', { isImplied: true, reach: reach === 'value' ? 'own' : reach });
  }

  private with(name: string, change: Partial<TraceParts>): Trace {
    let trace = this.derived.get(name);
    if (trace === undefined) {
      trace = new Trace({ ...this.parts, ...change });
      this.derived.set(name, trace);
    }
    return trace;
  }
}

export function traceOf(root: Root): Trace {
  return new Trace({ root, path: [], reach: 'value', only: null, forgets: false, isImplied: false, steps: [] });
}

function rootKey(root: Root): string {
  switch (root.kind) {
    case 'source':
    case 'declared':
      return root.id;
    case 'parameter':
      return `${root.owner.id}?${root.index}`;
    case 'result':
      return `${root.owner.id}!${root.call}`;
  }
}
