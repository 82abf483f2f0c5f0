/**
 * Classes that derive from list, str or int. Values of these types are JavaScript's own arrays and primitives, so an instance
 * of a subclass holds one in `base`, and the native's methods have to work on that. One prototype per native type does the
 * opening; it stands between the prototypes of all such classes and the native's own, so that a class costs only what it
 * defines itself.
 */
import { defineHidden, NativeProperty, nativeReceiver, upper } from './classes.ts';
import type { ClassValue, FunctionValue, ThisForm, Value } from './value.ts';

/** Types whose values are JavaScript primitives or arrays: instances of their subclasses hold the value in `base`. */
export function holdsBase(layout: ClassValue): boolean {
  const { name, module } = layout.classInfo;
  return module === 'builtins' && (name === 'int' || name === 'str' || name === 'list');
}

/** What the prototype of a class directly under a native type derives from. */
export function prototypeUnder(layout: ClassValue): object {
  return holdsBase(layout) ? openedPrototype(layout) : layout.classInfo.prototype;
}

/** True for the prototypes on which JavaScript's chain leads to the members of a native type. */
export function carriesMembersOf(native: ClassValue, holder: object): boolean {
  return holder === native.classInfo.prototype || holder === opened.get(native);
}

const opened = new Map<ClassValue, object>();

function openedPrototype(layout: ClassValue): object {
  let prototype = opened.get(layout);
  if (prototype === undefined) {
    prototype = Object.create(layout.classInfo.prototype) as object;
    for (const [name, member] of layout.classInfo.namespace) openMember(prototype, name, member);
    opened.set(layout, prototype);
  }
  return prototype;
}

/** Static methods and plain attributes are inherited as they are, class methods are bound by each class. */
function openMember(prototype: object, name: string, member: Value): void {
  if (member instanceof NativeProperty) {
    Object.defineProperty(prototype, '$' + name, {
      configurable: true,
      enumerable: false,
      get(this: Value) {
        return member.get.call(nativeReceiver(this));
      },
      set(this: Value) {
        upper.readOnly(this, name);
      },
    });
  } else if (typeof member === 'function' && (member as FunctionValue).method !== undefined) {
    defineHidden(prototype, '$' + name, openedForm((member as FunctionValue).method!));
  }
}

/** A native method for instances that hold their value in `base`. */
export function openedForm(method: ThisForm): ThisForm {
  return function (this: Value, ...args: Value[]) {
    const receiver = nativeReceiver(this);
    const result: Value = method.apply(receiver, args);
    // `l += x` gives the very list that it was asked of, not what that holds.
    return Array.isArray(result) && result === receiver ? this : result;
  };
}
