/**
 * How the labels and effects of a module are written for those who import it: lists of numbers and texts that refer to
 * each other by position. Nothing in it depends on where things stand in the file, so an edit that only moves code leaves
 * it as it is; the places are a list of their own, which steps name by number.
 */

import type { ObjectForm } from './abstract-object.ts';
import type { FlowParameter, FunctionFacts, Sink } from './function-flow.ts';
import type { Label, Reach } from './trace.ts';

/** A position in a list of the module itself, or of another one. */
export type WrittenReference = number | readonly [module: string, index: number];

export type WrittenStep = readonly [place: WrittenReference, text: string];

export type WrittenRoot =
  | readonly ['source', id: number | string, Label, WrittenStep]
  | readonly ['declared', owner: WrittenReference, index: number, Label, WrittenStep]
  | readonly ['parameter', owner: WrittenReference, index: number]
  | readonly ['result', owner: WrittenReference, call: number];

export interface WrittenTrace {
  readonly root: WrittenRoot;
  readonly path?: readonly string[];
  readonly reach?: Reach;
  readonly only?: Label;
  readonly forgets?: true;
  readonly isImplied?: true;
  readonly steps?: readonly WrittenStep[];
}

export type WrittenCallable =
  | readonly [
      'function',
      WrittenReference,
      self: WrittenValue | null,
      closedOver: readonly (readonly [WrittenReference, readonly WrittenValue[]])[],
    ]
  | readonly ['class', WrittenReference]
  | readonly ['method', name: string, receiver: WrittenValue]
  | readonly ['library', name: string];

/** Most traces are of a parameter: written as two numbers, with the fields that are read. */
export type ShortTrace = readonly [owner: number, index: number, ...path: string[]];

/** Null for a value of which nothing is known. */
export type WrittenValue = {
  readonly traces?: readonly (WrittenTrace | ShortTrace)[];
  readonly objects?: readonly WrittenReference[];
  readonly callables?: readonly WrittenCallable[];
  readonly contexts?: readonly (readonly [context: string, WrittenStep])[];
} | null;

export interface WrittenArguments {
  readonly positional: readonly WrittenValue[];
  readonly spread: WrittenValue;
  readonly named: readonly (readonly [string, WrittenValue])[];
  readonly namedSpread: WrittenValue;
  readonly firstField: string | null;
}

/** A parameter that may be passed either way and has no default is written as its name. */
export type WrittenParameter =
  | string
  | (Omit<FlowParameter, 'defaultValue'> & { readonly defaultValue: WrittenValue | false });

/** What a function has nothing of is left out. */
export interface WrittenFunction {
  readonly name: string;
  readonly binding: FunctionFacts['binding'];
  readonly isGenerator?: true;
  readonly parent?: WrittenReference;
  readonly parameters?: readonly WrittenParameter[];
  readonly declared?: readonly [Label, WrittenStep];
  readonly returns?: WrittenValue;
  readonly yields?: WrittenValue;
  readonly raises?: WrittenValue;
  readonly sinks?: readonly (Pick<Sink, 'what' | 'context' | 'judges' | 'isUncaught'> & {
    readonly place: WrittenReference;
    readonly beyond?: WrittenReference;
    readonly value: WrittenValue;
  })[];
  readonly stores?: readonly { readonly target: WrittenValue; readonly field: string; readonly value: WrittenValue }[];
  readonly calls?: readonly {
    readonly callee: WrittenValue;
    readonly given: WrittenArguments;
    readonly place: WrittenReference;
  }[];
  readonly effects?: readonly (readonly [capability: string, place: WrittenReference, by: string])[];
}

export interface WrittenObject {
  readonly form: ObjectForm;
  readonly name: string;
  readonly owner?: WrittenReference;
  readonly classes?: readonly WrittenReference[];
  readonly fieldNames?: readonly string[];
  readonly isOpen?: true;
  readonly isOpaque?: true;
  readonly isEnumeration?: true;
  readonly fields?: readonly (readonly [string, WrittenValue])[];
}

export interface WrittenFlows {
  readonly functions: readonly WrittenFunction[];
  readonly objects: readonly WrittenObject[];
  readonly exports: Readonly<Record<string, WrittenValue>>;
}
