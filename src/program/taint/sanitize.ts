/**
 * `sanitize`: the way out of a taint. Every leaf of a value is made fit for one named place, or refused.
 */
import { isTaintContext, type TaintContext } from '#language/taint';
import { host } from '../host-link.ts';
import { bare, isLabelled, Labelled } from '../taint.ts';
import { error } from '../values/exceptions.ts';
import { display } from '../values/representation.ts';
import { Text, textFromString } from '../values/text.ts';
import { typeName } from '../values/type-of.ts';
import { Float, type FunctionValue, type Value } from '../values/value.ts';
import { contentOf } from './content.ts';
import { sanitizeHtml } from './contexts/html.ts';
import { sanitizeIdentifier } from './contexts/identifier.ts';
import { sanitizeJson } from './contexts/json.ts';
import { sanitizeLog } from './contexts/log.ts';
import { sanitizeNumber } from './contexts/number.ts';
import { sanitizePath } from './contexts/path.ts';
import { sanitizePrompt } from './contexts/prompt.ts';
import { sanitizeRegex } from './contexts/regex.ts';
import { sanitizeShell } from './contexts/shell.ts';
import { sanitizeSql } from './contexts/sql.ts';
import { sanitizeUrl } from './contexts/url.ts';
import { mapLeaves } from './leaves.ts';
import type { Provenance } from './marks.ts';
import { callInQuarantine } from './quarantine.ts';
import { refuseContent } from './refuse-content.ts';

const onText: Record<Exclude<TaintContext, 'number'>, (text: string) => string> = {
  sql: sanitizeSql,
  html: sanitizeHtml,
  shell: sanitizeShell,
  url: sanitizeUrl,
  log: sanitizeLog,
  prompt: sanitizePrompt,
  regex: sanitizeRegex,
  json: sanitizeJson,
  path: sanitizePath,
  identifier: sanitizeIdentifier,
};

/** Sanitizers of the project's own contexts; defining one needs the capability `taint.sanitizer("context")`. */
const own = new Map<string, FunctionValue>();

/** Forgets them, with the program that defined them. */
export function forgetSanitizers(): void {
  own.clear();
}

/** Adds a context of the project's own. @throws ValueError for a built-in context or one that is taken */
export function defineSanitizer(context: string, f: FunctionValue): void {
  if (isTaintContext(context)) throw error('ValueError', `The built-in context '${context}' cannot be redefined`);
  if (own.has(context)) throw error('ValueError', `The context '${context}' has a sanitizer already`);
  own.set(context, f);
}

/**
 * `sanitize(value, context=…)`. A secret stays secret: only `declassify` lifts that.
 *
 * @returns the plain value, leaf by leaf
 * @throws SanitizeError when a leaf cannot be made fit, ValueError for an unknown context
 */
export function sanitize(value: Value, context: string): Value {
  const clean = sanitizerOf(context);
  const sources: Provenance[] = [];
  let isSecret = false;
  const leaf = (given: Value): Value => {
    if (!isLabelled(given)) return clean(given);
    isSecret ||= given.isSecret;
    sources.push(given.provenance);
    return mapLeaves(bare(given), leaf);
  };
  const result = mapLeaves(value, leaf);
  host().note('sanitize', {
    context,
    source: sources[0]?.first ?? 'plain',
    values: sources.length,
    content: contentOf(value),
  });
  return isSecret ? new Labelled(result, { isTainted: false, isSecret: true, provenance: sources[0]! }) : result;
}

function sanitizerOf(context: string): (leaf: Value) => Value {
  const ours = own.get(context);
  if (ours !== undefined) return (leaf) => callInQuarantine(ours, leaf, `sanitizer '${context}'`, 'SanitizeError');
  if (!isTaintContext(context)) {
    throw error('ValueError', `There is no sanitizer for the context '${context}'`);
  }
  if (context === 'number') return sanitizeNumber;
  return (leaf) => sanitizeText(leaf, context);
}

/** None says nothing and stays; numbers and bools are written out; bytes and objects have no text. */
function sanitizeText(leaf: Value, context: Exclude<TaintContext, 'number'>): Value {
  if (leaf === null) return null;
  const isNumber = typeof leaf === 'number' || typeof leaf === 'bigint' || leaf instanceof Float;
  if (isNumber || typeof leaf === 'boolean') return onText[context](String(display(leaf)));
  const base = (leaf as { base?: Value }).base ?? leaf;
  if (typeof base !== 'string' && !(base instanceof Text)) {
    return refuseContent(context, `it holds a ${typeName(leaf)}, which is no text`);
  }
  const text = String(base);
  if (!text.isWellFormed()) return refuseContent(context, 'it holds lone surrogates');
  return textFromString(onText[context](text));
}
