/** Shapes of emitted code (docs/runtime.md) in short form, for tests that drive the helpers as the emitter does. */
import { helpers } from '#program/index';
import { repr } from '#program/values/representation';

// biome-ignore lint/suspicious/noExplicitAny: tests handle Aegis values of every kind
export type Any = any;
export const $ = helpers as Any;
export const builtins = $.builtins as Any;

interface SignatureParts {
  readonly qualname?: string;
  readonly required?: number;
  readonly rest?: string;
  readonly keywordOnly?: readonly string[];
  readonly keywordRequired?: readonly string[];
  readonly keywords?: string;
  readonly kind?: string;
}

export function signature(name: string, positional: readonly string[], parts: SignatureParts = {}): Any {
  const { qualname = name, required = positional.length, rest = null, keywordOnly = [], keywordRequired = [] } = parts;
  const { keywords = null, kind = 'function' } = parts;
  return $.signature(
    name,
    qualname,
    '__main__',
    positional,
    0,
    required,
    rest,
    keywordOnly,
    keywordRequired,
    keywords,
    null,
    kind,
  );
}

/** A plain function. */
export function func(name: string, positional: readonly string[], f: Any): Any {
  return $.func(f, signature(name, positional));
}

/** A method in this-form. */
export function method(qualname: string, positional: readonly string[], f: Any): Any {
  return $.methodFunction(f, signature(qualname.split('.').pop()!, ['self', ...positional], { qualname }));
}

/** A class whose body gets the namespace and a function that gives the class (for `super()`). */
export function classOf(
  name: string,
  bases: readonly Any[],
  body: (ns: Any, own: () => Any) => void,
  keywords: Any = null,
): Any {
  let made: Any;
  return $.makeClass(
    { name, qualname: name, module: '__main__', doc: null },
    bases,
    keywords,
    (ns: Any) => {
      body(ns, () => made);
      return (cls: Any) => {
        made = cls;
      };
    },
    { instance: function instance() {}, construct: null },
  );
}

/** `repr` of a result, or `Type: message` of what was raised; addresses are left out. */
export function shown(run: () => unknown): string {
  try {
    return String(repr(run() as Any)).replaceAll(/0x[0-9a-f]+/g, '0x');
  } catch (thrown) {
    const problem = $.caught(thrown);
    const message = String($.display(problem));
    return message === '' ? problem.type.classInfo.name : `${problem.type.classInfo.name}: ${message}`;
  }
}
