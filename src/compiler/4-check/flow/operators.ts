/** Operators as methods: what instances of the program's own classes do with what they meet. */
import type { BinaryOperator } from '#language/ast';
import { noArguments } from './arguments.ts';
import type { Frame } from './frame.ts';
import type { Place } from './trace.ts';
import { join, nothing, objectValue, type Value, valueOf } from './value.ts';

/** The method of the left operand and that of the right one. */
export const binaryMethods = {
  '+': ['__add__', '__radd__'],
  '-': ['__sub__', '__rsub__'],
  '*': ['__mul__', '__rmul__'],
  '/': ['__truediv__', '__rtruediv__'],
  '//': ['__floordiv__', '__rfloordiv__'],
  '%': ['__mod__', '__rmod__'],
  '**': ['__pow__', '__rpow__'],
  '@': ['__matmul__', '__rmatmul__'],
  '&': ['__and__', '__rand__'],
  '|': ['__or__', '__ror__'],
  '^': ['__xor__', '__rxor__'],
  '<<': ['__lshift__', '__rlshift__'],
  '>>': ['__rshift__', '__rrshift__'],
} as const satisfies Readonly<Record<BinaryOperator, readonly [string, string]>>;

export const comparisonMethods = {
  '==': ['__eq__', '__eq__'],
  '!=': ['__ne__', '__ne__'],
  '<': ['__lt__', '__gt__'],
  '<=': ['__le__', '__ge__'],
  '>': ['__gt__', '__lt__'],
  '>=': ['__ge__', '__le__'],
} as const;

const comparisons: ReadonlySet<string> = new Set(['__lt__', '__le__', '__gt__', '__ge__']);

/** Calls the methods of these names on the instances among a value. */
export function callOperator(
  value: Value,
  names: readonly string[],
  positional: readonly Value[],
  site: string,
  place: Place,
  frame: Frame,
): Value {
  let result = nothing;
  for (const object of value.objects) {
    if (object.form !== 'instance') continue;
    const self = objectValue(object);
    const isCompared = comparisons.has(names[0]!) && frame.read(self, `.${names[0]}`).callables.length === 0;
    // `functools.total_ordering` makes the comparisons that are missing of the one that is there.
    for (const name of isCompared ? comparisons : names) {
      const { callables } = frame.read(self, `.${name}`);
      const given = { ...noArguments, positional };
      result = join(result, frame.callAll(valueOf({ callables }), given, `${site}${name}`, place));
    }
  }
  return result;
}
