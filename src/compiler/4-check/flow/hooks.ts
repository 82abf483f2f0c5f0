/**
 * Methods of the program's own classes that nobody names in the source: the language calls them when an attribute is read
 * or written (`__get__`, `__setattr__`), the library when it is handed an instance (`__lt__`, `__copy__`, `write`, and
 * whatever a class overrides that derives from one of the library's).
 */
import type { AbstractObject } from './abstract-object.ts';
import { noArguments } from './arguments.ts';
import { construct } from './construct.ts';
import type { Frame } from './frame.ts';
import type { Place } from './trace.ts';
import { join, joinAll, nothing, objectValue, type Value, valueOf } from './value.ts';

/** Hooks that are followed where they are called: when an instance is made, and when its text is shown. */
const followedElsewhere: ReadonlySet<string> = new Set(
  `__init__ __new__ __post_init__ __init_subclass__ __class_getitem__ __set_name__ __str__ __repr__ __format__
  __get__ __set__ __delete__ __getattr__ __setattr__ __enter__ __exit__ __aenter__ __aexit__ __del__`
    .split(/\s+/)
    .map((name) => `.${name}`),
);

/** What an attribute of an instance gives beyond what is kept in it: through a descriptor of its class, or `__getattr__`. */
export function readThroughHooks(object: AbstractObject, found: Value, frame: Frame): Value {
  let result = found;
  for (const member of found.objects)
    if (member.form === 'instance') result = join(result, callHook(member, '.__get__', [objectValue(object)], frame));
  return found === nothing ? callHook(object, '.__getattr__', [], frame) : result;
}

/**
 * What is written to an attribute of an instance is seen by a descriptor of its class, by a setter and by `__setattr__`.
 *
 * @returns whether a setter took it in place of the attribute
 */
export function writeThroughHooks(object: AbstractObject, field: string, value: Value, frame: Frame): boolean {
  let isTaken = false;
  for (const each of ancestry(object)) {
    const member = each.cells.get(field)?.read(frame.flow) ?? nothing;
    for (const descriptor of member.objects)
      if (descriptor.form === 'instance') callHook(descriptor, '.__set__', [objectValue(object), value], frame);
    for (const callable of member.callables)
      if (callable.kind === 'function' && callable.flow.facts.binding === 'setter') {
        isTaken = true;
        frame.call(
          { ...callable, self: objectValue(object), key: `${callable.key}@${object.key}` },
          { ...noArguments, positional: [value] },
          `set ${object.key}`,
          frame.file.placeOfFile,
        );
      }
  }
  callHook(object, '.__setattr__', [nothing, value], frame);
  return isTaken;
}

function callHook(object: AbstractObject, name: string, positional: readonly Value[], frame: Frame): Value {
  const hooks = valueOf({ callables: frame.read(objectValue(object), name).callables });
  if (hooks === nothing || hooks.callables.length === 0) return nothing;
  return frame.callAll(hooks, { ...noArguments, positional }, `${name} ${object.key}`, frame.file.placeOfFile);
}

/**
 * What the library may call of instances that it was handed, and what comes back from that. Classes are made instances of
 * first.
 *
 * @param others what else the library was given: it may be passed to any of those methods
 */
export function calledByLibrary(
  given: readonly Value[],
  others: readonly Value[],
  site: string,
  place: Place,
  frame: Frame,
): Value {
  const objects = given.flatMap((value) => value.objects).filter(({ form }) => form === 'instance' || form === 'class');
  if (objects.length === 0) return nothing;
  const spread = joinAll(others.flatMap((value) => [value, frame.read(value, '[each]')]));
  let result = nothing;
  for (const object of objects) {
    const self =
      object.form === 'class' ? construct(object, noArguments, `${site}new`, place, frame) : objectValue(object);
    for (const name of hookNames(object)) {
      const { callables } = frame.read(self, name);
      if (callables.length > 0)
        result = join(
          result,
          frame.callUnnamed(valueOf({ callables }), { ...noArguments, spread }, `${site}${name}`, place),
        );
    }
  }
  return frame.insideOf(result) === nothing ? nothing : result;
}

/** Of a class with a base in the library any method may override one of that base. */
function hookNames(object: AbstractObject): Set<string> {
  const names = new Set<string>();
  for (const each of ancestry(object))
    for (const [name, cell] of each.cells) {
      if (followedElsewhere.has(name) || cell.read(null).callables.length === 0) continue;
      if (object.isOpen || name.startsWith('.__') || name === '.write') names.add(name);
    }
  return names;
}

/** A class and its bases; of an instance its class and the bases of that. */
function ancestry(object: AbstractObject): AbstractObject[] {
  const bases = object.classes.flatMap(ancestry);
  return object.form === 'class' ? [object, ...bases] : bases;
}
