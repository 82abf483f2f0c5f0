/**
 * The globals that stay alive in the realms of the program process; everything else is deleted. What can make code from
 * text (Function, eval, ShadowRealm, WebAssembly), load it (require, import hooks, Bun, process), reach the world
 * (fetch, performance, timers) or tell time and chance (Date, Math.random) is missing on purpose.
 */

/** Realm A, where the runtime library lives: the language, and text codecs that it uses at work. */
export const runtimeRealmGlobals: readonly string[] = [
  'undefined',
  'NaN',
  'Infinity',
  'isNaN',
  'isFinite',
  'parseInt',
  'parseFloat',
  'globalThis',
  'Object',
  'Array',
  'String',
  'Number',
  'Boolean',
  'BigInt',
  'Symbol',
  'Math',
  'JSON',
  'Reflect',
  'RegExp',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Promise',
  'Iterator',
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'AggregateError',
  'ArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'TextEncoder',
  'TextDecoder',
];

/** Realm B, where emitted code runs: it uses no global at all, so none is left but those that cannot be deleted. */
export const emittedRealmGlobals: readonly string[] = ['undefined', 'NaN', 'Infinity'];
