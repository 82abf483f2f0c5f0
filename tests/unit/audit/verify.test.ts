/** A ledger shows every change to what is in it. */
import { describe, expect, test } from 'bun:test';
import { eventHash, openLedger } from '#audit/chain';
import { redactedMark, snapshot } from '#audit/redact';
import { memoryStore } from '#audit/stores/memory';
import { verifyLedger } from '#audit/verify';
import { canonicalJson } from '#transparency/canonical';

function ledger(): string[] {
  const store = memoryStore();
  const sink = openLedger('run-1', store);
  sink.record({ type: 'run_start', evidence: 'observed', status: 'started' });
  sink.record({
    type: 'capability_denied',
    evidence: 'observed',
    status: 'denied',
    place: { file: 'main.aegis', line: 3 },
    capability: { asked: 'filesystem.read("x")', allowed: false, layer: 'project' },
    data: { effect: 'files.read', note: 'ü', count: 1 },
  });
  sink.record({ type: 'run_end', evidence: 'observed', status: 'ok', data: { code: 0 } });
  sink.close();
  return store.events.map((event) => canonicalJson(event));
}

const verify = (lines: readonly string[]) => verifyLedger(lines.map((line) => `${line}\n`).join(''));

describe('a ledger', () => {
  test('is whole as it was written', () => {
    expect(verify(ledger())).toMatchObject({ whole: true, complete: true });
  });

  test('without its end is whole but not complete', () => {
    expect(verify(ledger().slice(0, 2))).toMatchObject({ whole: true, complete: false });
  });

  const attacks: Record<string, [line: number, change: (lines: string[]) => string[]]> = {
    'a changed value': [2, (l) => [l[0]!, l[1]!.replace('"count":1', '"count":2'), l[2]!]],
    'a value of another type': [2, (l) => [l[0]!, l[1]!.replace('"count":1', '"count":"1"'), l[2]!]],
    'another number form': [2, (l) => [l[0]!, l[1]!.replace('"count":1', '"count":1.0'), l[2]!]],
    'a stray blank': [1, (l) => [` ${l[0]}`, l[1]!, l[2]!]],
    'a doubled member': [2, (l) => [l[0]!, l[1]!.replace('"data":', '"data":{},"data":'), l[2]!]],
    'an unknown member': [2, (l) => [l[0]!, l[1]!.replace('"data":', '"date":1,"data":'), l[2]!]],
    'another type': [2, (l) => [l[0]!, l[1]!.replace('capability_denied', 'checkpoint'), l[2]!]],
    'a removed first event': [1, (l) => l.slice(1)],
    'a removed middle event': [2, (l) => [l[0]!, l[2]!]],
    'swapped events': [2, (l) => [l[0]!, l[2]!, l[1]!]],
    'a repeated event': [2, (l) => [l[0]!, l[0]!, l[1]!, l[2]!]],
    'another version': [1, (l) => [l[0]!.replace('"version":1', '"version":2'), l[1]!, l[2]!]],
    'an empty file': [1, () => []],
    'something else': [1, () => ['hello']],
  };
  for (const [name, [line, change]] of Object.entries(attacks)) {
    test(`shows ${name}`, () => {
      expect(verify(change(ledger()))).toMatchObject({ whole: false, line });
    });
  }

  test('shows a forged event of another shape, even with a right hash', () => {
    const first = JSON.parse(ledger()[0]!);
    const forged = { ...first, module: 5 };
    forged.hash = eventHash(forged);
    expect(verify([canonicalJson(forged)])).toMatchObject({ whole: false, line: 1 });
  });

  test('takes text that JSON cannot say, and hides what it is told to', () => {
    const store = memoryStore();
    const sink = openLedger('run-2', store, new Set(['ssn']));
    sink.record({
      type: 'run_start',
      evidence: 'observed',
      status: 'ok',
      function: '\ud800',
      data: { a: '\udfff', ssn: '1' },
    });
    expect(verify(store.events.map((event) => canonicalJson({ ...event, function: '\ufffd' })))).toMatchObject({
      whole: true,
    });
    expect(store.events[0]!.data.ssn).toBe(redactedMark);
  });

  test('shows every flipped bit of every byte', () => {
    const bytes = new TextEncoder().encode(
      ledger()
        .map((line) => `${line}\n`)
        .join(''),
    );
    const missed: number[] = [];
    for (let index = 0; index < bytes.length; index++) {
      const flipped = bytes.slice();
      flipped[index]! ^= 1 << (index % 8);
      if (verifyLedger(new TextDecoder().decode(flipped)).whole) missed.push(index);
    }
    expect(missed).toEqual([]);
  });

  test('shows a line that was cut off', () => {
    const text = ledger().join('\n');
    expect(verifyLedger(text)).toMatchObject({ whole: false, line: 3 });
  });
});

describe('a snapshot', () => {
  test('is bounded, well-formed and hides what it must', () => {
    const value = { ssn: '123', text: 'x'.repeat(600), list: Array(60).fill(0), lone: '\ud800', big: 10n ** 30n };
    const result = snapshot(value, new Set(['ssn'])) as Record<string, string & unknown[]>;
    expect(result.ssn).toBe(redactedMark as never);
    expect(result.text!.length).toBeLessThan(530);
    expect(result.list!.length).toBe(51);
    expect(() => canonicalJson(result)).not.toThrow();
  });
});
