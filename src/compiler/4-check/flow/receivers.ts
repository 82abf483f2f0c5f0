/** What the type of a receiver says of the methods that a call may mean. */
import { standardModuleNames } from '#language/standard-library';
import type { Type } from '../types/type.ts';
import type { AbstractObject } from './abstract-object.ts';

/** True where a value of the type is surely of a built-in or library class. */
export function isOfLibrary(type: Type): boolean {
  switch (type.kind) {
    case 'union':
      return type.members.every(isOfLibrary);
    case 'none':
    case 'tuple':
      return true;
    case 'literal':
    case 'instance':
      // A protocol of the library may be met by any class.
      if (type.class.facts.isProtocol) return false;
      return type.class.moduleName === '' || standardModuleNames.has(type.class.moduleName);
    default:
      return false;
  }
}

/** A class and all that derive from it. */
export function withSubclasses(object: AbstractObject): AbstractObject[] {
  return [object, ...object.subclasses.flatMap(withSubclasses)];
}
