/** What a value may be when it is called. */
import type { AbstractObject } from './abstract-object.ts';
import type { FunctionFlow } from './function-flow.ts';
import type { Value } from './value.ts';

export type Callable =
  | {
      readonly kind: 'function';
      readonly key: string;
      readonly flow: FunctionFlow;
      /** What it is bound to as a method; null for a plain function. */
      readonly self: Value | null;
      /** For closures that left the call they were made in: the arguments of that call, by its function. */
      readonly closedOver: ReadonlyMap<FunctionFlow, readonly Value[]>;
    }
  | { readonly kind: 'class'; readonly key: string; readonly object: AbstractObject }
  /** A method of a value whose class is not the program's: `s.upper`. */
  | { readonly kind: 'method'; readonly key: string; readonly name: string; readonly receiver: Value }
  /** A function or class of the library, by its qualified name. */
  | { readonly kind: 'library'; readonly key: string; readonly name: string };

const noClosure: ReadonlyMap<FunctionFlow, readonly Value[]> = new Map();

export function functionCallable(flow: FunctionFlow, self: Value | null = null, closedOver = noClosure): Callable {
  const bound = self === null ? '' : `@${identityOf(self)}`;
  const closure = closedOver.size === 0 ? '' : `^${[...closedOver.values()].flat().map(identityOf).join(',')}`;
  return { kind: 'function', key: `${flow.id}${bound}${closure}`, flow, self, closedOver };
}

export function classCallable(object: AbstractObject): Callable {
  return { kind: 'class', key: object.key, object };
}

export function methodCallable(name: string, receiver: Value): Callable {
  return { kind: 'method', key: `.${name}@${identityOf(receiver)}`, name, receiver };
}

export function libraryCallable(name: string): Callable {
  return { kind: 'library', key: name, name };
}

/** Enough of a value to tell callables apart that are bound to different ones. */
function identityOf(value: Value): string {
  return `${value.traces.map((trace) => trace.key).join('+')}${value.objects.map((object) => object.key).join('+')}`;
}
