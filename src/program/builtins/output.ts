/** `print`. */
import { authority } from '../authority.ts';
import { method } from '../operators/attribute.ts';
import { truth } from '../operators/truth.ts';
import { flushOutput, writeOutput } from '../output.ts';
import { requireLeave } from '../standing-leave.ts';
import { quarantine, requireNoQuarantine } from '../taint/quarantine.ts';
import { isLabelled, refuse } from '../taint.ts';
import { error, exceptionTypes, isException } from '../values/exceptions.ts';
import { Keywords, native } from '../values/functions.ts';
import { display } from '../values/representation.ts';
import { isStr, type Str, Text, textFromString } from '../values/text.ts';
import { isInstance, typeName } from '../values/type-of.ts';
import type { Value } from '../values/value.ts';

/** Where output goes instead of the program's own streams, while `contextlib.redirect_stdout` or `redirect_stderr` says so. */
export const redirection: { output: Value; error: Value } = { output: null, error: null };

interface PrintOptions {
  separator: Str;
  end: Str;
  file: Value;
  flush: boolean;
}

/**
 * `print(*values, sep=' ', end='\n', file=None, flush=False)`. A `file` is anything with a `write` method.
 *
 * @throws TypeError for a separator that is no string, TaintError for labelled values, also inside containers
 */
export const print = native('print', '(*args, **options)', (...args: Value[]) => {
  if (
    args.length === 1 &&
    typeof args[0] === 'string' &&
    authority.current === null &&
    quarantine.depth === 0 &&
    redirection.output === null
  ) {
    writeOutput(args[0] + '\n');
    return null;
  }
  const last = args[args.length - 1];
  const options = last instanceof Keywords ? optionsOf(last) : defaults;
  const count = last instanceof Keywords ? args.length - 1 : args.length;
  const file = options.file ?? redirection.output;
  if (file !== null) writeTo(file, args, count, options);
  else writeLine(args, count, options);
  return null;
});

const defaults: PrintOptions = { separator: ' ', end: '\n', file: null, flush: false };

function shown(value: Value): Str {
  if (typeof value === 'string') return value;
  if (isLabelled(value)) refuse(value, 'print');
  return display(value);
}

/** To a file of the program, piece by piece as Python does: its `write` may count them. */
function writeTo(file: Value, values: readonly Value[], count: number, options: PrintOptions): void {
  const write = (text: Str) => (method(file, 'write') as { $write(text: Value): Value }).$write(text);
  for (let index = 0; index < count; index++) {
    if (index > 0) write(options.separator);
    write(shown(values[index]!));
  }
  write(options.end);
  if (options.flush) (method(file, 'flush') as { $flush(): Value }).$flush();
}

function writeLine(values: readonly Value[], count: number, options: PrintOptions): void {
  let line = '';
  try {
    for (let index = 0; index < count; index++) {
      if (index > 0) line += options.separator;
      line += shown(values[index]!);
    }
  } catch (problem) {
    // What stands before a value without a text has been written by then. Where a label forbids it, nothing is.
    if (line !== '' && !isRefusal(problem)) emit(line);
    throw problem;
  }
  emit(line + options.end);
  if (options.flush) flushOutput();
}

function isRefusal(problem: unknown): boolean {
  return (
    isException(problem) &&
    (isInstance(problem, exceptionTypes.TaintError) || isInstance(problem, exceptionTypes.SecretError))
  );
}

function emit(line: string): void {
  requireNoQuarantine('print');
  requireLeave('stdio.write');
  requireEncodable(line);
  writeOutput(line);
}

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Lone surrogates have no form in UTF-8. @throws UnicodeEncodeError */
function requireEncodable(line: string): void {
  if (!loneSurrogate.test(line)) return;
  const text = textFromString(line);
  const points = text instanceof Text ? text.points : [];
  const at = points.findIndex((point) => point >= 0xd800 && point <= 0xdfff);
  throw error('UnicodeEncodeError', 'utf-8', text, at, at + 1, 'surrogates not allowed');
}

function optionsOf(keywords: Keywords): PrintOptions {
  const options: PrintOptions = { ...defaults };
  for (let index = 0; index < keywords.names.length; index++) {
    const name = keywords.names[index]!;
    const value = keywords.values[index]!;
    switch (name) {
      case 'sep':
        options.separator = textOption(name, value, ' ');
        break;
      case 'end':
        options.end = textOption(name, value, '\n');
        break;
      case 'file':
        options.file = value;
        break;
      case 'flush':
        options.flush = truth(value);
        break;
      default:
        throw error('TypeError', `'${name}' is an invalid keyword argument for print()`);
    }
  }
  return options;
}

function textOption(name: string, value: Value, absent: string): Str {
  if (value === null) return absent;
  if (isStr(value)) return value;
  if (isLabelled(value)) refuse(value, 'print');
  const { base } = value as { base?: Value };
  if (isStr(base)) return base;
  throw error('TypeError', `${name} must be None or a string, not ${typeName(value)}`);
}

export const outputBuiltins = { print };
