/** Members of library modules that are made when they are first read. Only files of the standard library can import it. */
import { defineLazily } from '../modules.ts';
import { call } from '../operators/call.ts';
import { toArray } from '../operators/iteration.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import type { Value } from '../values/value.ts';

export default makeModuleObject('_lazy', {
  /** `define(module, names, load)`: `load(name)` makes the member, once. */
  define: native('define', '(module, names, load, /)', (module: Value, names: Value, load: Value) => {
    defineLazily(String(module), toArray(names).map(String), (name) => call(load, name));
    return null;
  }),
});
