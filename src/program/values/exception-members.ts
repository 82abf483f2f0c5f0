/** Methods and attributes of the built-in exceptions, and what each type does with its arguments. */

import type { BuiltinExceptionName } from '#language/builtin-names';
import { toArray } from '../operators/iteration.ts';
import { addNativeMembers, defineHidden, NativeProperty } from './classes.ts';
import {
  addExceptionMembers,
  baseInit,
  type ExceptionObject,
  error,
  exceptionTypes,
  initialiserOf,
  initialisers,
  isException,
  makers,
  setKeywords,
} from './exceptions.ts';
import { Keywords } from './functions.ts';
import { display, repr } from './representation.ts';
import { isStr, type Str, textFromString } from './text.ts';
import { isTraceback } from './traceback.ts';
import { isInstance, typeName } from './type-of.ts';
import { Bytes, type ThisForm, Tuple, type Value } from './value.ts';

type Attributes = Record<string, Value>;

const base = exceptionTypes.BaseException;

addNativeMembers(base, {
  methods: {
    __init__: [
      '(*args, **kwargs)',
      function (this: ExceptionObject, ...args: Value[]) {
        const last = args[args.length - 1];
        const keywords = last instanceof Keywords ? (args.pop() as Keywords) : null;
        this.args = new Tuple(args);
        initialiserOf(this.type)?.(this, args);
        if (keywords !== null) setKeywords(this, keywords);
        return null;
      },
    ],
    __repr__: ['()', representException as ThisForm],
    __str__: [
      '()',
      function (this: ExceptionObject) {
        return messageOf(this);
      },
    ],
    with_traceback: [
      '(object, /)',
      function (this: ExceptionObject, traceback: Value) {
        if (traceback !== null && !isTraceback(traceback))
          throw error('TypeError', '__traceback__ must be a traceback or None');
        return this;
      },
    ],
    add_note: [
      '(object, /)',
      function (this: ExceptionObject, note: Value) {
        if (!isStr(note)) throw error('TypeError', `note must be a str, not '${typeName(note)}'`);
        const slots = this as unknown as { $__notes__?: Value };
        slots.$__notes__ ??= [];
        if (!Array.isArray(slots.$__notes__)) throw error('TypeError', 'Cannot add note: __notes__ is not a list');
        slots.$__notes__.push(note);
        return null;
      },
    ],
  },
});
baseInit.current = (base.classInfo.prototype as { $__init__: ThisForm }).$__init__;
defineHidden(base.classInfo.prototype, 'writable', true);

/** `ValueError('bad', 1)` */
function representException(this: ExceptionObject): Str {
  const { items } = this.args;
  const shown = items.length === 1 ? `(${String(repr(items[0]!))})` : String(repr(this.args));
  return textFromString(`${this.type.classInfo.name}${shown}`);
}

/** `str(e)` of exceptions without a rule of their own. */
function messageOf(exception: ExceptionObject): Str {
  const { items } = exception.args;
  if (items.length === 0) return '';
  return items.length === 1 ? display(items[0]!) : display(exception.args);
}

/** Attributes that are fields of the JavaScript object. */
function defineField(
  name: string,
  get: (exception: ExceptionObject) => Value,
  set: (exception: ExceptionObject, value: Value) => void,
): void {
  const read: ThisForm = function (this: ExceptionObject) {
    return get(this);
  };
  Object.defineProperty(base.classInfo.prototype, '$' + name, {
    configurable: true,
    enumerable: false,
    get: read,
    set(this: ExceptionObject, value: Value) {
      set(this, value);
    },
  });
  const property = new NativeProperty(name, base, read);
  defineHidden(base, '$' + name, property);
  base.classInfo.namespace.set(name, property);
}

function asException(value: Value, what: string): ExceptionObject | null {
  if (value === null || isException(value)) return value;
  throw error('TypeError', `exception ${what} must be None or derive from BaseException`);
}

defineField(
  'args',
  (exception) => exception.args,
  (exception, value) => {
    exception.args = value instanceof Tuple ? value : new Tuple(toArray(value));
  },
);
defineField(
  '__cause__',
  (exception) => exception.cause,
  (exception, value) => {
    exception.cause = asException(value, 'cause');
    exception.suppressContext = true;
  },
);
defineField(
  '__context__',
  (exception) => exception.context,
  (exception, value) => {
    exception.context = asException(value, 'context');
  },
);
defineField(
  '__suppress_context__',
  (exception) => exception.suppressContext,
  (exception, value) => {
    if (typeof value !== 'boolean') throw error('TypeError', 'attribute value type must be bool');
    exception.suppressContext = value;
  },
);

// ---------------------------------------------------------------- attributes of single types

/** Sets attributes; `undefined` counts as None. */
function assign(exception: ExceptionObject, attributes: Record<string, Value | undefined>): void {
  const slots = exception as unknown as Attributes;
  for (const name in attributes) slots['$' + name] = attributes[name] ?? null;
}

initialisers.StopIteration = (exception, [value]) => assign(exception, { value });
initialisers.SystemExit = (exception, args) => assign(exception, { code: args.length > 1 ? exception.args : args[0] });
initialisers.ImportError = (exception, args) =>
  assign(exception, { msg: args.length === 1 ? args[0] : null, name: null, path: null });
initialisers.NameError = (exception) => assign(exception, { name: null });
initialisers.AttributeError = (exception) => assign(exception, { name: null, obj: null });

addExceptionMembers('KeyError', {
  methods: {
    __str__: [
      '()',
      function (this: ExceptionObject) {
        return this.args.items.length === 1 ? repr(this.args.items[0]!) : messageOf(this);
      },
    ],
  },
});
addExceptionMembers('ImportError', {
  methods: {
    __str__: [
      '()',
      function (this: ExceptionObject & Attributes) {
        const message = this.$msg as Value;
        return isStr(message) ? message : messageOf(this);
      },
    ],
  },
});

/** Error numbers whose OSError is of a type of its own. */
const errorNumbers: Readonly<Record<number, BuiltinExceptionName>> = {
  1: 'PermissionError',
  2: 'FileNotFoundError',
  3: 'ProcessLookupError',
  4: 'InterruptedError',
  10: 'ChildProcessError',
  11: 'BlockingIOError',
  13: 'PermissionError',
  17: 'FileExistsError',
  20: 'NotADirectoryError',
  21: 'IsADirectoryError',
  32: 'BrokenPipeError',
  103: 'ConnectionAbortedError',
  104: 'ConnectionResetError',
  110: 'TimeoutError',
  111: 'ConnectionRefusedError',
};

makers.OSError = (exception, args) => {
  const isFull = args.length >= 2 && args.length <= 5;
  const [errno, strerror, filename, , filename2] = args;
  if (isFull && args.length > 2) exception.args = new Tuple(args.slice(0, 2));
  assign(
    exception,
    isFull
      ? { errno, strerror, filename, filename2 }
      : { errno: null, strerror: null, filename: null, filename2: null },
  );
  const special =
    isFull && exception.type === exceptionTypes.OSError && typeof errno === 'number' ? errorNumbers[errno] : undefined;
  if (special !== undefined) Object.setPrototypeOf(exception, exceptionTypes[special].classInfo.prototype);
};
// `__init__` sets `args` again; of an OSError they stay the first two.
initialisers.OSError = (exception, args) => {
  if (args.length > 2 && args.length <= 5) exception.args = new Tuple(args.slice(0, 2));
};
addExceptionMembers('OSError', {
  methods: {
    __str__: [
      '()',
      function (this: ExceptionObject & Attributes) {
        const { $errno: errno, $strerror: strerror, $filename: filename, $filename2: filename2 } = this as Attributes;
        const head = () => `[Errno ${String(display(errno!))}] ${String(display(strerror!))}`;
        if (filename != null) {
          const second = filename2 == null ? '' : ` -> ${String(repr(filename2))}`;
          return textFromString(`${head()}: ${String(repr(filename))}${second}`);
        }
        return errno != null && strerror != null ? textFromString(head()) : messageOf(this);
      },
    ],
  },
});

const syntaxFields = ['filename', 'lineno', 'offset', 'text', 'end_lineno', 'end_offset'];
initialisers.SyntaxError = (exception, [msg, details]) => {
  assign(exception, { msg, print_file_and_line: null });
  const items = details instanceof Tuple ? details.items : [];
  syntaxFields.forEach((name, index) => assign(exception, { [name]: items[index] }));
};
addExceptionMembers('SyntaxError', {
  methods: {
    __str__: [
      '()',
      function (this: ExceptionObject & Attributes) {
        const { $msg: msg, $filename: filename, $lineno: lineno } = this as Attributes;
        const message = String(display(msg ?? null));
        if (isStr(filename)) {
          const file = String(filename).split('/').at(-1);
          return textFromString(
            typeof lineno === 'number' ? `${message} (${file}, line ${lineno})` : `${message} (${file})`,
          );
        }
        return textFromString(typeof lineno === 'number' ? `${message} (line ${lineno})` : message);
      },
    ],
  },
});

// ---------------------------------------------------------------- Unicode errors

const unicodeTypes = {
  UnicodeDecodeError: ['encoding', 'object', 'start', 'end', 'reason'],
  UnicodeEncodeError: ['encoding', 'object', 'start', 'end', 'reason'],
  UnicodeTranslateError: ['object', 'start', 'end', 'reason'],
} as const;

for (const [name, fields] of Object.entries(unicodeTypes) as [keyof typeof unicodeTypes, readonly string[]][]) {
  initialisers[name] = (exception, args) => {
    if (args.length !== fields.length) {
      throw error('TypeError', `function takes exactly ${fields.length} arguments (${args.length} given)`);
    }
    fields.forEach((field, index) => {
      const value = args[index]!;
      const isNumber = field === 'start' || field === 'end';
      if (isNumber ? typeof value !== 'number' : field !== 'object' && !isStr(value)) {
        const wanted = isNumber ? 'an integer' : 'str';
        throw error(
          'TypeError',
          isNumber
            ? `'${typeName(value)}' object cannot be interpreted as an integer`
            : `argument ${index + 1} must be ${wanted}, not ${typeName(value)}`,
        );
      }
      assign(exception, { [field]: value });
    });
  };
  addExceptionMembers(name, {
    methods: { __str__: ['()', unicodeMessage as ThisForm] },
  });
}

function unicodeMessage(this: ExceptionObject & Attributes): Str {
  const { $encoding: encoding, $object: object, $start: start, $end: end, $reason: reason } = this as Attributes;
  if (typeof start !== 'number' || typeof end !== 'number') return messageOf(this);
  const verb = isInstance(this, exceptionTypes.UnicodeDecodeError)
    ? 'decode'
    : encoding === undefined
      ? 'translate'
      : 'encode';
  const codec = encoding === undefined ? "can't" : `'${String(display(encoding))}' codec can't`;
  const why = String(display(reason!));
  if (object instanceof Bytes && end === start + 1) {
    const byte = (object.data[start] ?? 0).toString(16).padStart(2, '0');
    return textFromString(`${codec} ${verb} byte 0x${byte} in position ${start}: ${why}`);
  }
  if (isStr(object) && end === start + 1) {
    return textFromString(`${codec} ${verb} character '${escaped(object, start)}' in position ${start}: ${why}`);
  }
  const what = object instanceof Bytes ? 'bytes' : 'characters';
  return textFromString(`${codec} ${verb} ${what} in position ${start}-${end - 1}: ${why}`);
}

function escaped(text: Str, index: number): string {
  const point = typeof text === 'string' ? text.charCodeAt(index) : text.points[index]!;
  if (point <= 0xff) return `\\x${point.toString(16).padStart(2, '0')}`;
  if (point <= 0xffff) return `\\u${point.toString(16).padStart(4, '0')}`;
  return `\\U${point.toString(16).padStart(8, '0')}`;
}
