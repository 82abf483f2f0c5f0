/** Walking over a value: what each step gives. A labelled value cannot be walked over; a container of such can. */
import { noArguments } from './arguments.ts';
import type { Frame } from './frame.ts';
import type { Place } from './trace.ts';
import { join, labelsOf, nothing, objectValue, type Value, withTraces } from './value.ts';

/** How an iterator is got, and how it gives an item. */
const protocols = [
  ['.__iter__', '.__next__'],
  ['.__aiter__', '.__anext__'],
] as const;

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
    // Without `__iter__` the items are asked for by number.
    const byNumber = frame.read(self, '.__iter__').callables.length === 0 ? frame.read(self, '.__getitem__') : nothing;
    items = join(items, frame.callAll(byNumber, noArguments, `${site}item`, place));
    for (const [start, step] of protocols) {
      const method = frame.read(self, start);
      if (method.callables.length === 0) continue;
      const iterator = frame.callAll(method, noArguments, `${site}iter`, place);
      items = join(items, frame.read(iterator, '[each]'));
      const next = frame.read(iterator, step);
      items = join(items, frame.callAll(next, noArguments, `${site}next`, place));
    }
  }
  return items;
}
