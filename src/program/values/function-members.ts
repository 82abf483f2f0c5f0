/** What functions, bound methods, classes, None and the other singletons can do as values. */
import { call, callKeywords } from '../operators/call.ts';
import { hashFunction } from '../operators/hash.ts';
import { bindMethod, boundMethodsEqual } from './bound-methods.ts';
import { addNativeMembers, defineNativeType, lookUp, NativeClassMethod, NativeProperty } from './classes.ts';
import { construct } from './construction.ts';
import { memberOfClass } from './descriptors.ts';
import { applied, part } from './engine-shortcuts.ts';
import { error } from './exceptions.ts';
import { Keywords } from './functions.ts';
import { genericAlias } from './generic-alias.ts';
import { defaultRepresentation, fakeAddress } from './object-methods.ts';
import { repr } from './representation.ts';
import { type Str, textFromString } from './text.ts';
import {
  builtinFunctionType,
  ellipsisType,
  foreignReceiver,
  functionType,
  isInstance,
  isSlotWrapper,
  methodDescriptorType,
  methodType,
  noneType,
  notImplementedType,
  typeName,
  typeType,
} from './type-of.ts';
import { unionOf } from './unions.ts';
import { type ClassValue, type FunctionValue, notImplemented, type ThisForm, type Value } from './value.ts';

/** The function whose name and description a function value shows. */
function described(f: FunctionValue): FunctionValue {
  return f.boundFunction ?? f;
}

function nameOf(f: FunctionValue): string {
  const own = described(f) as FunctionValue & { $__name__?: Value };
  if (Object.hasOwn(own, '$__name__')) return String(own.$__name__);
  return own.signature?.name ?? own.method?.name ?? own.name;
}

function qualifiedNameOf(f: FunctionValue): string {
  const own = described(f) as FunctionValue & { $__qualname__?: Value };
  if (Object.hasOwn(own, '$__qualname__')) return String(own.$__qualname__);
  return own.signature?.qualname ?? nameOf(f);
}

/** `<function f at 0x…>`, `<built-in function len>`, `<bound method C.m of <…>>` … */
function representFunction(f: FunctionValue): Str {
  const name = nameOf(f);
  if (f.boundFunction !== undefined) {
    const self = f.boundSelf!;
    if (f.boundFunction.owner !== undefined) {
      return textFromString(
        `<built-in method ${name} of ${typeName(self)} object at ${fakeAddress(Object(self) as Value)}>`,
      );
    }
    return textFromString(`<bound method ${qualifiedNameOf(f)} of ${String(repr(self))}>`);
  }
  if (f.owner !== undefined) {
    const { name: owner } = f.owner.classInfo;
    return isSlotWrapper(owner, name)
      ? `<slot wrapper '${name}' of '${owner}' objects>`
      : `<method '${name}' of '${owner}' objects>`;
  }
  const { signature } = f;
  if (signature == null || signature.kind === 'builtin') return `<built-in function ${name}>`;
  return textFromString(`<function ${qualifiedNameOf(f)} at ${fakeAddress(f)}>`);
}

const functionMethods: Record<string, readonly [string, ThisForm]> = {
  __repr__: [
    '()',
    function (this: FunctionValue) {
      return representFunction(this);
    },
  ],
  __eq__: [
    '(value, /)',
    function (this: FunctionValue, other: Value) {
      if (typeof other !== 'function') return notImplemented;
      return boundMethodsEqual(this, other as FunctionValue) ? true : notImplemented;
    },
  ],
  __hash__: [
    '()',
    function (this: FunctionValue) {
      return hashFunction(this);
    },
  ],
};

const functionProperties: Record<string, ThisForm> = {
  __name__(this: FunctionValue) {
    return nameOf(this);
  },
  __qualname__(this: FunctionValue) {
    return qualifiedNameOf(this);
  },
  __module__(this: FunctionValue) {
    return described(this).signature?.module ?? 'builtins';
  },
  __doc__(this: FunctionValue) {
    const given = (this.boundFunction as { $__doc__?: Value } | undefined)?.$__doc__;
    return typeof given === 'string' ? given : (described(this).signature?.doc ?? null);
  },
};

for (const type of [functionType, builtinFunctionType, methodType, methodDescriptorType]) {
  addNativeMembers(type, { methods: functionMethods, properties: functionProperties });
  addNativeMembers(type, {
    methods: {
      __call__: [
        '(*args, **kwargs)',
        function (this: FunctionValue, ...args: Value[]) {
          const last = args.at(-1);
          if (!(last instanceof Keywords)) return applied(this, args);
          return callKeywords(this, part(args, 0, args.length - 1), last.names, last.values);
        },
      ],
    },
  });
}
addNativeMembers(functionType, {
  methods: {
    __get__: [
      '(instance, owner=None, /)',
      function (this: FunctionValue, instance: Value) {
        if (instance === null || this.boundFunction !== undefined) return this;
        const { owner } = this;
        if (owner !== undefined && !isInstance(instance, owner)) throw foreignReceiver(owner, nameOf(this), instance);
        return bindMethod(this, instance);
      },
    ],
  },
});

// ---------------------------------------------------------------- classes

const subscriptable = new Set(['tainted', 'secret', 'list', 'dict', 'tuple', 'set', 'frozenset', 'type']);

/** `cls[key]`: what `__class_getitem__` makes of it. @throws TypeError for classes that take no parameters */
function subscript(cls: ClassValue, key: Value): Value {
  const member = lookUp(cls, '__class_getitem__');
  if (member !== undefined) return call(memberOfClass(member, cls), key);
  const takesParameters = cls.classInfo.order.some(
    ({ classInfo: { isNative, module, name } }) => isNative && module === 'builtins' && subscriptable.has(name),
  );
  if (takesParameters) return genericAlias(cls, key);
  throw error('TypeError', `type '${cls.classInfo.name}' is not subscriptable`);
}

addNativeMembers(typeType, {
  methods: {
    __repr__: [
      '()',
      function (this: ClassValue) {
        const { module, qualname } = this.classInfo;
        return `<class '${module === 'builtins' ? '' : `${module}.`}${qualname}'>`;
      },
    ],
    __call__(this: ClassValue, ...args: Value[]) {
      return this.classInfo.isNative ? applied(this, args) : construct(this, args);
    },
    __or__: [
      '(value, /)',
      function (this: ClassValue, other: Value) {
        return unionOf(this, other);
      },
    ],
    __ror__: [
      '(value, /)',
      function (this: ClassValue, other: Value) {
        return unionOf(other, this);
      },
    ],
    __getitem__: [
      '(key, /)',
      function (this: ClassValue, key: Value) {
        return subscript(this, key);
      },
    ],
  },
  properties: {
    __name__(this: ClassValue) {
      return this.classInfo.name;
    },
    __qualname__(this: ClassValue) {
      return this.classInfo.qualname;
    },
    __module__(this: ClassValue) {
      return this.classInfo.module;
    },
    __doc__(this: ClassValue) {
      return this.classInfo.doc;
    },
  },
});

// ---------------------------------------------------------------- singletons and members of native types

addNativeMembers(noneType, {
  methods: { __repr__: ['()', () => 'None'], __bool__: ['()', () => false] },
});
addNativeMembers(ellipsisType, { methods: { __repr__: ['()', () => 'Ellipsis'] } });
addNativeMembers(notImplementedType, { methods: { __repr__: ['()', () => 'NotImplemented'] } });

defineNativeType({
  name: 'getset_descriptor',
  prototype: NativeProperty.prototype,
  parameters: '()',
  construct: () => {
    throw error('TypeError', "cannot create 'getset_descriptor' instances");
  },
  methods: {
    __repr__(this: NativeProperty) {
      return `<attribute '${this.name}' of '${this.owner.classInfo.name}' objects>`;
    },
  },
  isFinal: true,
});
defineNativeType({
  name: 'classmethod_descriptor',
  prototype: NativeClassMethod.prototype,
  parameters: '()',
  construct: () => {
    throw error('TypeError', "cannot create 'classmethod_descriptor' instances");
  },
  methods: {
    __repr__(this: NativeClassMethod) {
      return defaultRepresentation(this);
    },
  },
  isFinal: true,
});
