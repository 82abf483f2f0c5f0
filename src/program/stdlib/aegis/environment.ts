/** `aegis.environment`: variables that the project grants. What they hold is tainted, and secret where that is asked for. */
import { host } from '../../host-link.ts';
import { native } from '../../values/functions.ts';
import { makeModuleObject } from '../../values/module-object.ts';
import type { Value } from '../../values/value.ts';

/** The variable's text, or None when it is not set. */
function get(name: Value, secret: Value = false): Value {
  return host().ask('environment.get', secret === true ? [name, true] : [name]);
}

export default makeModuleObject('aegis.environment', {
  get: native('get', '(name, secret=False)', get),
});
