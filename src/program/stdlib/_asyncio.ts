/** What `asyncio` needs to know of functions and coroutines. Only files of the standard library can import it. */
import { withCurrentAuthority } from '../authority.ts';
import { callable } from '../operators/call.ts';
import { native } from '../values/functions.ts';
import { Resumable } from '../values/generator.ts';
import { makeModuleObject } from '../values/module-object.ts';
import type { FunctionValue, Value } from '../values/value.ts';

function isCoroutineFunction(f: Value): boolean {
  if (typeof f !== 'function') return false;
  const { boundFunction, signature } = f as FunctionValue;
  return (boundFunction?.signature ?? signature)?.kind === 'coroutine';
}

export default makeModuleObject('_asyncio', {
  is_coroutine: native('is_coroutine', '(x, /)', (x: Value) => x instanceof Resumable && x.kind === 'coroutine'),
  keep_authority: native('keep_authority', '(f, /)', (f: Value) => withCurrentAuthority(callable(f))),
  is_coroutine_function: native('is_coroutine_function', '(f, /)', isCoroutineFunction),
});
