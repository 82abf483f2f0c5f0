/**
 * The built-in names as the checker knows them: declarations in Aegis itself, without bodies. Classes are complete, so
 * that an attribute that is not here is an error; parameters are as wide as the runtime takes them. Names that a program
 * must import (`Iterable`, `Coroutine` …) stand here too, because declarations use them.
 */
import { containers } from './builtins/containers.ts';
import { exceptions } from './builtins/exceptions.ts';
import { functions } from './builtins/functions.ts';
import { labels } from './builtins/labels.ts';
import { numbers } from './builtins/numbers.ts';
import { protocols } from './builtins/protocols.ts';
import { text } from './builtins/text.ts';
import { types } from './builtins/types.ts';

export const builtinInterface: string = [
  protocols,
  types,
  numbers,
  text,
  containers,
  functions,
  exceptions,
  labels,
].join('\n');
