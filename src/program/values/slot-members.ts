/**
 * What `C.x` is when `x` stands in the `__slots__` of a class: a descriptor that reads and writes the attribute of instances.
 * Instances themselves never meet it; their slots are ordinary properties, and missing ones are simply not there.
 */
import { deleteAttribute, getAttribute, setOwnAttribute } from '../operators/attribute.ts';
import { toArray } from '../operators/iteration.ts';
import { defineNativeType } from './classes.ts';
import { error } from './exceptions.ts';
import { isStr } from './text.ts';
import { foreignReceiver, typeOf } from './type-of.ts';
import type { ClassValue, Value } from './value.ts';

class SlotMember {
  constructor(
    readonly owner: ClassValue,
    readonly name: string,
  ) {}
}

const known = new WeakMap<ClassValue, Map<string, SlotMember>>();

/** The member of that name of the nearest class that has it among its `__slots__`. */
export function slotMember(cls: ClassValue, name: string): Value | undefined {
  const owner = cls.classInfo.order.find((each) => ownSlots(each).includes(name));
  if (owner === undefined) return undefined;
  let members = known.get(owner);
  if (members === undefined) known.set(owner, (members = new Map()));
  let member = members.get(name);
  if (member === undefined) members.set(name, (member = new SlotMember(owner, name)));
  return member;
}

/** The names in the `__slots__` of a class itself. */
export function ownSlots(cls: ClassValue): string[] {
  const slots = cls.classInfo.isNative ? undefined : cls.classInfo.namespace.get('__slots__');
  if (slots === undefined) return [];
  return isStr(slots) ? [String(slots)] : toArray(slots).map(String);
}

function requireInstance({ owner, name }: SlotMember, instance: Value): void {
  // Who is only registered as a subclass has no place for it.
  if (!typeOf(instance).classInfo.order.includes(owner)) throw foreignReceiver(owner, name, instance);
}

defineNativeType({
  name: 'member_descriptor',
  prototype: SlotMember.prototype,
  parameters: '()',
  construct: () => {
    throw error('TypeError', "cannot create 'member_descriptor' instances");
  },
  isFinal: true,
  methods: {
    __repr__(this: SlotMember) {
      return `<member '${this.name}' of '${this.owner.classInfo.name}' objects>`;
    },
    __get__: [
      '(instance, owner=None, /)',
      function (this: SlotMember, instance: Value) {
        if (instance === null) return this;
        requireInstance(this, instance);
        return getAttribute(instance, this.name);
      },
    ],
    __set__: [
      '(instance, value, /)',
      function (this: SlotMember, instance: Value, value: Value) {
        requireInstance(this, instance);
        setOwnAttribute(instance, this.name, value);
        return null;
      },
    ],
    __delete__: [
      '(instance, /)',
      function (this: SlotMember, instance: Value) {
        requireInstance(this, instance);
        deleteAttribute(instance, this.name);
        return null;
      },
    ],
  },
  properties: {
    __name__(this: SlotMember) {
      return this.name;
    },
    __qualname__(this: SlotMember) {
      return `${this.owner.classInfo.qualname}.${this.name}`;
    },
  },
});
