/**
 * The complete list of names that emitted code may call: the members of the `$` object. The emitter may write nothing
 * else, the program process offers nothing else. What each does stands in docs/runtime.md.
 */
export const helperNames = [
  // arithmetic
  'add', 'subtract', 'multiply', 'divide', 'floorDivide', 'modulo', 'power', 'matrixMultiply',
  'bitAnd', 'bitOr', 'bitXor', 'shiftLeft', 'shiftRight', 'negate', 'plus', 'invert',
  'addInPlace', 'subtractInPlace', 'multiplyInPlace', 'divideInPlace', 'floorDivideInPlace', 'moduloInPlace',
  'powerInPlace', 'matrixMultiplyInPlace', 'bitAndInPlace', 'bitOrInPlace', 'bitXorInPlace', 'shiftLeftInPlace',
  'shiftRightInPlace',
  // comparison and truth
  'equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual', 'isSame', 'contains', 'truth',
  // attributes and items
  'getAttribute', 'setAttribute', 'deleteAttribute', 'method', 'superMethod', 'superOf', 'getItem', 'setItem',
  'deleteItem', 'sliceOf',
  // literals
  'Float', 'Tuple', 'tuple', 'dict', 'set', 'float', 'complex', 'bytes', 'text', 'duration', 'ellipsis',
  // raw floats: value of a Float, or of any number (TypeError otherwise)
  'floatValue', 'divideFloats', 'floorDivideFloats', 'moduloFloats', 'powerFloats',
  // spreading and unpacking
  'spread', 'spreadDict', 'addToSet', 'unpack', 'unpackStar', 'keywordsFrom',
  // strings
  'display', 'formatted', 'concatenate',
  // functions and calls
  'signature', 'func', 'methodFunction', 'arity', 'takeKeywords', 'keywordOnly', 'keywordRest', 'callable',
  'callKeywords', 'callStar', 'annotate',
  // classes and types
  'makeClass', 'makeVariants', 'makeModule', 'freeze', 'constAssigned',
  // iteration
  'iterate', 'generator', 'generatorExpression', 'delegate', 'awaiting', 'coroutine', 'asyncGenerator', 'asyncYield',
  'iterateAsync', 'nextAsync', 'asyncNextValue',
  // exceptions
  'raise', 'raiseFrom', 'reraise', 'caught', 'matches', 'handling', 'handled', 'exceptStar', 'assertionFailed',
  'unbound', 'unboundLocal',
  // context managers
  'enterContext', 'enterAsyncContext', 'exitContext', 'exitContextError', 'exitAsyncContext', 'exitAsyncContextError',
  // pattern matching
  'matchSequence', 'matchMapping', 'matchMappingRest', 'matchClass', 'matchValue', 'matchAttribute', 'matchKey',
  // modules
  'importModule', 'importMember', 'importAll', 'builtins', 'exportModule',
  // authority
  'authority', 'withAuthority',
  // contracts and constructs
  'verificationFailed', 'reasonStart', 'reasonEnd',
] as const;

export type HelperName = (typeof helperNames)[number];
