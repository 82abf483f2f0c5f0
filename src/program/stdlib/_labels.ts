/** What the library's own classes say of themselves to labels. Only files of the standard library can import it. */
import { call } from '../operators/call.ts';
import { toArray } from '../operators/iteration.ts';
import { definePlainData } from '../taint/plain-data.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import type { Value } from '../values/value.ts';
import { classArgument } from './arguments.ts';

export default makeModuleObject('_labels', {
  /**
   * `plain_data(cls, parts, /)`: values of exactly that class may be worked on under a label where what `parts(value)` lists is
   * plain data. Its methods must give what they know to nobody but such parts.
   */
  plain_data: native('plain_data', '(cls, parts, /)', (cls: Value, parts: Value) => {
    definePlainData(classArgument(cls).classInfo.prototype, (value: Value & object) => toArray(call(parts, value)));
    return null;
  }),
});
