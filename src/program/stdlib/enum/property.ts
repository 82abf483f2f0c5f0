/**
 * `enum.property`: an attribute computed for members that leaves its name free on the class, where a member may have it
 * (`name` and `value` are such).
 */
import { call } from '../../operators/call.ts';
import { defineNativeType, lookUp } from '../../values/classes.ts';
import { Dict } from '../../values/dict.ts';
import { error } from '../../values/exceptions.ts';
import { repr } from '../../values/representation.ts';
import { textFromString } from '../../values/text.ts';
import { typeOf } from '../../values/type-of.ts';
import type { ClassValue, Value } from '../../values/value.ts';

const noMembers = new Dict();

/** Members by name, aliases too; empty while the class is being made. */
export function membersOf(cls: ClassValue): Dict {
  return (lookUp(cls, '_member_map_') as Dict | undefined) ?? noMembers;
}

export class EnumProperty {
  name = '';
  constructor(
    readonly getter: Value,
    readonly setter: Value,
    readonly deleter: Value,
  ) {}
}

function refused(property: EnumProperty, cls: ClassValue, what: string): unknown {
  return error('AttributeError', textFromString(`${String(repr(cls))} ${what} '${property.name}'`));
}

export const enumPropertyType: ClassValue = defineNativeType({
  name: 'property',
  module: 'enum',
  prototype: EnumProperty.prototype,
  parameters: '(fget=None, fset=None, fdel=None, doc=None)',
  construct: (getter: Value = null, setter: Value = null, deleter: Value = null) =>
    new EnumProperty(getter, setter, deleter),
  methods: {
    __set_name__: [
      '(owner, name, /)',
      function (this: EnumProperty, _owner: Value, name: string) {
        this.name = name;
        return null;
      },
    ],
    __get__: [
      '(instance, owner=None, /)',
      function (this: EnumProperty, instance: Value, owner: Value = null) {
        if (instance === null) {
          const member = membersOf(owner as ClassValue).get(this.name);
          if (member === undefined) throw refused(this, owner as ClassValue, 'has no attribute');
          return member;
        }
        if (this.getter === null) throw refused(this, typeOf(instance), 'has no attribute');
        return call(this.getter, instance);
      },
    ],
    __set__: [
      '(instance, value, /)',
      function (this: EnumProperty, instance: Value, value: Value) {
        if (this.setter === null) throw refused(this, typeOf(instance), 'cannot set attribute');
        return call(this.setter, instance, value);
      },
    ],
    __delete__: [
      '(instance, /)',
      function (this: EnumProperty, instance: Value) {
        if (this.deleter === null) throw refused(this, typeOf(instance), 'cannot delete attribute');
        return call(this.deleter, instance);
      },
    ],
    getter: [
      '(fget, /)',
      function (this: EnumProperty, getter: Value) {
        return new EnumProperty(getter, this.setter, this.deleter);
      },
    ],
    setter: [
      '(fset, /)',
      function (this: EnumProperty, setter: Value) {
        return new EnumProperty(this.getter, setter, this.deleter);
      },
    ],
    deleter: [
      '(fdel, /)',
      function (this: EnumProperty, deleter: Value) {
        return new EnumProperty(this.getter, this.setter, deleter);
      },
    ],
  },
});
