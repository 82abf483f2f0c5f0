/**
 * `dataclasses.replace`: a new instance with some fields changed. Where `__init__` was made from the fields and nothing else
 * has a say, it is called by position, which costs no binding; all else is left to the general form, written in Aegis.
 */
import { getAttribute } from '../../operators/attribute.ts';
import { callKeywords } from '../../operators/call.ts';
import { arity, func, signature } from '../../operators/definition.ts';
import { isClass, lookUp } from '../../values/classes.ts';
import { objectNew } from '../../values/construction.ts';
import { applied } from '../../values/engine-shortcuts.ts';
import { Keywords } from '../../values/functions.ts';
import { typeOf, typeType } from '../../values/type-of.ts';
import type { ClassValue, FunctionValue, Value } from '../../values/value.ts';
import { plainFieldsOf } from './initialiser.ts';

const replaceSignature = signature(
  'replace',
  'replace',
  'dataclasses',
  ['obj'],
  1,
  1,
  null,
  [],
  [],
  'changes',
  'A new instance of the same class with some fields changed.',
  'function',
);

const noChanges = new Keywords([], []);

/** @param byName the general form, called with the same arguments */
export function makeReplace(byName: Value): Value {
  return func((obj: Value, ...rest: Value[]) => {
    const changes = rest.length === 0 ? noChanges : rest[0]!;
    if (rest.length > 1 || obj === undefined || obj instanceof Keywords || !(changes instanceof Keywords))
      return arity(replaceSignature, [obj, ...rest], rest.length + 1, 0);
    const cls = typeOf(obj);
    const fields = isClass(obj) ? null : plainFields(cls);
    if (fields === null || !changes.names.every((name) => fields.includes(name)))
      return callKeywords(byName, [obj], changes.names, changes.values);
    const values: Value[] = [];
    for (let place = 0; place < fields.length; place++) values.push(valueOf(obj, fields[place]!, changes));
    return applied(cls as FunctionValue, values);
  }, replaceSignature);
}

function valueOf(obj: Value, name: string, changes: Keywords): Value {
  const place = changes.names.indexOf(name);
  return place === -1 ? getAttribute(obj, name) : changes.values[place]!;
}

/** All the fields of a class in the order in which calling it takes them, when that does nothing but keep them. */
function plainFields(cls: ClassValue): readonly string[] | null {
  const known = plainFieldsOf(lookUp(cls, '__init__') ?? null);
  if (known === null || typeOf(cls) !== typeType || lookUp(cls, '__new__') !== objectNew.current) return null;
  // A data class that was told to make no `__init__` inherits one that knows fewer fields.
  const isComplete = lookUp(cls, '__dataclass_fields__') === lookUp(known.cls, '__dataclass_fields__');
  return isComplete ? known.names : null;
}
