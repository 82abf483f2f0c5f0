/** Every built-in name and its value, as `$name` on one frozen object without prototype. */
import { type BuiltinExceptionName, exceptionAliases, exceptionParents } from '#language/builtin-names';
import { exceptionTypes } from '../values/exceptions.ts';
import { ellipsis, notImplemented, type Value } from '../values/value.ts';
import { fileBuiltins } from './files.ts';
import { labelBuiltins } from './labels.ts';
import { numberBuiltins } from './numbers.ts';
import { outputBuiltins } from './output.ts';
import { sequenceBuiltins } from './sequences.ts';
import { textBuiltins } from './text.ts';
import { typeBuiltins } from './types.ts';

const families: readonly Readonly<Record<string, Value>>[] = [
  typeBuiltins,
  sequenceBuiltins,
  numberBuiltins,
  textBuiltins,
  outputBuiltins,
  fileBuiltins,
  labelBuiltins,
  { NotImplemented: notImplemented, Ellipsis: ellipsis, __debug__: true },
];

export const builtins: Readonly<Record<string, Value>> = makeBuiltins();

function makeBuiltins(): Readonly<Record<string, Value>> {
  const byName = Object.create(null) as Record<string, Value>;
  for (const family of families) for (const name in family) byName['$' + name] = family[name]!;
  for (const name in exceptionParents) defineException(byName, name, name as BuiltinExceptionName);
  for (const alias in exceptionAliases)
    defineException(byName, alias, exceptionAliases[alias as keyof typeof exceptionAliases]);
  return Object.freeze(byName);
}

/** Exception types are defined when they are first read, so reading one is all that its accessor does. */
function defineException(byName: object, name: string, type: BuiltinExceptionName): void {
  Object.defineProperty(byName, '$' + name, { get: () => exceptionTypes[type], enumerable: true });
}
