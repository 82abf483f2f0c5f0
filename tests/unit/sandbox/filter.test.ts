import { expect, test } from 'bun:test';
import { assembleFilter } from '#platform/confinement/bpf';
import { callNumbersFor, rulesFor } from '#platform/confinement/linux-calls';

const allow = 0x7fff0000;
const denied = 0x50001;
const killed = 0x80000000;

/** What the kernel would answer: a few lines of the classic BPF machine. */
function judge(program: Uint8Array, architecture: number, call: number, args: readonly number[]): number {
  const view = new DataView(program.buffer);
  const word = (offset: number): number => {
    if (offset === 0) return call;
    if (offset === 4) return architecture;
    const index = (offset - 16) >> 3;
    return offset % 8 === 0 ? (args[index] ?? 0) >>> 0 : Math.floor((args[index] ?? 0) / 2 ** 32);
  };
  let accumulator = 0;
  for (let at = 0; ; at++) {
    const [code, value] = [view.getUint16(at * 8, true), view.getUint32(at * 8 + 4, true)];
    if (code === 0x06) return value;
    if (code === 0x20) accumulator = word(value) >>> 0;
    else at += view.getUint8(at * 8 + ((code === 0x15 ? accumulator === value : accumulator >= value) ? 2 : 3));
  }
}

const x64 = callNumbersFor('x64')!;
const own = 4242;
const filter = assembleFilter(x64.architecture, rulesFor(x64, own));
const ask = (call: number, ...args: number[]) => judge(filter, x64.architecture, call, args);

test('the filter allows computing and refuses the world', () => {
  expect(ask(202)).toBe(allow);
  expect(ask(1, 3)).toBe(allow);
  for (const call of [2, 257, 41, 42, 59, 57, 58, 62, 101, 262, 332, 16, 425, 434, 321, 272, 310])
    expect(ask(call)).toBe(denied);
});

test('arguments are minded', () => {
  expect([ask(0, 3), ask(0, 0), ask(0, 1), ask(0, 2)]).toEqual([allow, denied, denied, denied]);
  expect([ask(234, own), ask(234, 1)]).toEqual([allow, denied]);
  expect([ask(56, 0x3d0f00), ask(56, 17), ask(56, 0x3d0f00 | 0x10000000)]).toEqual([allow, denied, denied]);
  expect(ask(435)).toBe(0x50000 | 38);
  expect([ask(157, 15), ask(157, 1), ask(157, 4)]).toEqual([allow, denied, denied]);
  expect([ask(72, 1, 3), ask(72, 1, 4)]).toEqual([allow, denied]);
  expect([ask(302, 0, 3, 0), ask(302, 0, 3, 2 ** 40), ask(302, 7, 3, 0)]).toEqual([allow, denied, denied]);
});

test('another ABI kills', () => {
  expect(judge(filter, 0x40000003, 1, [])).toBe(killed);
  expect(ask(0x40000000 + 1)).toBe(killed);
});
