/** Every built-in name and its value, as `$name` on one frozen object without prototype. */
import { exceptionAliases } from '#language/builtin-names';
import { exceptionTypes } from '../values/exceptions.ts';
import { ellipsis, notImplemented, type Value } from '../values/value.ts';
import { fileBuiltins } from './files.ts';
import { labelBuiltins } from './labels.ts';
import { numberBuiltins } from './numbers.ts';
import { outputBuiltins } from './output.ts';
import { sequenceBuiltins } from './sequences.ts';
import { textBuiltins } from './text.ts';
import { typeBuiltins } from './types.ts';

const aliases = Object.fromEntries(
  Object.entries(exceptionAliases).map(([alias, name]) => [alias, exceptionTypes[name]]),
);

const byName: Record<string, Value> = {
  ...typeBuiltins,
  ...sequenceBuiltins,
  ...numberBuiltins,
  ...textBuiltins,
  ...outputBuiltins,
  ...fileBuiltins,
  ...labelBuiltins,
  ...exceptionTypes,
  ...aliases,
  NotImplemented: notImplemented,
  Ellipsis: ellipsis,
  __debug__: true,
};

export const builtins: Readonly<Record<string, Value>> = Object.freeze(
  Object.assign(
    Object.create(null) as Record<string, Value>,
    Object.fromEntries(Object.entries(byName).map(([name, value]) => ['$' + name, value])),
  ),
);
