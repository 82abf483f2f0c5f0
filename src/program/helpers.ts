/**
 * The `$` object: every function that emitted code may call, and nothing else. No prototype of JavaScript stands behind it, and
 * it is frozen; each module gets one of its own because star imports differ.
 */
import type { HelperName } from '#protocol/helpers';
import { audited } from './audited.ts';
import { authority, withAuthority } from './authority.ts';
import { builtins } from './builtins/index.ts';
import { enterAsyncContext, enterContext, exitContext, exitContextError } from './context-managers.ts';
import { brokenContract, verificationFailed } from './contracts/broken.ts';
import { keepOld, withContract } from './contracts/functions.ts';
import { withInvariants } from './contracts/invariants.ts';
import { freeze } from './freeze.ts';
import { importMember, importModule, makeModule, onModuleStart, type StarImports } from './modules.ts';
import * as arithmetic from './operators/arithmetic.ts';
import { deleteAttribute, getAttribute, method, setAttribute } from './operators/attribute.ts';
import { callable, callKeywords, callStar, keywordsFrom } from './operators/call.ts';
import * as comparison from './operators/comparison.ts';
import { contains } from './operators/containment.ts';
import * as definition from './operators/definition.ts';
import { deleteItem, getItem, setItem, sliceOf } from './operators/items.ts';
import { iterate, spreadStarred, unpack, unpackStar } from './operators/iteration.ts';
import { addItem, bytes, complex, duration, float, setDisplay, spreadDict } from './operators/literals.ts';
import * as raising from './operators/raising.ts';
import { concatenate, formatted } from './operators/strings.ts';
import { superMethod, superOf, superSlot } from './operators/super.ts';
import { truth } from './operators/truth.ts';
import * as patterns from './pattern-matching.ts';
import { installPrimitives } from './realm.ts';
import { reasonEnd, reasonStart } from './reasoning.ts';
import { showResult } from './show-result.ts';
import { assertionExplained } from './testing/assertions.ts';
import { coverageCounters } from './testing/coverage.ts';
import { asyncGenerator, asyncNextValue, iterateAsync, nextAsync } from './values/async-generator.ts';
import { makeClass } from './values/class-creation.ts';
import './values/construction.ts';
import { dict, record } from './values/dict.ts';
import './values/direct-methods.ts';
import { exceptStar } from './values/exception-groups.ts';
import './values/exception-members.ts';
import './values/function-members.ts';
import { leavingGenerator } from './values/generator.ts';
import { asyncYield, awaiting, coroutine, delegate, generator, generatorExpression } from './values/generator-types.ts';
import './values/object-methods.ts';
import { divideIntegers } from './values/integers.ts';
import { productMasked, productModulo } from './values/products.ts';
import { rangeBound, wideRange } from './values/range.ts';
import { display } from './values/representation.ts';
import { textFromPoints } from './values/text.ts';
import { tuple } from './values/tuple.ts';
import { ellipsis, Float, Tuple } from './values/value.ts';
import { makeVariants } from './values/variants.ts';

/** A module's variable that has no value yet leaves the built-in of that name in sight. */
const unbound = (name: string): unknown => builtins['$' + name] ?? raising.unbound(name);

const { floor } = Math;

const shared = Object.freeze({
  __proto__: null,
  add: arithmetic.add,
  subtract: arithmetic.subtract,
  multiply: arithmetic.multiply,
  divide: arithmetic.divide,
  floorDivide: arithmetic.floorDivide,
  modulo: arithmetic.modulo,
  power: arithmetic.power,
  matrixMultiply: arithmetic.matrixMultiply,
  bitAnd: arithmetic.bitAnd,
  bitOr: arithmetic.bitOr,
  bitXor: arithmetic.bitXor,
  shiftLeft: arithmetic.shiftLeft,
  shiftRight: arithmetic.shiftRight,
  negate: arithmetic.negate,
  plus: arithmetic.plus,
  invert: arithmetic.invert,
  addInPlace: arithmetic.addInPlace,
  subtractInPlace: arithmetic.subtractInPlace,
  multiplyInPlace: arithmetic.multiplyInPlace,
  divideInPlace: arithmetic.divideInPlace,
  floorDivideInPlace: arithmetic.floorDivideInPlace,
  moduloInPlace: arithmetic.moduloInPlace,
  powerInPlace: arithmetic.powerInPlace,
  matrixMultiplyInPlace: arithmetic.matrixMultiplyInPlace,
  bitAndInPlace: arithmetic.bitAndInPlace,
  bitOrInPlace: arithmetic.bitOrInPlace,
  bitXorInPlace: arithmetic.bitXorInPlace,
  shiftLeftInPlace: arithmetic.shiftLeftInPlace,
  shiftRightInPlace: arithmetic.shiftRightInPlace,
  equal: comparison.equal,
  notEqual: comparison.notEqual,
  less: comparison.less,
  lessEqual: comparison.lessEqual,
  greater: comparison.greater,
  greaterEqual: comparison.greaterEqual,
  isSame: comparison.isSame,
  contains,
  truth,
  getAttribute,
  setAttribute,
  deleteAttribute,
  method,
  superMethod,
  superSlot,
  superOf,
  getItem,
  setItem,
  deleteItem,
  sliceOf,
  Float,
  Tuple,
  tuple,
  dict,
  record,
  set: setDisplay,
  float,
  complex,
  bytes,
  text: textFromPoints,
  duration,
  ellipsis,
  floor,
  rangeBound,
  wideRange,
  floatValue: arithmetic.floatValue,
  divideFloats: arithmetic.divideFloats,
  divideSmall: divideIntegers,
  productModulo,
  productMasked,
  floorDivideFloats: arithmetic.floorDivideFloats,
  moduloFloats: arithmetic.moduloFloats,
  powerFloats: arithmetic.powerFloats,
  spread: spreadStarred,
  spreadDict,
  addToSet: addItem,
  unpack,
  unpackStar,
  keywordsFrom,
  display,
  formatted,
  concatenate,
  signature: definition.signature,
  func: definition.func,
  methodFunction: definition.methodFunction,
  arity: definition.arity,
  takeKeywords: definition.takeKeywords,
  keywordOnly: definition.keywordOnly,
  keywordRest: definition.keywordRest,
  callable,
  callKeywords,
  callStar,
  annotate: definition.annotate,
  makeClass,
  makeVariants,
  makeModule,
  freeze,
  constAssigned: raising.constAssigned,
  iterate,
  generator,
  generatorExpression,
  leavingGenerator,
  delegate,
  awaiting,
  coroutine,
  asyncGenerator,
  asyncYield,
  iterateAsync,
  nextAsync,
  asyncNextValue,
  raise: raising.raise,
  raiseFrom: raising.raiseFrom,
  reraise: raising.reraise,
  caught: raising.caught,
  matches: raising.matches,
  matchesAny: raising.matchesAny,
  handling: raising.handling,
  handled: raising.handled,
  exceptStar,
  assertionFailed: raising.assertionFailed,
  assertionExplained,
  coverageCounters,
  unbound,
  unboundLocal: raising.unboundLocal,
  unboundFree: raising.unboundFree,
  enterContext,
  enterAsyncContext,
  exitContext,
  exitContextError,
  exitAsyncContext: exitContext,
  exitAsyncContextError: exitContextError,
  matchSequence: patterns.matchSequence,
  matchMapping: patterns.matchMapping,
  matchMappingRest: patterns.matchMappingRest,
  matchClass: patterns.matchClass,
  matchValue: patterns.matchValue,
  matchAttribute: patterns.matchAttribute,
  matchKey: patterns.matchKey,
  importModule,
  builtins,
  authority,
  withAuthority,
  audited,
  verificationFailed,
  brokenContract,
  keepOld,
  withContract,
  withInvariants,
  reasonStart,
  reasonEnd,
  showResult,
});

/** The helpers of a module, given what its star imports brought. */
export function helpersWith(star: StarImports): Readonly<Record<HelperName, unknown>> {
  const own = {
    importMember: (name: string | null, member: string) =>
      name === null ? star.read(member) : importMember(name, member),
    importAll: star.importAll,
  };
  return Object.freeze(Object.assign(Object.create(shared) as typeof shared, own));
}

/** Helpers without star imports. */
export const helpers = helpersWith({
  importAll: () => (_member, before) => before,
  find: () => undefined,
  read: raising.unbound,
});

onModuleStart(helpersWith);
installPrimitives({
  Array: Array.prototype,
  String: String.prototype,
  Number: Number.prototype,
  BigInt: BigInt.prototype,
  Boolean: Boolean.prototype,
  Function: Function.prototype,
});
