/**
 * The two realms of the program process. Realm A is the process's own, where the runtime library was loaded from
 * bytecode; realm B is a `vm` context without code generation, the only place where emitted code runs.
 */
import vm from 'node:vm';
import { hardenRealm } from './harden.ts';
import { emittedRealmGlobals, runtimeRealmGlobals } from './permits.ts';

/** The prototypes on which the runtime puts the methods of Aegis's built-in types. */
export interface RealmIntrinsics {
  readonly Array: object;
  readonly String: object;
  readonly Number: object;
  readonly BigInt: object;
  readonly Boolean: object;
  readonly Function: object;
}

export interface EmittedRealm {
  readonly intrinsics: RealmIntrinsics;
  /** Evaluates one emitted module: a function expression. Entries of a session get its variables as well. */
  evaluate(
    js: string,
    fileName: string,
  ): (helpers: object, define: (members: object) => void, variables?: object) => void;
  /** Makes the realm safe; nothing may be evaluated before. */
  harden(): void;
}

/**
 * How many frames an error remembers, in either realm: tracebacks show that many, and the caller of a request is looked for
 * among them (below frames of the library, which are left out).
 */
const mostStackFrames = 100;

/** Made before globals of realm A are deleted: `node:vm` itself needs some of them. */
export function makeEmittedRealm(): EmittedRealm {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const run = (js: string, filename: string): unknown => new vm.Script(js, { filename }).runInContext(context);
  Error.stackTraceLimit = mostStackFrames;
  run(`Error.stackTraceLimit=${mostStackFrames}`, 'stack');
  const intrinsics = run(
    '({__proto__:null,Array:Array.prototype,String:String.prototype,Number:Number.prototype,' +
      'BigInt:BigInt.prototype,Boolean:Boolean.prototype,Function:Function.prototype})',
    'intrinsics',
  ) as RealmIntrinsics;
  return {
    intrinsics,
    evaluate: (js, fileName) => run(js, fileName) as ReturnType<EmittedRealm['evaluate']>,
    harden() {
      run(`(${hardenRealm.toString()})(globalThis,${JSON.stringify(emittedRealmGlobals)})`, 'harden');
    },
  };
}

/**
 * Hardens the realm we are in. Last step before emitted code: afterwards nothing can be imported or patched.
 *
 * @returns the globals that the engine would not let go; they cannot be named by emitted code, which has other globals
 */
export function hardenRuntimeRealm(): readonly string[] {
  return hardenRealm(globalThis, runtimeRealmGlobals);
}
