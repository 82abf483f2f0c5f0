/**
 * The methods that programs call most, written out once more for their usual calls: every native method goes through a
 * shared wrapper that counts arguments, which the engine cannot inline; these it can. Whatever is not the usual call
 * (another receiver, other arguments) is left to the method proper.
 */
import { type Dict, dictType } from './dict.ts';
import { DictItems, DictKeys, DictValues } from './dict-views.ts';
import { type SetValue, setType } from './set.ts';
import { strType } from './str/type.ts';
import type { ClassValue, FunctionValue, ThisForm, Value } from './value.ts';

const { apply } = Reflect;

/** Makes the direct form of a method from its proper one. */
type Direct = (proper: ThisForm) => ThisForm;

/** Puts direct forms in the place of methods; they keep the signatures. */
export function direct(cls: ClassValue, methods: Readonly<Record<string, Direct>>): void {
  const slots = cls.classInfo.prototype as Record<string, ThisForm>;
  for (const name in methods) {
    const proper = slots['$' + name]!;
    const form = methods[name]!(proper);
    (form as FunctionValue).signature = (proper as FunctionValue).signature!;
    slots['$' + name] = form;
  }
}

direct(strType, {
  lower: (proper) =>
    function (this: Value) {
      return typeof this === 'string' && arguments.length === 0 ? this.toLowerCase() : apply(proper, this, arguments);
    },
  upper: (proper) =>
    function (this: Value) {
      return typeof this === 'string' && arguments.length === 0 ? this.toUpperCase() : apply(proper, this, arguments);
    },
  startswith: (proper) =>
    function (this: Value, prefix: Value) {
      return typeof this === 'string' && typeof prefix === 'string' && arguments.length === 1
        ? this.startsWith(prefix)
        : apply(proper, this, arguments);
    },
  endswith: (proper) =>
    function (this: Value, suffix: Value) {
      return typeof this === 'string' && typeof suffix === 'string' && arguments.length === 1
        ? this.endsWith(suffix)
        : apply(proper, this, arguments);
    },
  find: (proper) =>
    function (this: Value, part: Value) {
      return typeof this === 'string' && typeof part === 'string' && arguments.length === 1
        ? this.indexOf(part)
        : apply(proper, this, arguments);
    },
  split: (proper) =>
    function (this: Value, separator: Value) {
      return typeof this === 'string' && typeof separator === 'string' && separator !== '' && arguments.length === 1
        ? this.split(separator)
        : apply(proper, this, arguments);
    },
});

direct(dictType, {
  get: (proper) =>
    function (this: Dict, key: Value, fallback: Value = null) {
      if (arguments.length === 0 || arguments.length > 2 || key === undefined) return apply(proper, this, arguments);
      const value = this.get(key);
      return value === undefined ? fallback : value;
    },
  items: (proper) =>
    function (this: Dict) {
      return arguments.length === 0 ? new DictItems(this) : apply(proper, this, arguments);
    },
  keys: (proper) =>
    function (this: Dict) {
      return arguments.length === 0 ? new DictKeys(this) : apply(proper, this, arguments);
    },
  values: (proper) =>
    function (this: Dict) {
      return arguments.length === 0 ? new DictValues(this) : apply(proper, this, arguments);
    },
  setdefault: (proper) =>
    function (this: Dict, key: Value, fallback: Value = null) {
      return arguments.length === 2 ? this.getOrSet(key, fallback) : apply(proper, this, arguments);
    },
});

direct(setType, {
  add: (proper) =>
    function (this: SetValue, item: Value) {
      if (arguments.length !== 1 || item === undefined) return apply(proper, this, arguments);
      this.set(item, true);
      return null;
    },
});
