/**
 * The native part of `dataclasses`: the methods that instances of data classes spend their time in, made from the list
 * of fields (`__init__` and `replace` stand in `dataclasses/`), and a look at raw class members.
 */
import { getAttribute } from '../operators/attribute.ts';
import { methodFunction } from '../operators/definition.ts';
import { toArray } from '../operators/iteration.ts';
import { applyRules } from '../values/class-creation.ts';
import { defineHidden, lookUp } from '../values/classes.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { repr, withRepresentation } from '../values/representation.ts';
import { compareItems, itemsEqual, type Ordering } from '../values/sequence-comparison.ts';
import { programHash } from '../values/stable-hash.ts';
import { textFromString } from '../values/text.ts';
import { typeOf } from '../values/type-of.ts';
import { type ClassValue, notImplemented, type ThisForm, Tuple, type Value } from '../values/value.ts';
import { classArgument, ownClass } from './arguments.ts';
import { makeInit } from './dataclasses/initialiser.ts';
import { makeReplace } from './dataclasses/replace.ts';

function namesOf(value: Value): string[] {
  return toArray(value).map(String);
}

function plain(cls: ClassValue, name: string, positional: readonly string[], thisForm: ThisForm): Value {
  return methodFunction(thisForm, {
    name,
    qualname: `${cls.classInfo.qualname}.${name}`,
    module: cls.classInfo.module,
    positional,
    positionalOnly: 0,
    required: positional.length,
    rest: null,
    keywordOnly: [],
    keywordRequired: [],
    keywords: null,
    doc: null,
    kind: 'function',
  });
}

function makeRepr(cls: ClassValue, fields: Value): Value {
  const names = namesOf(fields);
  return plain(cls, '__repr__', ['self'], function (this: object) {
    return withRepresentation(this, '...', () => {
      const parts = names.map((name) => `${name}=${String(repr(getAttribute(this, name)))}`);
      return textFromString(`${typeOf(this).classInfo.qualname}(${parts.join(', ')})`);
    });
  });
}

function valuesOf(self: Value, names: readonly string[]): Value[] {
  return names.map((name) => getAttribute(self, name));
}

function makeEq(cls: ClassValue, fields: Value): Value {
  const names = namesOf(fields);
  return plain(cls, '__eq__', ['self', 'other'], function (this: object, other: Value) {
    if (typeOf(other) !== typeOf(this)) return notImplemented;
    return itemsEqual(valuesOf(this, names), valuesOf(other, names));
  });
}

const orderings: Readonly<Record<string, Ordering>> = {
  __lt__: 'less',
  __le__: 'lessEqual',
  __gt__: 'greater',
  __ge__: 'greaterEqual',
};

/** One of the four ordering methods, by its name. */
function makeOrder(cls: ClassValue, name: Value, fields: Value): Value {
  const names = namesOf(fields);
  const ordering = orderings[String(name)]!;
  return plain(cls, String(name), ['self', 'other'], function (this: object, other: Value) {
    if (typeOf(other) !== typeOf(this)) return notImplemented;
    return compareItems(valuesOf(this, names), valuesOf(other, names), ordering);
  });
}

function makeHash(cls: ClassValue, fields: Value): Value {
  const names = namesOf(fields);
  return plain(cls, '__hash__', ['self'], function (this: object) {
    return programHash(new Tuple(valuesOf(this, names)));
  });
}

/** Limits the attributes of instances to those named here and in ancestors. */
function addSlots(cls: ClassValue, names: Tuple): Value {
  cls.classInfo.namespace.set('__slots__', names);
  applyRules(cls);
  return cls;
}

export default makeModuleObject('_dataclasses', {
  add_slots: native('add_slots', '(cls, names, /)', addSlots),
  find: native('find', '(cls, name, /)', (cls: Value, name: string) => lookUp(classArgument(cls), name) ?? null),
  has: native('has', '(cls, name, /)', (cls: Value, name: string) => classArgument(cls).classInfo.namespace.has(name)),
  make_eq: native('make_eq', '(cls, fields, /)', makeEq),
  make_order: native('make_order', '(cls, name, fields, /)', makeOrder),
  make_hash: native('make_hash', '(cls, fields, /)', makeHash),
  make_init: native('make_init', '(cls, rows, frozen, has_post_init, /)', makeInit),
  make_replace: native('make_replace', '(by_name, /)', makeReplace),
  make_repr: native('make_repr', '(cls, fields, /)', makeRepr),
  set_annotations: native('set_annotations', '(cls, pairs, /)', (value: Value, pairs: Value) => {
    const cls = ownClass(value, '__annotations__');
    for (const pair of toArray(pairs)) {
      const [name, value] = (pair as Tuple).items as [string, Value];
      cls.classInfo.annotations.push({ name, text: name, value: () => value });
    }
    return null;
  }),
  set_doc: native('set_doc', '(cls, doc, /)', (value: Value, doc: Value) => {
    const cls = ownClass(value, '__doc__');
    cls.classInfo.doc = doc;
    defineHidden(cls.classInfo.prototype, '$__doc__', doc);
    return null;
  }),
});
