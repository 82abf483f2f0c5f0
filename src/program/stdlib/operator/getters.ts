/** `attrgetter`, `itemgetter` and `methodcaller`: callables that fetch something from their argument. */
import { getAttribute } from '../../operators/attribute.ts';
import { callKeywords } from '../../operators/call.ts';
import { getItem } from '../../operators/items.ts';
import { defineNativeType } from '../../values/classes.ts';
import { error } from '../../values/exceptions.ts';
import { Keywords } from '../../values/functions.ts';
import { repr } from '../../values/representation.ts';
import { stringIn } from '../../values/str/receiver.ts';
import { textFromString } from '../../values/text.ts';
import { Tuple, type Value } from '../../values/value.ts';

class Getter {
  /** @param given what the getter was made with, as it is shown */
  constructor(
    readonly given: readonly Value[],
    readonly read: (x: Value) => Value,
    readonly keywords: Keywords | null = null,
  ) {}
}
class AttributeGetter extends Getter {}
class ItemGetter extends Getter {}
class MethodCaller extends Getter {}

/** One thing as it is, several as a tuple. */
function several(reads: readonly ((x: Value) => Value)[]): (x: Value) => Value {
  return reads.length === 1 ? reads[0]! : (x) => new Tuple(reads.map((read) => read(x)));
}

function attributeOf(name: Value): (x: Value) => Value {
  const text = stringIn(name);
  if (text === undefined) throw error('TypeError', 'attribute name must be a string');
  const path = String(text).split('.');
  return (x) => path.reduce(getAttribute, x);
}

function makeMethodCaller(name?: Value, ...args: Value[]): MethodCaller {
  if (name === undefined || name instanceof Keywords)
    throw error('TypeError', 'methodcaller needs at least one argument, the method name');
  const text = stringIn(name);
  if (text === undefined) throw error('TypeError', 'method name must be a string');
  const last = args.at(-1);
  const keywords = last instanceof Keywords ? last : null;
  const positional = keywords === null ? args : args.slice(0, -1);
  const { names, values } = keywords ?? { names: [], values: [] };
  const method = String(text);
  return new MethodCaller(
    [name, ...positional],
    (x) => callKeywords(getAttribute(x, method), positional, names, values),
    keywords,
  );
}

function defineGetter(name: string, prototype: object, construct: (...args: Value[]) => Getter, parameters: string) {
  return defineNativeType({
    name,
    module: 'operator',
    prototype,
    parameters,
    construct,
    methods: {
      __call__: [
        '(obj, /)',
        function (this: Getter, x: Value) {
          return this.read(x);
        },
      ],
      __repr__(this: Getter) {
        const { names, values } = this.keywords ?? { names: [], values: [] };
        const shown = [...this.given.map(shownValue), ...names.map((each, at) => `${each}=${shownValue(values[at]!)}`)];
        return textFromString(`operator.${name}(${shown.join(', ')})`);
      },
    },
  });
}

function shownValue(value: Value): string {
  return String(repr(value));
}

function requireOne(name: string, given: number): void {
  if (given === 0) throw error('TypeError', `${name} expected 1 argument, got 0`);
}

export const attributeGetterType = defineGetter(
  'attrgetter',
  AttributeGetter.prototype,
  (...names) => {
    requireOne('attrgetter', names.length);
    return new AttributeGetter(names, several(names.map(attributeOf)));
  },
  '(*attrs)',
);

export const itemGetterType = defineGetter(
  'itemgetter',
  ItemGetter.prototype,
  (...keys) => {
    requireOne('itemgetter', keys.length);
    return new ItemGetter(keys, several(keys.map((key) => (x) => getItem(x, key))));
  },
  '(*items)',
);

export const methodCallerType = defineGetter(
  'methodcaller',
  MethodCaller.prototype,
  makeMethodCaller,
  '(*args, **kwargs)',
);
