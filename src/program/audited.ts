/**
 * Functions under `@audit` or `@intent`: each call is reported to the host when it ends. Values are told as plain data, by
 * the library itself: nothing of the program runs for it, labelled values are told by their label, objects by their type.
 */
import { host } from './host-link.ts';
import { quarantine } from './taint/quarantine.ts';
import { isLabelled } from './taint.ts';
import { Dict } from './values/dict.ts';
import { isException } from './values/exceptions.ts';
import { Keywords, type Signature } from './values/functions.ts';
import { awaiting, coroutine } from './values/generator-types.ts';
import { repr } from './values/representation.ts';
import { isStr } from './values/text.ts';
import { typeName } from './values/type-of.ts';
import { Float, type FunctionValue, Tuple, type Value } from './values/value.ts';

export interface AuditDeclaration {
  readonly intent: string | null;
  readonly level: 'full' | 'summary';
  readonly redact: readonly string[];
}

/** The function, whose calls are reported as `function_call`. Names and parameters are those of `f`. */
export function audited(f: FunctionValue, declaration: AuditDeclaration): FunctionValue {
  const signature = f.signature!;
  const reporting: FunctionValue = (...args: Value[]) => {
    const told = declaration.level === 'full' ? { arguments: argumentsText(args, signature, declaration.redact) } : {};
    const report = (outcome: string, result: Value | undefined) =>
      host().note('function_call', {
        name: signature.qualname,
        ...(declaration.intent === null ? {} : { intent: declaration.intent }),
        ...told,
        outcome,
        ...(declaration.level === 'full' && result !== undefined
          ? { result: plainText(result, declaration.redact, 0) }
          : {}),
      });
    const result = attempt(() => f(...args), report);
    if (signature.kind === 'coroutine') return awaited(result, report, signature);
    if (signature.kind === 'function' || signature.kind === 'lambda') report('returned', result);
    else report('began', undefined);
    return result;
  };
  reporting.signature = signature;
  if (f.method !== undefined) {
    reporting.method = function (this: Value, ...args: Value[]) {
      return reporting(this, ...args);
    };
  }
  return reporting;
}

type Report = (outcome: string, result: Value | undefined) => void;

function attempt(run: () => Value, report: Report): Value {
  try {
    return run();
  } catch (problem) {
    report(isException(problem) ? `raised ${typeName(problem)}` : 'ended the program', undefined);
    throw problem;
  }
}

/** An `async func` ends when what it gave has been awaited. */
function awaited(pending: Value, report: Report, signature: Signature): Value {
  return coroutine(
    (function* () {
      let result: Value;
      try {
        result = (yield awaiting(pending)) as Value;
      } catch (problem) {
        report(isException(problem) ? `raised ${typeName(problem)}` : 'ended the program', undefined);
        throw problem;
      }
      report('returned', result);
      return result;
    })(),
    signature,
  );
}

function argumentsText(args: readonly Value[], signature: Signature, redact: readonly string[]): string {
  const parts: string[] = [];
  const add = (name: string, value: Value) =>
    parts.push(`${name} = ${redact.includes(name) ? redacted : plainText(value, redact, 0)}`);
  args.forEach((value, index) => {
    if (value instanceof Keywords) value.names.forEach((name, at) => add(name, value.values[at]!));
    else if (value !== undefined) add(signature.positional[index] ?? `*${signature.rest}`, value);
  });
  return parts.join(', ');
}

const redacted = '[redacted]';
const longestText = 200;
const mostItems = 50;
const deepest = 6;

function plainText(value: Value, redact: readonly string[], depth: number): string {
  if (isLabelled(value)) return value.isSecret ? '<secret>' : '<tainted>';
  if (quarantine.depth > 0) return '<in quarantine>';
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint')
    return cut(String(repr(value)));
  if (value instanceof Float || isStr(value)) return cut(String(repr(value)));
  if (depth >= deepest) return '…';
  const inner = (item: Value) => plainText(item, redact, depth + 1);
  if (Array.isArray(value)) return `[${listed(value, inner)}]`;
  if (value instanceof Tuple) return `(${listed(value.items, inner)})`;
  if (value instanceof Dict) {
    const values = value.valueArray();
    const entries = value.keyArray().map((key, index) => [key, values[index]!] as const);
    return `{${listed(entries, ([key, item]) => `${inner(key)}: ${redact.includes(String(key)) ? redacted : inner(item)}`)}}`;
  }
  return `<${typeName(value)}>`;
}

function listed<Item>(items: readonly Item[], show: (item: Item) => string): string {
  const shown = items.slice(0, mostItems).map(show).join(', ');
  return items.length > mostItems ? `${shown}, … ${items.length - mostItems} more` : shown;
}

function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText).toWellFormed()}…` : text;
}
