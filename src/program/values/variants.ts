/** `type Shape = Circle(r: float) | Dot()`: a tagged union, one class for each variant under a class for the whole. */
import { attributeOrUndefined, getAttribute } from '../operators/attribute.ts';
import { equals } from '../operators/comparison.ts';
import { methodFunction, signature } from '../operators/definition.ts';
import { hash } from '../operators/hash.ts';
import { prologueMessage } from './arity.ts';
import { makeClass } from './class-creation.ts';
import { error } from './exceptions.ts';
import { repr, withRepresentation } from './representation.ts';
import { textFromString } from './text.ts';
import { typeOf } from './type-of.ts';
import { type ClassValue, notImplemented, type ThisForm, Tuple, type Value } from './value.ts';

/** A name and its fields. */
type Variant = readonly [name: string, ...fields: string[]];

/**
 * Makes the classes of a tagged union.
 *
 * @returns the class of the union, then those of the variants in order
 */
export function makeVariants(name: string, module: string, variants: readonly Variant[]): ClassValue[] {
  const union = makeClass(
    { name, qualname: name, module, doc: null },
    [],
    null,
    (namespace) => {
      namespace.set('__init__', unionInit(name, module, variants));
      return undefined;
    },
    { instance: bare(), construct: null },
  );
  return [union, ...variants.map((variant) => makeVariant(union, module, variant))];
}

function bare(): new () => object {
  return function () {} as unknown as new () => object;
}

function plainSignature(name: string, qualname: string, module: string, positional: readonly string[]) {
  return signature(name, qualname, module, positional, 0, positional.length, null, [], [], null, null, 'function');
}

/** The union itself is a name for its variants. */
function unionInit(name: string, module: string, variants: readonly Variant[]): Value {
  const refuse: ThisForm = () => {
    const names = variants.map(([variant]) => variant).join(', ');
    throw error('TypeError', `${name} is made by one of its variants: ${names}`);
  };
  return methodFunction(refuse, plainSignature('__init__', `${name}.__init__`, module, ['self']));
}

function makeVariant(union: ClassValue, module: string, [name, ...fields]: Variant): ClassValue {
  const init = plainSignature('__init__', name, module, ['self', ...fields]);
  const own = (method: string, thisForm: ThisForm, ...parameters: string[]) =>
    methodFunction(thisForm, plainSignature(method, `${name}.${method}`, module, ['self', ...parameters]));
  return makeClass(
    { name, qualname: name, module, doc: null },
    [union],
    null,
    (namespace) => {
      namespace.set('__match_args__', new Tuple(fields));
      namespace.set('__init__', own('__init__', initialise(init, fields), ...fields));
      namespace.set('__repr__', own('__repr__', represent(name, fields)));
      namespace.set('__eq__', own('__eq__', equalFields(fields), 'other'));
      namespace.set('__hash__', own('__hash__', hashFields(name, fields)));
      return undefined;
    },
    { instance: bare(), construct: null },
  );
}

function initialise(init: Parameters<typeof prologueMessage>[0], fields: readonly string[]): ThisForm {
  const keys = fields.map((field) => '$' + field);
  return function (this: Record<string, Value>, ...args: Value[]) {
    if (args.length !== keys.length || args.includes(undefined as never))
      throw error('TypeError', prologueMessage(init, args, 1));
    for (let index = 0; index < keys.length; index++) this[keys[index]!] = args[index]!;
    return null;
  };
}

/** `Circle(r=1.5)` */
function represent(name: string, fields: readonly string[]): ThisForm {
  return function (this: object) {
    return withRepresentation(this, `${name}(...)`, () => {
      const parts = fields.map((field) => `${field}=${String(repr(getAttribute(this, field)))}`);
      return textFromString(`${name}(${parts.join(', ')})`);
    });
  };
}

function equalFields(fields: readonly string[]): ThisForm {
  return function (this: object, other: Value) {
    if (typeOf(other) !== typeOf(this)) return notImplemented;
    return fields.every((field) => {
      const left = attributeOrUndefined(this, field);
      const right = attributeOrUndefined(other, field);
      return left !== undefined && right !== undefined && equals(left, right);
    });
  };
}

function hashFields(name: string, fields: readonly string[]): ThisForm {
  return function (this: object) {
    return hash(new Tuple([name, ...fields.map((field) => getAttribute(this, field))]));
  };
}
