/** Walking over a value: what each step gives. A labelled value cannot be walked over; a container of such can. */
import { type Frame, noArguments } from './frame.ts';
import type { Place } from './trace.ts';
import { join, labelsOf, nothing, objectValue, type Value, withTraces } from './value.ts';

export function iterate(value: Value, place: Place, site: string, frame: Frame): Value {
  if (value === nothing) return nothing;
  frame.sink({ place, what: 'is walked over', context: 'each', judges: 'labels' }, labelsOf(value));
  const held = withTraces(
    value,
    value.traces.filter((trace) => !trace.isSource),
  );
  let items = frame.read(held, '[each]');
  for (const object of value.objects) {
    if (object.form !== 'instance') continue;
    const self = objectValue(object);
    const method = frame.read(self, '.__iter__');
    if (method.callables.length === 0) continue;
    const iterator = frame.callAll(method, noArguments, `${site}iter`, place);
    items = join(items, frame.read(iterator, '[each]'));
    const next = frame.read(iterator, '.__next__');
    items = join(items, frame.callAll(next, noArguments, `${site}next`, place));
  }
  return items;
}
