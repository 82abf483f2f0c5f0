/** What operators give. Null means: surely a TypeError. */
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '#language/ast';
import { applies } from './apply.ts';
import { assignable } from './assignable.ts';
import { attributeOf, overUnion } from './attribute.ts';
import { builtinClass } from './builtins.ts';
import { plain } from './items.ts';
import { any, type Type } from './type.ts';

const methodNames: Readonly<Record<BinaryOperator, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
};

export function binary(operator: BinaryOperator, left: Type, right: Type): Type | null {
  if (left.kind === 'union') return overUnion(left, (member) => binary(operator, member, right));
  if (right.kind === 'union') return overUnion(right, (member) => binary(operator, left, member));
  if (isUnknown(left) || isUnknown(right)) return any;
  const quick = quickNumber(operator, left, right);
  if (quick !== null) return quick;
  if (operator === '+' && left.kind === 'tuple' && right.kind === 'tuple')
    return { kind: 'tuple', elements: [...left.elements, ...right.elements] };
  // `int | None` as a value is a union of types.
  if (operator === '|' && (left.kind === 'class' || right.kind === 'class')) return any;
  if (operator === '**' && isInt(left) && isInt(right)) return powerOfInts(right);
  const name = methodNames[operator];
  return tryMethod(plain(left), `__${name}__`, plain(right)) ?? tryMethod(plain(right), `__r${name}__`, plain(left));
}

/** Plain arithmetic of ints and floats, which is most of it, without asking the declarations. */
function quickNumber(operator: BinaryOperator, left: Type, right: Type): Type | null {
  if (!arithmetic.has(operator)) return null;
  const [one, other] = [numberName(left), numberName(right)];
  if (one === null || other === null) return null;
  return builtinClass(one === 'int' && other === 'int' && operator !== '/' ? 'int' : 'float').self;
}

const arithmetic: ReadonlySet<BinaryOperator> = new Set(['+', '-', '*', '/', '//', '%']);

function numberName(type: Type): 'int' | 'float' | null {
  if (type.kind !== 'instance' && type.kind !== 'literal') return null;
  if (type.class === builtinClass('int')) return 'int';
  return type.class === builtinClass('float') ? 'float' : null;
}

/** `x += y`: in place where the class can, else as `x = x + y`. */
export function augmented(operator: BinaryOperator, left: Type, right: Type): Type | null {
  if (left.kind === 'union') return overUnion(left, (member) => augmented(operator, member, right));
  if (isUnknown(left) || isUnknown(right)) return any;
  return tryMethod(plain(left), `__i${methodNames[operator]}__`, right) ?? binary(operator, left, right);
}

const reflected: Readonly<Record<string, string>> = {
  '<': '__gt__',
  '<=': '__ge__',
  '>': '__lt__',
  '>=': '__le__',
};
const ordered: Readonly<Record<string, string>> = { '<': '__lt__', '<=': '__le__', '>': '__gt__', '>=': '__ge__' };

export function comparison(operator: ComparisonOperator, left: Type, right: Type): Type | null {
  switch (operator) {
    case 'is':
    case 'is not':
      return builtinClass('bool').self;
    case 'in':
    case 'not in':
      return containment(left, right);
    case '==':
    case '!=':
      return equality(left, right);
    default:
      return order(operator, left, right);
  }
}

/** `==` is always possible; a class of its own may give anything for it. */
function equality(left: Type, right: Type): Type {
  return isBuiltin(plain(left)) && isBuiltin(plain(right)) ? builtinClass('bool').self : any;
}

function order(operator: ComparisonOperator, left: Type, right: Type): Type | null {
  if (left.kind === 'union') return overUnion(left, (member) => order(operator, member, right));
  if (right.kind === 'union') return overUnion(right, (member) => order(operator, left, member));
  if (isUnknown(left) || isUnknown(right)) return any;
  const [one, other] = [plain(left), plain(right)];
  return tryMethod(one, ordered[operator]!, other) ?? tryMethod(other, reflected[operator]!, one);
}

function containment(item: Type, container: Type): Type | null {
  if (container.kind === 'union') return overUnion(container, (member) => containment(item, member));
  if (isUnknown(container)) return any;
  const bool = builtinClass('bool').self;
  if (container.kind === 'class') return container.class.isEnum || container.class.isOpen ? bool : null;
  const own = plain(container);
  if (own.kind !== 'instance') return null;
  if (own.class.isOpen) return bool;
  if (own.class.find('__contains__', null) !== null)
    return isUnknown(item) || tryMethod(own, '__contains__', item) !== null ? bool : null;
  return own.class.find('__iter__', null) !== null || own.class.find('__getitem__', null) !== null ? bool : null;
}

const unaryNames: Readonly<Record<Exclude<UnaryOperator, 'not'>, string>> = {
  '-': '__neg__',
  '+': '__pos__',
  '~': '__invert__',
};

export function unary(operator: UnaryOperator, operand: Type): Type | null {
  if (operator === 'not') return builtinClass('bool').self;
  if (operand.kind === 'union') return overUnion(operand, (member) => unary(operator, member));
  if (isUnknown(operand)) return any;
  const method = attributeOf(plain(operand), unaryNames[operator]);
  if (method === null || !hasMethod(plain(operand), unaryNames[operator])) return isOpenValue(operand) ? any : null;
  return method.kind === 'function' ? method.signatures[0]!.returns() : any;
}

/** Null where the method is not there or does not take the operand. */
function tryMethod(left: Type, name: string, right: Type): Type | null {
  if (left.kind !== 'instance') return isOpenValue(left) ? any : null;
  const found = left.class.find(name, left.arguments);
  if (found === null) return left.class.isOpen ? any : null;
  if (found.type.kind !== 'function') return any;
  for (const signature of found.type.signatures) {
    const result = applies(signature, [right]);
    if (result !== null) return result;
  }
  return null;
}

function hasMethod(type: Type, name: string): boolean {
  return type.kind === 'instance' && type.class.find(name, null) !== null;
}

/** Values whose operators are not known from a declaration. */
function isOpenValue(type: Type): boolean {
  return (type.kind === 'instance' && type.class.isOpen) || (type.kind === 'class' && type.class.isOpen);
}

function isUnknown(type: Type): boolean {
  return (
    type.kind === 'any' ||
    type.kind === 'never' ||
    type.kind === 'labelled' ||
    type.kind === 'variable' ||
    type.kind === 'form' ||
    type.kind === 'alias' ||
    type.kind === 'module' ||
    (type.kind === 'class' && type.class.isEnum)
  );
}

function isInt(type: Type): boolean {
  return assignable(type, builtinClass('int').self) && plain(type).kind === 'instance' && isBuiltin(plain(type));
}

/** `2 ** 3` is an int, `2 ** -1` a float. */
function powerOfInts(right: Type): Type {
  if (right.kind !== 'literal') return any;
  return right.text.startsWith('-') ? builtinClass('float').self : builtinClass('int').self;
}

function isBuiltin(type: Type): boolean {
  return type.kind === 'none' || (type.kind === 'instance' && type.class.moduleName === '' && !type.class.isOpen);
}
