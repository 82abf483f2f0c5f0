/** Methods of values whose class the program did not write: text, containers, generators, and labelled values themselves. */
import {
  addingMethods,
  itemMethods,
  itemsMethods,
  keyMethods,
  loggingMethods,
  lookingMethods,
  selfMethods,
  sinkMethods,
} from '#language/signatures/labels';
import { valuesOf } from './arguments.ts';
import type { Frame } from './frame.ts';
import type { Arguments } from './function-flow.ts';
import { calledByLibrary } from './hooks.ts';
import { iterate } from './iteration.ts';
import { callBack, container } from './library.ts';
import type { Place } from './trace.ts';
import {
  join,
  joinAll,
  labelsOf,
  nothing,
  objectValue,
  type Value,
  valueOf,
  withoutContext,
  withTraces,
} from './value.ts';

export function callMethod(
  receiver: Value,
  name: string,
  given: Arguments,
  site: string,
  place: Place,
  frame: Frame,
): Value {
  const all = valuesOf(given);
  if (receiver === nothing && all.every((value) => value === nothing)) return nothing;
  if (selfMethods.has(name)) return receiver;
  // The function runs on the raw value, in quarantine.
  if (name === 'map' || name === 'each')
    return name === 'map' ? labelsOf(receiver) : container(labelsOf(receiver), site, 'list', frame);
  const isLogged = loggingMethods.has(name) && receiver.objects.some((object) => object.name === 'logger');
  if (Object.hasOwn(sinkMethods, name) || isLogged) {
    const what = `reaches .${name}()`;
    for (const value of all) {
      const shown = join(frame.textOf(value), calledByLibrary([value], [], site, place, frame));
      frame.sink({ place, what, context: sinkMethods[name] ?? 'log', judges: 'labels' }, labelsOf(shown));
    }
    return join(labelsOf(receiver), calledByLibrary([receiver], all, site, place, frame));
  }
  // The exceptions of tasks come back as values.
  if (name === 'exception') return join(labelsOf(receiver), frame.raised);
  const [first = nothing] = given.positional;
  if (keyMethods.has(name))
    frame.sink(
      { place: given.places[0] ?? place, what: 'is used as a key', context: 'identifier', judges: 'labels' },
      labelsOf(first),
    );
  const adds = Object.hasOwn(addingMethods, name) ? addingMethods[name] : undefined;
  if (adds !== undefined) {
    const added = joinAll(adds === 'argument' ? all : [...all, ...all.map((value) => frame.read(value, '[*]'))]);
    frame.write(receiver, '[*]', adds === 'argument' ? added : withoutObjects(added, all));
    if (name !== 'setdefault') return nothing;
  }
  if (itemMethods.has(name)) return joinAll([itemNamed(receiver, given, frame), ...all.slice(1)]);
  if (lookingMethods.has(name)) return frame.impliedBy(joinAll([receiver, ...all]));
  if (itemsMethods.has(name)) {
    const items = joinAll([frame.read(receiver, '[*]'), ...all.map((value) => iterate(value, place, site, frame))]);
    return join(container(items, site, 'list', frame), labelsOf(receiver));
  }
  if (name === 'items') return items(receiver, site, frame);
  if (name === 'keys') return labelsOf(receiver);
  if (name === 'send') {
    // What is sent may be what the generator gives next.
    frame.write(receiver, '[*]', first);
    return frame.read(receiver, '[*]');
  }
  // An object of the library may keep what it is given, itself or in what it was made of.
  const keepers = receiver.objects.filter((object) => object.name === 'object');
  const holding = joinAll(keepers.map((object) => frame.read(objectValue(object), '[*]')));
  const kept = [...keepers, ...holding.objects.filter((object) => object.name === 'object')];
  if (kept.length > 0) frame.write(valueOf({ objects: kept }), '[*]', joinAll(all));
  const handed = all.length === 0 ? all : [...all, { ...receiver, callables: [] }];
  const answers = join(
    callBack(handed, site, place, frame),
    calledByLibrary([receiver, holding], all, site, place, frame),
  );
  const derived = joinAll([receiver, answers, ...all.map((value) => frame.insideOf(value))]);
  if (all.length > 0) frame.raise(labelsOf(joinAll(all.map((value) => frame.insideOf(value)))));
  // What an attribute gives when it is called comes from where it comes from.
  const named = labelsOf(frame.read(receiver, `.${name}`));
  return joinAll([all.length === 0 ? derived : withoutContext(derived), frame.insideOf(withoutOwn(receiver)), named]);
}

/** `d.get("name")` and `d["name"]` of a key that is known; any item otherwise. */
function itemNamed(receiver: Value, { firstField }: Arguments, frame: Frame): Value {
  return frame.read(receiver, firstField ?? '[*]');
}

function items(receiver: Value, site: string, frame: Frame): Value {
  const pair = frame.objects.at(`${site}+`, 'container', 'tuple', frame.flow);
  pair.add('[1]', frame.read(receiver, '[*]'));
  return container(objectValue(pair), site, 'list', frame);
}

/** What `extend` adds are the items, not the list that holds them. */
function withoutObjects(items: Value, containers: readonly Value[]): Value {
  const held = new Set(containers.flatMap((value) => value.objects));
  return { ...items, objects: items.objects.filter((object) => !held.has(object)) };
}

function withoutOwn(value: Value): Value {
  return withTraces(value, nothing.traces);
}
