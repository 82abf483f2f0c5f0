/** What `logging` needs to know of the running program. Only files of the standard library can import it. */

import { native } from '../values/functions.ts';
import { beingHandled } from '../values/handling.ts';
import { makeModuleObject } from '../values/module-object.ts';

export default makeModuleObject('_logging', {
  /** The exception that is being handled, or None. */
  current_exception: native('current_exception', '()', beingHandled),
});
