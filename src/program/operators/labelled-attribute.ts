/**
 * Attributes of labelled values: reading one gives a labelled part, calling a method that changes nothing gives a
 * labelled result; everything else is refused (LANGUAGE.md §4).
 */
import { isPlainData } from '../taint/plain-data.ts';
import { bare, insideOf, isLabelled, type Labelled, labelledUnary, refuse, relabel } from '../taint.ts';
import { lookUp } from '../values/classes.ts';
import { memberOfInstance } from '../values/descriptors.ts';
import { Keywords } from '../values/functions.ts';
import { typeOf } from '../values/type-of.ts';
import type { FunctionValue, Value } from '../values/value.ts';
import { getAttribute } from './attribute.ts';
import { callable } from './call.ts';

/** Types whose methods change nothing. */
const immutable = new Set(['str', 'bytes', 'int', 'bool', 'float', 'complex', 'tuple', 'frozenset', 'range']);
/** Methods of the other built-in containers that change nothing. */
const readers = new Set(
  'get keys values items copy count index union intersection difference symmetric_difference issubset issuperset isdisjoint'.split(
    ' ',
  ),
);

/** Attributes of the wrapper itself come first; the inside's are labelled. Undefined for names that never exist. */
export function labelledAttribute(o: Labelled, name: string): Value | undefined {
  const type = typeOf(o);
  const member = lookUp(type, name);
  if (member !== undefined && !name.startsWith('_')) return memberOfInstance(member, o, type);
  if (name === 'raw' || name === 'value') return refuse(o, 'raw');
  if (name.startsWith('_')) return undefined;
  const value = labelledUnary((inner) => getAttribute(inner, name), o);
  return typeof insideOf(value as Labelled) === 'function' ? labelledMethod(o, name) : value;
}

/** A method of the inside as a function whose result is labelled. @throws TaintError for methods that change the value */
export function labelledMethod(o: Labelled, name: string): FunctionValue {
  const member = lookUp(typeOf(o), name);
  if (member !== undefined && !name.startsWith('_')) return memberOfInstance(member, o, typeOf(o)) as FunctionValue;
  if (name === 'raw' || name === 'value') return refuse(o, 'raw');
  const { name: type, isNative } = typeOf(insideOf(o)).classInfo;
  if (!isNative || !(immutable.has(type) || readers.has(name))) return refuse(o, 'call');
  const made: FunctionValue = (...args: Value[]) => labelledCall(o, name, args);
  const { signature } = labelledSlot(o, name);
  if (signature !== undefined) made.signature = signature;
  return made;
}

/** The method as it hangs on the inside. @throws AttributeError, which knows nothing of the inside */
function labelledSlot(o: Labelled, name: string): FunctionValue {
  const f = insideOf(labelledUnary((inner) => getAttribute(inner, name), o) as Labelled);
  return typeof f === 'function' ? (f as FunctionValue) : callable(f);
}

/**
 * Calls a method of the inside. Labelled arguments are opened as well, their labels join those of the result; arguments
 * with methods of their own (`__format__`, `__getitem__`, `__eq__` …) would see the inside.
 *
 * @throws TaintError, SecretError for an argument that is no plain data
 */
function labelledCall(o: Labelled, name: string, args: readonly Value[]): Value {
  const given = args.flatMap((arg) => (arg instanceof Keywords ? arg.values : [arg]));
  if (!given.every((arg) => arg === undefined || isPlainData(bare(arg)))) refuse(o, 'use');
  const opened = args.map((arg) =>
    arg instanceof Keywords ? new Keywords(arg.names, arg.values.map(bare)) : arg === undefined ? arg : bare(arg),
  );
  return relabel(
    labelledUnary(() => labelledSlot(o, name)(...opened), o),
    o,
    ...given.filter(isLabelled),
  );
}
