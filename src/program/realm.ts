/**
 * Puts the methods of str, int, bool, list and functions on a realm's own prototypes, so that `x.$method` finds them on
 * JavaScript's primitives, arrays and functions. To be called for both realms, before they are frozen.
 */
import { objectType, openType, primitiveTypes } from './values/classes.ts';
import { functionPrototype, functionType, typeType } from './values/type-of.ts';

/** The prototypes of one realm. */
export interface RealmIntrinsics {
  readonly Array: object;
  readonly String: object;
  readonly Number: object;
  readonly BigInt: object;
  readonly Boolean: object;
  readonly Function: object;
}

export function installPrimitives(intrinsics: RealmIntrinsics): void {
  for (const type of [objectType, ...Object.values(primitiveTypes), functionType, typeType]) openType(type);
  install(primitiveTypes.list.classInfo.prototype, intrinsics.Array);
  // What emitted code asks of a list: a property is looked up in no time, `Array.isArray` of another realm is a call.
  Object.defineProperty(intrinsics.Array, 'isList', { value: true, writable: true, configurable: true });
  install(primitiveTypes.str.classInfo.prototype, intrinsics.String);
  install(primitiveTypes.int.classInfo.prototype, intrinsics.Number);
  install(primitiveTypes.int.classInfo.prototype, intrinsics.BigInt);
  install(primitiveTypes.bool.classInfo.prototype, intrinsics.Boolean);
  install(functionPrototype, intrinsics.Function);
}

/** Copies slots only: `type` would lead a walk that freezes intrinsics into the classes, which must stay changeable. */
function install(slots: object, target: object): void {
  const chain: object[] = [];
  for (let holder: object | null = slots; holder !== null; holder = Object.getPrototypeOf(holder) as object | null) {
    chain.unshift(holder);
  }
  for (const holder of chain) {
    for (const key of Object.getOwnPropertyNames(holder)) {
      if (!key.startsWith('$')) continue;
      Object.defineProperty(target, key, {
        ...Object.getOwnPropertyDescriptor(holder, key)!,
        enumerable: false,
        configurable: true,
      });
    }
  }
}
