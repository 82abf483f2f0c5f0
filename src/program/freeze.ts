/** `const`: freezes a value in place and deeply, so that changing it, by whatever name, raises ConstError. */
import { isClass } from './values/classes.ts';
import { Table } from './values/hash-table.ts';
import { ModuleObject } from './values/module-object.ts';
import { ByteArray, Tuple, type Value } from './values/value.ts';

/**
 * Freezes the containers and instances of Aegis classes that a value consists of; functions, classes and modules stay
 * as they are.
 *
 * @returns the value itself
 */
export function freeze(value: Value): Value {
  // A list of its own: constants may be deep, and circular.
  const open: Value[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null || next instanceof ModuleObject) continue;
    freezeOne(next, open);
  }
  return value;
}

function freezeOne(value: object, open: Value[]): void {
  if (Array.isArray(value)) {
    if (Object.isFrozen(value)) return;
    Object.freeze(value);
    open.push(...(value as Value[]));
    return;
  }
  if (value instanceof Tuple) {
    open.push(...value.items);
    return;
  }
  if (isFrozen(value)) return;
  if (value instanceof Table) {
    open.push(...value.keyArray());
    for (const key of value.keyArray()) {
      const item = value.get(key);
      if (item !== undefined) open.push(item);
    }
  }
  const { base } = value as { base?: Value };
  if (base !== undefined) open.push(base);
  for (const key of Object.keys(value)) {
    if (key.startsWith('$')) open.push((value as Record<string, Value>)[key]!);
  }
  if (value instanceof Table || value instanceof ByteArray || isInstanceOfProgram(value)) markFrozen(value);
}

/** Instances say by `writable` that they may not be changed, the runtime's containers by `frozen`. */
function markFrozen(value: object): void {
  Object.defineProperty(value, 'writable', { value: false, configurable: false, enumerable: false });
  Object.defineProperty(value, 'frozen', { value: true, configurable: false, enumerable: false, writable: false });
}

export function isFrozen(value: object): boolean {
  return Object.hasOwn(value, 'frozen') && (value as { frozen?: boolean }).frozen === true;
}

function isInstanceOfProgram(value: object): boolean {
  const { type } = value as { type?: Value };
  return type !== undefined && isClass(type) && !type.classInfo.isNative;
}
