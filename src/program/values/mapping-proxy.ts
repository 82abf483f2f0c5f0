/** `mappingproxy`: a dict that can only be read, such as the members of an enumeration or the metadata of a field. */

import { bitOr } from '../operators/arithmetic.ts';
import { getAttribute } from '../operators/attribute.ts';
import { call } from '../operators/call.ts';
import { equal } from '../operators/comparison.ts';
import { contains } from '../operators/containment.ts';
import { getItem } from '../operators/items.ts';
import { iteratorOf } from '../operators/iteration.ts';
import { defineNativeType } from './classes.ts';
import type { Dict } from './dict.ts';
import { display, repr } from './representation.ts';
import { textFromString } from './text.ts';
import type { ThisForm, Value } from './value.ts';

export class MappingProxy {
  constructor(readonly inside: Dict) {}
}

function insideOf(x: Value): Value {
  return x instanceof MappingProxy ? x.inside : x;
}

/** A method that the dict answers. */
function delegated(name: string, parameters: string): readonly [string, ThisForm] {
  return [
    parameters,
    function (this: MappingProxy, ...args: Value[]) {
      return call(getAttribute(this.inside, name), ...args);
    },
  ];
}

defineNativeType({
  name: 'mappingproxy',
  prototype: MappingProxy.prototype,
  parameters: '(mapping, /)',
  construct: (mapping: Value) => new MappingProxy(mapping as Dict),
  isFinal: true,
  methods: {
    __getitem__: [
      '(key, /)',
      function (this: MappingProxy, key: Value) {
        return getItem(this.inside, key);
      },
    ],
    __contains__: [
      '(key, /)',
      function (this: MappingProxy, key: Value) {
        return contains(this.inside, key);
      },
    ],
    __len__(this: MappingProxy) {
      return this.inside.size;
    },
    __iter__(this: MappingProxy) {
      return iteratorOf(this.inside);
    },
    __eq__: [
      '(value, /)',
      function (this: MappingProxy, other: Value) {
        return equal(this.inside, insideOf(other));
      },
    ],
    __or__: [
      '(value, /)',
      function (this: MappingProxy, other: Value) {
        return bitOr(this.inside, insideOf(other));
      },
    ],
    __ror__: [
      '(value, /)',
      function (this: MappingProxy, other: Value) {
        return bitOr(insideOf(other), this.inside);
      },
    ],
    __repr__(this: MappingProxy) {
      return textFromString(`mappingproxy(${String(repr(this.inside))})`);
    },
    __str__(this: MappingProxy) {
      return display(this.inside);
    },
    __reversed__: delegated('__reversed__', '()'),
    get: delegated('get', '(key, default=None, /)'),
    keys: delegated('keys', '()'),
    values: delegated('values', '()'),
    items: delegated('items', '()'),
    copy: delegated('copy', '()'),
  },
});
