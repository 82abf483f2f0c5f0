/** `property`, `staticmethod` and `classmethod` as types. */
import { callWith } from '../operators/call.ts';
import { addNativeMembers, defineNativeType } from './classes.ts';
import {
  ClassMethod,
  deleteProperty,
  memberOfClass,
  memberOfInstance,
  Property,
  readProperty,
  StaticMethod,
  writeProperty,
} from './descriptors.ts';
import { repr } from './representation.ts';
import { textFromString } from './text.ts';
import { typeOf } from './type-of.ts';
import type { ClassValue, FunctionValue, ThisForm, Value } from './value.ts';

/** The documentation of a getter. */
function docOf(getter: Value): Value {
  return typeof getter === 'function' ? ((getter as FunctionValue).signature?.doc ?? null) : null;
}

function makeProperty(getter: Value = null, setter: Value = null, deleter: Value = null, doc: Value = null): Property {
  return new Property(getter, setter, deleter, doc ?? docOf(getter));
}

export const propertyType = defineNativeType({
  name: 'property',
  prototype: Property.prototype,
  parameters: '(fget=None, fset=None, fdel=None, doc=None)',
  construct: makeProperty,
});

/** A copy with one part replaced; instances of subclasses stay such. */
function changed(self: Property, part: 'getter' | 'setter' | 'deleter', value: Value): Property {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(self) as object) as Property, self);
  copy[part] = value;
  if (part === 'getter') copy.doc = docOf(value) ?? copy.doc;
  return copy;
}

addNativeMembers(propertyType, {
  methods: {
    getter: [
      '(fget, /)',
      function (this: Property, f: Value) {
        return changed(this, 'getter', f);
      },
    ],
    setter: [
      '(fset, /)',
      function (this: Property, f: Value) {
        return changed(this, 'setter', f);
      },
    ],
    deleter: [
      '(fdel, /)',
      function (this: Property, f: Value) {
        return changed(this, 'deleter', f);
      },
    ],
    __get__: [
      '(instance, owner=None, /)',
      function (this: Property, instance: Value) {
        return instance === null ? this : readProperty(this, instance);
      },
    ],
    __set__: [
      '(instance, value, /)',
      function (this: Property, instance: Value, value: Value) {
        writeProperty(this, instance, value);
        return null;
      },
    ],
    __delete__: [
      '(instance, /)',
      function (this: Property, instance: Value) {
        deleteProperty(this, instance);
        return null;
      },
    ],
    __set_name__: [
      '(owner, name, /)',
      function (this: Property, _owner: Value, name: Value) {
        if (typeof name === 'string') this.name = name;
        return null;
      },
    ],
  },
  properties: {
    fget(this: Property) {
      return this.getter;
    },
    fset(this: Property) {
      return this.setter;
    },
    fdel(this: Property) {
      return this.deleter;
    },
  },
});
Object.defineProperty(Property.prototype, '$__doc__', {
  configurable: true,
  get(this: Property) {
    return this.doc;
  },
  set(this: Property, doc: Value) {
    this.doc = doc;
  },
});

export const staticMethodType = defineWrapper(
  'staticmethod',
  StaticMethod.prototype,
  (inner) => new StaticMethod(inner),
);
export const classMethodType = defineWrapper('classmethod', ClassMethod.prototype, (inner) => new ClassMethod(inner));

function defineWrapper(name: string, prototype: object, make: (inner: Value) => Value): ClassValue {
  const part = (key: 'name' | 'qualname' | 'doc'): ThisForm =>
    function (this: StaticMethod) {
      const { inner } = this;
      return typeof inner === 'function' ? ((inner as FunctionValue).signature?.[key] ?? null) : null;
    };
  return defineNativeType({
    name,
    prototype,
    parameters: '(function, /)',
    construct: make,
    methods: {
      __repr__(this: StaticMethod) {
        return textFromString(`<${name}(${String(repr(this.inner))})>`);
      },
      __get__: [
        '(instance, owner=None, /)',
        function (this: StaticMethod, instance: Value, owner?: Value) {
          const cls = (owner ?? typeOf(instance)) as ClassValue;
          return instance === null ? memberOfClass(this, cls) : memberOfInstance(this, instance, cls);
        },
      ],
    },
    properties: { __name__: part('name'), __qualname__: part('qualname'), __doc__: part('doc') },
  });
}

addNativeMembers(staticMethodType, {
  methods: {
    __call__(this: StaticMethod, ...args: Value[]) {
      return callWith(this.inner, args);
    },
  },
});
