/** Making an instance: the arguments go through `__init__`, into the fields of a dataclass, or somewhere unknown. */
import type { AbstractObject } from './abstract-object.ts';
import { noArguments, valuesOf } from './arguments.ts';
import type { Frame } from './frame.ts';
import type { Arguments } from './function-flow.ts';
import type { Place } from './trace.ts';
import { join, joinAll, labelsOf, nothing, objectValue, type Value } from './value.ts';

export function construct(of: AbstractObject, given: Arguments, site: string, place: Place, frame: Frame): Value {
  const made = frame.objects.at(`${site}/${of.key}`, 'instance', of.name, frame.flow);
  if (made.classes.length === 0) made.classes.push(of);
  made.fieldNames = of.fieldNames;
  made.isOpen = of.isOpen;
  const self = objectValue(made);
  if (of.isEnumeration) {
    const what = `is looked up in ${of.name}`;
    frame.sink({ place, what, context: 'identifier', judges: 'labels' }, labelsOf(given.positional[0] ?? nothing));
  }
  const init = frame.read(self, '.__init__');
  const make = frame.read(objectValue(of), '.__new__');
  const instead =
    make.callables.length === 0
      ? nothing
      : frame.callAll(make, { ...given, positional: [nothing, ...given.positional] }, `${site}new`, place);
  if (init.callables.length > 0) frame.callAll(init, given, site, place);
  else {
    keepArguments(made, given, frame);
    frame.callAll(frame.read(self, '.__post_init__'), noArguments, `${site}post`, place);
  }
  return join(self, instead);
}

function keepArguments(made: AbstractObject, given: Arguments, frame: Frame): void {
  const { fieldNames } = made;
  const self = objectValue(made);
  if (fieldNames === null || given.spread !== null || given.namedSpread !== null) {
    // A base that is not known may put them anywhere.
    frame.write(self, '.*', joinAll(valuesOf(given)));
    return;
  }
  for (const [at, value] of given.positional.entries()) frame.write(self, `.${fieldNames[at] ?? '*'}`, value);
  for (const [name, value] of given.named) frame.write(self, `.${name}`, value);
}
