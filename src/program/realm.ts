/**
 * Puts the methods of str, int, bool, list and functions on a realm's own prototypes, so that `x.$method` finds them on
 * JavaScript's primitives, arrays and functions. Done for both realms before they are frozen: its own when the library is
 * loaded (`helpers.ts`), the other by the sandbox.
 */
import { primitiveTypes } from './values/classes.ts';
import { functionPrototype } from './values/type-of.ts';

const { defineProperty, getOwnPropertyDescriptor, getOwnPropertyNames, getPrototypeOf } = Object;

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
  install(primitiveTypes.list.classInfo.prototype, intrinsics.Array);
  // What emitted code asks of a list: a property is looked up in no time, `Array.isArray` of another realm is a call.
  Object.defineProperty(intrinsics.Array, 'isList', { value: true, writable: true, configurable: true });
  install(primitiveTypes.str.classInfo.prototype, intrinsics.String);
  install(primitiveTypes.int.classInfo.prototype, intrinsics.Number);
  install(primitiveTypes.int.classInfo.prototype, intrinsics.BigInt);
  install(primitiveTypes.bool.classInfo.prototype, intrinsics.Boolean);
  install(functionPrototype, intrinsics.Function);
}

/** The slots of each stand-in and of what it derives from: both realms take the same. */
const known = new Map<object, readonly (readonly [key: string, slot: PropertyDescriptor])[]>();

function slotsOf(standIn: object): readonly (readonly [key: string, slot: PropertyDescriptor])[] {
  let slots = known.get(standIn);
  if (slots === undefined) {
    const byKey = new Map<string, PropertyDescriptor>();
    for (let holder: object | null = standIn; holder !== null; holder = getPrototypeOf(holder) as object | null) {
      for (const key of getOwnPropertyNames(holder)) {
        if (key[0] !== '$' || byKey.has(key)) continue;
        const slot = getOwnPropertyDescriptor(holder, key)!;
        slot.enumerable = false;
        slot.configurable = true;
        byKey.set(key, slot);
      }
    }
    slots = [...byKey];
    known.set(standIn, slots);
  }
  return slots;
}

/** Copies slots only: `type` would lead a walk that freezes intrinsics into the classes, which must stay changeable. */
function install(standIn: object, target: object): void {
  for (const [key, slot] of slotsOf(standIn)) defineProperty(target, key, slot);
}
