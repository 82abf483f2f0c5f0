/** Requests to the host for library modules written in Aegis. Only files of the standard library can import it. */
import { host } from '../host-link.ts';
import { toArray } from '../operators/iteration.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { Float, type Value } from '../values/value.ts';

/** The number of an answered request, or None when no answer comes in so many seconds (None: however long it takes). */
function arrived(seconds: Value): Value {
  if (seconds === null) return host().arrived(null);
  return host().arrived((seconds instanceof Float ? seconds.value : Number(seconds)) * 1000);
}

export default makeModuleObject('_requests', {
  ask: native('ask', '(effect, arguments, /)', (effect: Value, args: Value) =>
    host().ask(String(effect), toArray(args)),
  ),
  start: native('start', '(effect, arguments, /)', (effect: Value, args: Value) =>
    host().start(String(effect), toArray(args)),
  ),
  arrived: native('arrived', '(seconds, /)', arrived),
  answer: native('answer', '(number, /)', (number: Value) => host().answer(Number(number))),
});
