/** Other programs: started without a shell and without an environment, ended with their time and with the run. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openLedger } from '#audit/chain';
import type { AuditEvent } from '#audit/event';
import { makeBroker } from '#host/broker';
import { makeGrants, noGrants } from '#host/grants';
import { realWorld } from '#host/world';
import type { AnswerMessage, Caller, RefusalMessage } from '#protocol/messages';
import type { WireValue } from '#protocol/wire-value';

let root = '';
beforeAll(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'aegis-process-')));
  fs.mkdirSync(path.join(root, 'tools'));
  fs.writeFileSync(path.join(root, 'tools/hello'), '#!/bin/sh\necho from-the-project\n', { mode: 0o755 });
  fs.symlinkSync('/bin/sh', path.join(root, 'tools/innocent'));
});
afterAll(() => fs.rmSync(root, { recursive: true }));

const main: Caller = { module: '__main__', function: null, package: null, place: null, authority: [] };

interface Asking {
  readonly allow?: readonly string[];
  readonly input?: WireValue;
  readonly environment?: WireValue;
  readonly folder?: string;
  readonly timeout?: number;
  readonly bytes?: number;
  readonly searchPath?: string;
}

function prepare(words: WireValue, options: Asking) {
  const events: AuditEvent[] = [];
  const allow = options.allow ?? ['process.spawn'];
  const broker = makeBroker({
    grants: makeGrants({ ...noGrants, project: { allow, deny: [] } }, root),
    audit: openLedger('test', { append: (event) => void events.push(event), close() {} }),
    world: realWorld(root, { PATH: options.searchPath ?? '/usr/bin:/bin', TOKEN: 'of-the-host' }),
    lineOf: () => null,
  });
  const { input = null, environment = [], folder = '.', timeout = 5000, bytes = 100_000 } = options;
  const replies: (AnswerMessage | RefusalMessage)[] = [];
  const served = broker.serve(
    {
      kind: 'request',
      id: 1,
      effect: 'process.run',
      arguments: [words, input, environment, folder, timeout, bytes],
      caller: main,
    },
    (message) => void replies.push(message),
  );
  return { broker, served, replies, events };
}

async function run(words: WireValue, options: Asking = {}) {
  const { served, replies, events } = prepare(words, options);
  await served;
  const reply = replies[0]!;
  if (reply.kind !== 'answer') throw new Error(`refused: ${reply.exception} ${reply.message}`);
  const [code, output, error] = reply.value as [number, Tainted, Tainted];
  return { code, output: textOf(output), error: textOf(error), labels: output.labels, events };
}

interface Tainted {
  readonly value: { readonly base64: string };
  readonly labels: readonly string[];
}

function textOf({ value }: Tainted): string {
  return Buffer.from(value.base64, 'base64').toString();
}

async function refused(exception: string, words: WireValue, options: Asking = {}) {
  const { served, replies, events } = prepare(words, options);
  await served;
  expect(replies[0]).toMatchObject({ kind: 'refusal', exception });
  return events;
}

describe('a program', () => {
  test('gets its words as they are, and says what it wrote, tainted', async () => {
    const { code, output, error, labels, events } = await run([
      'sh',
      '-c',
      'echo "$1"; echo oops >&2; exit 3',
      'sh',
      '$(id); ls',
    ]);
    expect([code, output, error, labels]).toEqual([3, '$(id); ls\n', 'oops\n', ['tainted']]);
    expect(events.map(({ status, data }) => [status, data.program ?? data.code])).toEqual([
      ['started', 'sh'],
      ['ok', 3],
    ]);
    expect(JSON.stringify(events)).not.toContain('ls');
  });
  test('has no environment but what it is given', async () => {
    expect((await run(['env'])).output).toBe('');
    expect((await run(['env'], { environment: [['LANG', 'C']] })).output).toBe('LANG=C\n');
  });
  test('reads its input and need not', async () => {
    expect((await run(['cat'], { input: 'text' })).output).toBe('text');
    expect((await run(['true'], { input: 'x'.repeat(1_000_000) })).code).toBe(0);
  });
  test('ends when its time is up, with all that it started', async () => {
    const mark = path.join(root, 'late');
    await refused('TimeoutError', ['sh', '-c', `(sleep 0.4; touch ${mark}) & sleep 5`], { timeout: 100 });
    await Bun.sleep(600);
    expect(fs.existsSync(mark)).toBe(false);
  });
  test('ends with the run, which has its outcome in the ledger', async () => {
    const { broker, served, replies, events } = prepare(['sleep', '5'], {});
    await Bun.sleep(50);
    broker.close();
    await served;
    expect(replies).toEqual([]);
    expect(events.map(({ status, data }) => [status, data.error ?? null])).toEqual([
      ['started', null],
      ['failed', 'the run ended'],
    ]);
  });
  test('may not write more than was agreed', async () => {
    await refused('OSError', ['sh', '-c', 'while :; do echo 0123456789; done'], { bytes: 10_000 });
  });
});

describe('what may be started', () => {
  test('only what is granted, by the name that is asked for', async () => {
    const allow = ['process.spawn("echo")'];
    expect((await run(['echo', 'x'], { allow })).output).toBe('x\n');
    for (const word of ['ls', 'echo2', '/bin/echo', './echo', '../bin/echo', 'tools/hello']) {
      const events = await refused('CapabilityError', [word], { allow });
      expect(events.map(({ type }) => type)).toEqual(['capability_denied']);
    }
  });
  test('a path is what it leads to', async () => {
    const shell = fs.realpathSync('/bin/sh');
    expect((await run(['tools/hello'], { allow: ['process.spawn("./tools/hello")'] })).output).toBe(
      'from-the-project\n',
    );
    await refused('CapabilityError', ['tools/innocent'], { allow: [`process.spawn("${root}/tools/*")`] });
    await run(['tools/innocent', '-c', 'true'], { allow: [`process.spawn("${shell}")`] });
  });
  test('names are never looked for in the folder of the project', async () => {
    await refused('FileNotFoundError', ['hello'], { searchPath: './tools:tools::/bin' });
    await refused('FileNotFoundError', ['no-such-program']);
  });
  test('another folder needs to be readable', async () => {
    await refused('CapabilityError', ['pwd'], { folder: '/usr' });
    const allow = ['process.spawn', 'filesystem.read("/usr")'];
    expect((await run(['pwd'], { folder: '/usr', allow })).output).toBe('/usr\n');
  });
});

describe('attacks', () => {
  test('variables that load code, malformed names, null characters', async () => {
    for (const pair of [
      ['LD_PRELOAD', './evil.so'],
      ['LD_LIBRARY_PATH', '.'],
      ['DYLD_INSERT_LIBRARIES', 'x'],
      ['A=B', 'x'],
      ['', 'x'],
      ['A', 'x\0y'],
    ]) {
      await refused('ValueError', ['env'], { environment: [pair] });
    }
    await refused('ValueError', ['echo', 'a\0b']);
    await refused('ValueError', []);
    await refused('ValueError', ['']);
    await refused('TypeError', 'echo x');
  });
  test('nothing labelled is a word, a variable or a folder; a secret is no input', async () => {
    const labelled = (value: WireValue, label: 'tainted' | 'secret'): WireValue => ({
      tag: 'labelled',
      value,
      labels: [label],
      source: 'x',
    });
    await refused('TaintError', ['echo', labelled('x', 'tainted')]);
    await refused('TaintError', ['env'], { environment: [['A', labelled('x', 'tainted')]] });
    await refused('SecretError', ['echo', labelled('x', 'secret')]);
    await refused('SecretError', ['cat'], { input: labelled('x', 'secret') });
    expect((await run(['cat'], { input: labelled('x', 'tainted') })).output).toBe('x');
  });
});
