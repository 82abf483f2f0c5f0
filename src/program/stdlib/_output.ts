/** Sends what a program prints elsewhere, for `contextlib`. Only files of the standard library can import it. */
import { redirection } from '../builtins/output.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import type { Value } from '../values/value.ts';

/** Makes a function that sets one of the two streams (None: the program's own) and gives what was set before. */
function replace(stream: 'output' | 'error'): (target: Value) => Value {
  return (target) => {
    const previous = redirection[stream];
    redirection[stream] = target;
    return previous;
  };
}

export default makeModuleObject('_output', {
  replace_error: native('replace_error', '(target, /)', replace('error')),
  replace_output: native('replace_output', '(target, /)', replace('output')),
});
