/** `tainted secret sanitize declassify provenance sanitizer`, and the methods that belong to the wrapper. */
import { host } from '../host-link.ts';
import { iterate } from '../operators/iteration.ts';
import { contentOf } from '../taint/content.ts';
import { mapLeaves } from '../taint/leaves.ts';
import { callInQuarantine } from '../taint/quarantine.ts';
import { defineSanitizer, sanitize } from '../taint/sanitize.ts';
import {
  addLabelledMembers,
  insideOf,
  isLabelled,
  Labelled,
  refuse,
  relabel,
  requirePlain,
  secretType,
  taintedType,
} from '../taint.ts';
import { dict } from '../values/dict.ts';
import { error } from '../values/exceptions.ts';
import { native } from '../values/functions.ts';
import { defineIteratorType } from '../values/iterators.ts';
import { typeName } from '../values/type-of.ts';
import type { FunctionValue, IteratorObject, Value } from '../values/value.ts';

/** A context's name: a string that is known at once. */
function contextName(context: Value | undefined): string {
  if (typeof context === 'string') return context;
  if (context !== undefined && isLabelled(context)) refuse(context, 'use');
  const given = context === undefined ? 'none' : typeName(context);
  throw error('TypeError', `a context is a name such as html or "html", not ${given}`);
}

/** `declassify(value, reason="…")`: lifts `secret`; what is tainted stays tainted. @throws CapabilityError, ValueError */
function declassify(value: Value, reason?: Value): Value {
  if (typeof reason !== 'string' || reason.trim() === '')
    throw error('ValueError', 'declassify() needs a reason="..."');
  // The host decides, by the project's grant of the capability that bears the effect's name.
  host().ask('secret.declassify', [reason]);
  let source = 'plain';
  const result = mapLeaves(value, (leaf) => {
    if (!isLabelled(leaf) || !leaf.isSecret) return leaf;
    source = leaf.provenance.first;
    const inside = insideOf(leaf);
    return leaf.isTainted ? new Labelled(inside, { ...leaf.marks, isSecret: false }) : inside;
  });
  host().note('declassify', { reason, source, content: contentOf(value) });
  return result;
}

/**
 * `provenance(value)`: where a labelled value came from, as plain data; None for a plain value. Sources between the first
 * and the last are only counted: a note says so.
 */
function provenance(value: Value): Value {
  if (!isLabelled(value)) return null;
  const { first, last, count } = value.provenance;
  const labels: Value[] = [];
  if (value.isTainted) labels.push('tainted');
  if (value.isSecret) labels.push('secret');
  const made = dict('labels', labels, 'first', first, 'last', last, 'count', count);
  if (count > 2) made.set('note', `${count - 2} sources between the first and the last are only counted`);
  return made;
}

/** `@sanitizer(context="iban")`. @throws CapabilityError when the project does not grant `taint.sanitizer` for it */
function sanitizer(context: Value): Value {
  const name = contextName(context);
  return native('sanitizer', '(function, /)', (f: Value) => {
    if (typeof f !== 'function') throw error('TypeError', '@sanitizer stands above a function');
    host().ask('taint.sanitizer', [name]);
    defineSanitizer(name, f as FunctionValue);
    return f;
  });
}

/** `t.each()`: the items of a labelled iterable, each with the label. */
class EachIterator {
  private readonly items: IteratorObject;
  constructor(private readonly origin: Labelled) {
    requirePlain(origin, null);
    this.items = iterate(insideOf(origin));
  }
  next(): Value | undefined {
    const item = this.items.next();
    return item === undefined ? undefined : relabel(item, this.origin);
  }
}
defineIteratorType('tainted_iterator', EachIterator.prototype);

addLabelledMembers({
  map: [
    '(function, /)',
    function (this: Labelled, f: Value) {
      return relabel(callInQuarantine(f, insideOf(this), 'map()'), this);
    },
  ],
  each: [
    '()',
    function (this: Labelled) {
      return new EachIterator(this);
    },
  ],
});

export const labelBuiltins = {
  tainted: taintedType,
  secret: secretType,
  sanitize: native('sanitize', '(value, context)', (value: Value, context: Value) =>
    sanitize(value, contextName(context)),
  ),
  declassify: native('declassify', '(value, reason)', declassify),
  provenance: native('provenance', '(value, /)', provenance),
  sanitizer: native('sanitizer', '(context)', sanitizer),
} as const;
