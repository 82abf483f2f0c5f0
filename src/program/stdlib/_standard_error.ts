/** Standard error for library modules written in Aegis that report there. */
import { writeError } from '../output.ts';
import { isLabelled, refuse } from '../taint.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { requireString } from '../values/str/receiver.ts';
import type { Value } from '../values/value.ts';

export default makeModuleObject('_standard_error', {
  /** Writes text after all that was printed before. @throws TaintError when it is labelled */
  write: native('write', '(text, /)', (text: Value) => {
    if (isLabelled(text)) return refuse(text, 'print');
    writeError(String(requireString(text)));
    return null;
  }),
});
