import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { encodeFrame, FrameReader, longestFrame } from '#protocol/frames';
import { type Json, MalformedMessage } from '#protocol/json';
import { programMessage } from '#protocol/messages';

const caller = { module: 'm', function: null, package: null, place: null, authority: [] };

describe('the host reads what a hostile process writes', () => {
  test('frames survive any cutting', () => {
    fc.assert(
      fc.property(fc.array(fc.json()), fc.integer({ min: 1, max: 7 }), (texts, step) => {
        const messages = texts.map((text) => JSON.parse(text) as Json);
        const bytes = Buffer.concat(messages.map((message) => encodeFrame(message)));
        const reader = new FrameReader();
        const read: Json[] = [];
        for (let at = 0; at < bytes.length; at += step) read.push(...reader.push(bytes.subarray(at, at + step)));
        expect(JSON.stringify(read)).toBe(JSON.stringify(messages));
      }),
      { seed: 1 },
    );
  });
  test('a frame that is too long, no JSON or no UTF-8 is malformed', () => {
    const header = new Uint8Array(4);
    new DataView(header.buffer).setUint32(0, longestFrame + 1, true);
    const malformed = [header, new Uint8Array([1, 0, 0, 0, 123]), new Uint8Array([2, 0, 0, 0, 0xff, 0xfe])];
    for (const bytes of malformed) expect(() => [...new FrameReader().push(bytes)]).toThrow(MalformedMessage);
  });
  test('no JSON makes anything but a message or a MalformedMessage', () => {
    const almost = fc.record({
      kind: fc.constantFrom('request', 'note', 'ready', 'end', 'batch-step', 'probed', '__proto__'),
      id: fc.anything(),
      effect: fc.anything(),
      arguments: fc.anything(),
      caller: fc.anything(),
      code: fc.anything(),
      data: fc.anything(),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          almost.map((each) => JSON.stringify(each, (_key, value) => (typeof value === 'bigint' ? 0 : value))),
        ),
        (text) => {
          try {
            programMessage(JSON.parse(text) as Json);
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedMessage);
          }
        },
      ),
      { seed: 2, numRuns: 2000 },
    );
  });
  test('values are checked', () => {
    const request = (value: Json): Json => ({
      kind: 'request',
      id: 1,
      effect: 'files.read',
      arguments: [value],
      caller,
    });
    for (const value of [
      1.5,
      { tag: 'int', digits: '1e9' },
      { tag: 'labelled', value: 1, labels: ['clean'], source: '' },
      { tag: 'text', points: [-1] },
      {},
    ] as Json[]) {
      expect(() => programMessage(request(value))).toThrow(MalformedMessage);
    }
    let deep: Json = 1;
    for (let depth = 0; depth < 300; depth++) deep = [deep];
    expect(() => programMessage(request(deep))).toThrow(MalformedMessage);
  });
});
