/**
 * Errors that the JavaScript engine raises in emitted code or in the library, in Python's terms. They may come from either
 * realm, so they are told apart by name and message, never by `instanceof`.
 */
import { type ExceptionObject, error } from './exceptions.ts';

/** What the engine and the library's own invariants throw. Signals that end a program bear other names. */
const engineNames: ReadonlySet<unknown> = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'URIError',
]);

/**
 * The Aegis exception for an engine error; null for what is none. One that has no meaning in Python's terms is a bug of
 * ours: a SystemError, as CPython has it for its own, which quotes nothing of the engine.
 */
export function engineError(thrown: unknown): ExceptionObject | null {
  if (typeof thrown !== 'object' || thrown === null) return null;
  const { name, message } = thrown as { name?: unknown; message?: unknown };
  if (typeof message !== 'string') return null;
  if (!engineNames.has(name)) return null;
  const known = name === 'RangeError' ? rangeError(message) : name === 'TypeError' ? typeError(message) : null;
  return known ?? internalError(thrown as Error);
}

/** The place in our own code that failed is enough to find it, and tells nothing of the machine. */
function internalError(thrown: Error): ExceptionObject {
  const place = /[\w.-]+:\d+:\d+(?=\)?$)/m.exec(thrown.stack ?? '')?.[0];
  const where = place === undefined ? '' : ` (at ${place})`;
  const problem = error(
    'SystemError',
    `internal error of the Aegis runtime${where}; please report it with this program`,
  );
  problem.trace = thrown;
  return problem;
}

function rangeError(message: string): ExceptionObject | null {
  if (message.startsWith('Maximum call stack size exceeded')) {
    return error('RecursionError', 'maximum recursion depth exceeded');
  }
  if (message.startsWith('Out of memory') || message.startsWith('Array length must be')) return error('MemoryError');
  return null;
}

function typeError(message: string): ExceptionObject | null {
  const missing = /^(null|undefined) is not an object \(evaluating '(.*)'\)$/s.exec(message);
  if (missing !== null) return missingObject(missing[1] as 'null' | 'undefined', missing[2]!);
  const early = /'(\w+)\$\w*' is undefined\)$/.exec(message);
  if (early !== null) return undefinedName(early[1]!);
  return isAboutFrozen(message) ? error('ConstError', 'cannot change a const value') : null;
}

/** A function of ours, known when its call was compiled, that is called before its definition has run. */
function undefinedName(name: string): ExceptionObject {
  const problem = error('NameError', `name '${name}' is not defined`);
  (problem as unknown as { $name: string }).$name = name;
  return problem;
}

/** What the engine says when a frozen array or object is changed. */
function isAboutFrozen(message: string): boolean {
  return /^Attempted to assign to readonly|^Unable to delete property|length is not writable|is not extensible/.test(
    message,
  );
}

/** `null` is None; `undefined` is a variable that has no value yet, when it is a plain variable. */
function missingObject(kind: 'null' | 'undefined', expression: string): ExceptionObject | null {
  const attribute = /(?:\.\$([\w$]+)|\["\$(.*?)"\])(?: = .*)?$/s.exec(expression);
  if (kind === 'null') {
    if (attribute === null) return null;
    const name = attribute[1] ?? decoded(attribute[2]!);
    const problem = error('AttributeError', `'NoneType' object has no attribute '${name}'`);
    const details = problem as unknown as { $name: string; $obj: null };
    details.$name = name;
    details.$obj = null;
    return problem;
  }
  const variable = /^([\w]+)\$(?:\.|\[)/.exec(expression);
  if (variable === null) return null;
  const message = `cannot access local variable '${variable[1]}' where it is not associated with a value`;
  return error('UnboundLocalError', message);
}

/** The engine shows characters beyond ASCII as escapes. */
function decoded(name: string): string {
  return name.replace(/\\x([\dA-F]{2})|\\u([\dA-F]{4})/gi, (_, short?: string, long?: string) =>
    String.fromCharCode(Number.parseInt((short ?? long)!, 16)),
  );
}
