/**
 * `abc`: abstract base classes. What they do stands in `values/abstract.ts`; here they get their Python names.
 */
import { abstractBase, abstractMetaclass } from '../values/abstract.ts';
import { markAbstract } from '../values/descriptors.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import type { Value } from '../values/value.ts';

export default makeModuleObject('abc', {
  ABC: abstractBase,
  ABCMeta: abstractMetaclass,
  abstractmethod: native('abstractmethod', '(funcobj, /)', (f: Value) => markAbstract(f)),
});
