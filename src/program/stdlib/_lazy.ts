/** What library modules do only when somebody asks for it. Only files of the standard library can import it. */
import { defineLazily, whenImported } from '../modules.ts';
import { call } from '../operators/call.ts';
import { toArray } from '../operators/iteration.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import type { Value } from '../values/value.ts';

export default makeModuleObject('_lazy', {
  /** `define(module, names, load)`: members made when they are first read; `load(name)` makes one. */
  define: native('define', '(module, names, load, /)', (module: Value, names: Value, load: Value) => {
    defineLazily(String(module), toArray(names).map(String), (name) => call(load, name));
    return null;
  }),
  /** `when_imported(module, then)`: `then(module)` runs as soon as that module is ready, which it may be already. */
  when_imported: native('when_imported', '(module, then, /)', (module: Value, then: Value) => {
    whenImported(String(module), (ready) => call(then, ready));
    return null;
  }),
});
