/**
 * What to tell of something that nothing caught, without running code of the program: its type, a message in which labelled
 * values do not appear, where it was raised, what it came from.
 */
import { shown } from './contracts/broken.ts';
import { isLabelled } from './taint.ts';
import { isSubclass } from './values/classes.ts';
import { engineError } from './values/engine-errors.ts';
import { ExceptionObject, exceptionTypes, traceOf } from './values/exceptions.ts';
import { display } from './values/representation.ts';
import { isStr } from './values/text.ts';
import { Tuple, type Value } from './values/value.ts';

export interface ThrownDescription {
  /** Name of the exception's type; null when it is no exception of Aegis but a bug of ours. */
  readonly type: string | null;
  /** `Type: message`. */
  readonly summary: string;
  /** The engine's stack text of where it was raised. */
  readonly stack: string | null;
  /** Set for SystemExit: the code to end with, and text for stderr when it was given text. */
  readonly exit: { readonly code: number; readonly message: string | null } | null;
  /** It is a CapabilityError (exit code 3). */
  readonly isDenial: boolean;
  /** The exception it came from, with the sentence that links them. */
  readonly cause: { readonly description: ThrownDescription; readonly link: string } | null;
}

const becauseOf = 'The above exception was the direct cause of the following exception:';
const during = 'During handling of the above exception, another exception occurred:';

/** Describes anything thrown. Never throws. */
export function describeException(thrown: unknown): ThrownDescription {
  if (thrown instanceof ExceptionObject) return describe(thrown, new Set());
  const mapped = engineError(thrown);
  const { name, message, stack } = Object(thrown) as { name?: unknown; message?: unknown; stack?: unknown };
  const trace = typeof stack === 'string' ? stack : null;
  if (mapped !== null) return { ...describe(mapped, new Set()), stack: trace };
  const summary = typeof message === 'string' ? `${String(name)}: ${message}` : String(thrown);
  return { type: null, summary, stack: trace, exit: null, isDenial: false, cause: null };
}

function describe(exception: ExceptionObject, seen: Set<ExceptionObject>): ThrownDescription {
  seen.add(exception);
  const { classInfo } = exception.type;
  const isOurs = classInfo.module === 'builtins' || classInfo.module === '__main__';
  const type = isOurs ? classInfo.qualname : `${classInfo.module}.${classInfo.qualname}`;
  const message = messageOf(exception);
  return {
    type,
    summary: message === '' ? type : `${type}: ${message}`,
    stack: traceOf(exception),
    exit: isSubclass(exception.type, exceptionTypes.SystemExit) ? exitOf(exception) : null,
    isDenial: isSubclass(exception.type, exceptionTypes.CapabilityError),
    cause: causeOf(exception, seen),
  };
}

function causeOf(exception: ExceptionObject, seen: Set<ExceptionObject>): ThrownDescription['cause'] {
  const source = exception.cause ?? (exception.suppressContext ? null : exception.context);
  if (source === null || seen.has(source) || seen.size > 50) return null;
  return { description: describe(source, seen), link: exception.cause === null ? during : becauseOf };
}

/** `str(e)`; when a labelled value is among the arguments, or the program's own `__str__` fails, what can be shown of them. */
function messageOf(exception: ExceptionObject): string {
  const { items } = exception.args;
  if (!items.some(hasLabel)) {
    try {
      return withNotes(exception, String(display(exception)));
    } catch {
      return '<exception str() failed>';
    }
  }
  return items.map(shown).join(', ');
}

function hasLabel(value: Value): boolean {
  if (isLabelled(value)) return true;
  if (Array.isArray(value)) return value.some(hasLabel);
  return value instanceof Tuple && value.items.some(hasLabel);
}

function withNotes(exception: ExceptionObject, message: string): string {
  const notes = (exception as unknown as { $__notes__?: Value }).$__notes__;
  if (!Array.isArray(notes)) return message;
  return [message, ...notes.map((note) => (isStr(note) ? String(note) : shown(note)))].join('\n');
}

/** SystemExit's code as an exit status; anything but an int or None is a message with status 1. */
function exitOf(exception: ExceptionObject): { readonly code: number; readonly message: string | null } {
  const code = (exception as unknown as { $code?: Value }).$code ?? null;
  if (code === null) return { code: 0, message: null };
  if (typeof code === 'number') return { code, message: null };
  if (typeof code === 'boolean') return { code: Number(code), message: null };
  if (typeof code === 'bigint') return { code: Number(BigInt.asIntN(32, code)), message: null };
  return { code: 1, message: isStr(code) ? String(code) : shown(code) };
}
