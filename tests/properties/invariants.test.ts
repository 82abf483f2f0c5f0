/**
 * What holds whatever happens, tried on generated cases: no sequence of operations takes a taint off but `sanitize`, no
 * effect outside the grants is carried out, and the chain of a ledger verifies after any sequence of events. Seeds are fixed,
 * so that a failure can be repeated.
 */
import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { openLedger } from '#audit/chain';
import { type AuditEvent, type EventDraft, eventTypes, type Json } from '#audit/event';
import { verifyLedger } from '#audit/verify';
import { makeBroker } from '#host/broker';
import { makeGrants, noGrants } from '#host/grants';
import { helpers } from '#program/index';
import { isLabelled, label } from '#program/taint';
import { isException } from '#program/values/exceptions';
import type { Value } from '#program/values/value';

const runs = { seed: 4, numRuns: 2000 };

type Operation = (left: Value, right: Value) => Value;
const $ = helpers as Readonly<Record<string, Operation>>;
const binaryNames = 'add subtract multiply floorDivide modulo bitAnd bitOr bitXor addInPlace multiplyInPlace'.split(
  ' ',
);
const builtins = (helpers as unknown as { builtins: Readonly<Record<string, Operation>> }).builtins;
const methods = ['upper', 'strip', 'split', 'encode', 'bit_length', 'copy', 'keys', 'values', 'conjugate', 'title'];

/** A step from a labelled value to the next one; `other` may be plain or labelled. */
const step = fc.oneof(
  fc.constantFrom(...binaryNames).map(
    (name): Operation =>
      (value, other) =>
        $[name]!(value, other),
  ),
  fc.constantFrom(...binaryNames).map(
    (name): Operation =>
      (value, other) =>
        $[name]!(other, value),
  ),
  fc.constantFrom('negate', 'plus', 'invert').map(
    (name): Operation =>
      (value) =>
        $[name]!(value, null),
  ),
  fc.constant<Operation>((value, other) => $.getItem!(value, other)),
  fc.constantFrom(...methods).map(
    (name): Operation =>
      (value) =>
        ($.method!(value, name) as unknown as Record<string, () => Value>)[`$${name}`]!(),
  ),
  fc.constantFrom('abs', 'ord', 'chr', 'round', 'divmod', 'pow').map(
    (name): Operation =>
      (value, other) => {
        const f = builtins[`$${name}`]!;
        return name === 'divmod' || name === 'pow' ? f(value, other) : (f as (value: Value) => Value)(value);
      },
  ),
  fc.constant<Operation>((value, other) => $.getItem!([value, other] as Value, 0)),
);
const plain = fc.oneof(
  fc.integer({ min: -9, max: 99 }),
  fc.string({ maxLength: 6 }),
  fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 4 }),
  fc.constant(null),
) as fc.Arbitrary<Value>;

test('no sequence of operations makes a tainted value an untainted one', () => {
  let longest = 0;
  const property = fc.property(
    plain,
    fc.array(fc.tuple(step, plain, fc.boolean()), { maxLength: 12 }),
    (from, steps) => {
      let value: Value = label(from, 'tainted', 'test');
      for (const [index, [operation, other, isSecret]] of steps.entries()) {
        try {
          value = operation(value, isSecret ? label(other, 'secret', 'test') : other);
        } catch (problem) {
          // What an operation refuses says nothing of the value.
          expect(isException(problem)).toBe(true);
          continue;
        }
        longest = Math.max(longest, index + 1);
        expect(isLabelled(value) && value.isTainted).toBe(true);
      }
    },
  );
  fc.assert(property, runs);
  expect(longest).toBeGreaterThan(8);
});

const names = ['HOME', 'PATH', 'TOKEN', 'USER'];
const capabilities = fc.subarray(names).map((some) => some.map((name) => `env.read("${name}")`));

test('no effect outside the grants of all layers is carried out', async () => {
  let carriedOut = 0;
  const property = fc.asyncProperty(
    fc.record({ project: capabilities, denied: capabilities, tools: capabilities, layer: fc.option(capabilities) }),
    fc.constantFrom(...names),
    fc.boolean(),
    async ({ project, denied, tools, layer }, name, isTool) => {
      const read: string[] = [];
      const environment = new Proxy({} as Record<string, string>, {
        get(_, key) {
          read.push(String(key));
          return 'x';
        },
        has: () => true,
        getOwnPropertyDescriptor: () => ({ value: 'x', configurable: true, enumerable: true }),
      });
      const world = {
        root: '/',
        environment,
        now: () => 0,
        randomBytes: () => new Uint8Array(0),
        readLine: () => null,
      };
      const events: AuditEvent[] = [];
      const broker = makeBroker({
        grants: makeGrants(
          { ...noGrants, project: { allow: project, deny: denied }, packages: { tools: { allow: tools, deny: [] } } },
          '/',
        ),
        audit: openLedger('test', { append: (event) => void events.push(event), close() {} }),
        world: world as never,
        lineOf: () => null,
      });
      const authority = layer === null ? [] : [{ holder: 'function f', allow: layer, deny: [] }];
      const caller = { module: 'm', function: null, package: isTool ? 'tools' : null, place: null, authority };
      let answered = '';
      await broker.serve(
        { kind: 'request', id: 1, effect: 'environment.get', arguments: [name], caller },
        (message) => void (answered = message.kind),
      );
      const asked = `env.read("${name}")`;
      const allowed = [project, ...(isTool ? [tools] : []), ...(layer === null ? [] : [layer])].every((layer) =>
        layer.includes(asked),
      );
      const expected = allowed && !denied.includes(asked);
      expect(answered).toBe(expected ? 'answer' : 'refusal');
      expect(read.includes(name)).toBe(expected);
      expect(events.map(({ type }) => type)).toEqual(expected ? ['effect', 'effect'] : ['capability_denied']);
      if (expected) carriedOut++;
    },
  );
  await fc.assert(property, runs);
  expect(carriedOut).toBeGreaterThan(50);
});

const draft: fc.Arbitrary<EventDraft> = fc.record(
  {
    type: fc.constantFrom(...eventTypes),
    evidence: fc.constantFrom('observed', 'reported'),
    status: fc.constantFrom('started', 'ok', 'failed', 'denied'),
    place: fc.option(fc.record({ file: fc.string(), line: fc.nat() })),
    module: fc.option(fc.string({ unit: 'grapheme' })),
    data: fc.dictionary(fc.string(), fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<Json>),
  },
  { requiredKeys: ['type', 'evidence', 'status'] },
);

test('the chain verifies after any sequence of events, and not when one of them was changed', () => {
  const property = fc.property(fc.array(draft, { minLength: 1, maxLength: 8 }), fc.nat(), (drafts, at) => {
    const lines: string[] = [];
    const ledger = openLedger('test', {
      append: (_event, line) => void lines.push(line),
      close() {},
    });
    ledger.record({ type: 'run_start', evidence: 'observed', status: 'started' });
    for (const each of drafts) ledger.record(each);
    expect(verifyLedger(`${lines.join('\n')}\n`)).toMatchObject({ whole: true });
    const place = at % lines.length;
    const changed = lines.with(place, lines[place]!.replace('"version":1', '"version":2'));
    expect(verifyLedger(`${changed.join('\n')}\n`)).toMatchObject({ whole: false, line: place + 1 });
  });
  fc.assert(property, { ...runs, numRuns: 300 });
});
