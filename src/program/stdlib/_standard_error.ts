/** Standard error for library modules written in Aegis that report there. */
import { redirection } from '../builtins/output.ts';
import { method } from '../operators/attribute.ts';
import { writeError } from '../output.ts';
import { requireLeave } from '../standing-leave.ts';
import { requireNoQuarantine } from '../taint/quarantine.ts';
import { isLabelled, refuse } from '../taint.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { requireString } from '../values/str/receiver.ts';
import type { Value } from '../values/value.ts';

export default makeModuleObject('_standard_error', {
  /** Writes text after all that was printed before. @throws TaintError when it is labelled, CapabilityError */
  write: native('write', '(text, /)', (text: Value) => {
    if (isLabelled(text)) return refuse(text, 'print');
    if (redirection.error === null) {
      requireNoQuarantine('write to standard error');
      requireLeave('stdio.write');
      writeError(String(requireString(text)));
    } else (method(redirection.error, 'write') as { $write(text: Value): Value }).$write(text);
    return null;
  }),
});
