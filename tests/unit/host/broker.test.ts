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
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'aegis-broker-')));
  fs.mkdirSync(path.join(root, 'data'));
  fs.writeFileSync(path.join(root, 'data/a.txt'), 'inside');
  fs.writeFileSync(path.join(root, 'secret.txt'), 'outside');
  fs.symlinkSync('../secret.txt', path.join(root, 'data/link.txt'));
  fs.symlinkSync('../missing.txt', path.join(root, 'data/dangling.txt'));
});
afterAll(() => fs.rmSync(root, { recursive: true }));

const main: Caller = {
  module: '__main__',
  function: null,
  package: null,
  place: { file: 'a.aegis', start: 0 },
  authority: [],
};

async function ask(
  effect: string,
  args: WireValue[],
  options: { allow?: string[]; deny?: string[]; caller?: Caller } = {},
) {
  const events: AuditEvent[] = [];
  const audit = openLedger('test', { append: (event) => void events.push(event), close() {} });
  const project = {
    allow: options.allow ?? ['filesystem.read("./data/**")', 'filesystem.write("./data/**")'],
    deny: options.deny ?? [],
  };
  const grants = makeGrants(
    { ...noGrants, project, packages: { tools: { allow: ['filesystem.read("./data/a.txt")'], deny: [] } } },
    root,
  );
  const broker = makeBroker({ grants, audit, world: realWorld(root, { HOME: '/home/x' }), lineOf: () => 1 });
  const replies: (AnswerMessage | RefusalMessage)[] = [];
  const request = { kind: 'request', id: 1, effect, arguments: args, caller: options.caller ?? main } as const;
  await broker.serve(request, (message) => void replies.push(message));
  const [reply] = replies;
  if (reply === undefined || replies.length > 1) throw new Error(`${replies.length} replies to one request`);
  return { reply, trail: events.map((event) => `${event.type} ${event.status}`), events };
}

async function refusedWith(exception: string, ...request: Parameters<typeof ask>) {
  const { reply, trail } = await ask(...request);
  expect(reply).toMatchObject({ kind: 'refusal', exception });
  return { message: reply.kind === 'refusal' ? reply.message : '', trail };
}

describe('files', () => {
  test('a granted file is read, tainted, and recorded before and after', async () => {
    const { reply, trail } = await ask('files.read', ['data/a.txt']);
    expect(reply).toMatchObject({
      kind: 'answer',
      value: { tag: 'bytes', base64: btoa('inside') },
      labels: ['tainted'],
    });
    expect(trail).toEqual(['effect started', 'effect ok']);
  });
  test('a denial says what, who, which layer and the line to add', async () => {
    const { message, trail } = await refusedWith('CapabilityError', 'files.read', ['secret.txt']);
    expect(message).toContain(
      'filesystem.read("./secret.txt") was asked by module __main__ and refused by the project',
    );
    expect(message).toContain(`allow = ['filesystem.read("./secret.txt")']`);
    expect(trail).toEqual(['capability_denied denied']);
  });
  test('neither links nor dots lead out of the grant', async () => {
    for (const name of [
      'data/link.txt',
      'data/../secret.txt',
      '/etc/passwd',
      `${root}/secret.txt`,
      'data/x/../../secret.txt',
    ]) {
      await refusedWith('CapabilityError', 'files.read', [name]);
    }
  });
  test('nothing is written through a link, even where it points to nothing', async () => {
    await refusedWith('PermissionError', 'files.write', ['data/dangling.txt', 'x']);
    expect(fs.existsSync(path.join(root, 'missing.txt'))).toBe(false);
  });
  test('without the grant nobody learns whether a path exists', async () => {
    await refusedWith('CapabilityError', 'files.read', ['no-such.txt']);
    await refusedWith('FileNotFoundError', 'files.read', ['data/no-such.txt']);
  });
  test('writing and listing', async () => {
    expect((await ask('files.write', ['data/new.txt', 'text'])).reply).toMatchObject({ kind: 'answer', value: 4 });
    expect((await ask('files.list', ['data'])).reply).toMatchObject({
      value: ['a.txt', 'dangling.txt', 'link.txt', 'new.txt'],
    });
  });
  test('a folder that is swapped for a link while it is used leads nowhere else', async () => {
    const [real, away] = [path.join(root, 'data/swapped'), path.join(root, 'data/away')];
    fs.mkdirSync(real);
    fs.mkdirSync(path.join(root, 'hidden'));
    fs.writeFileSync(path.join(real, 'file'), 'inside');
    fs.writeFileSync(path.join(root, 'hidden/file'), 'outside');
    const script = `while :; do mv ${real} ${away}; ln -s ${root}/hidden ${real}; rm ${real}; mv ${away} ${real}; done`;
    const attacker = Bun.spawn(['sh', '-c', script]);
    const seen = new Set<string>();
    for (let round = 0; round < 1500; round++) {
      const { reply } = await ask('files.read', ['data/swapped/file']);
      seen.add(reply.kind === 'answer' ? atob((reply.value as { base64: string }).base64) : reply.exception);
      await ask('files.write', ['data/swapped/file', 'inside']);
      if (round % 50 === 0) await Bun.sleep(1);
    }
    attacker.kill();
    await attacker.exited;
    expect(seen).toContain('inside');
    expect(seen).not.toContain('outside');
    expect(fs.readFileSync(path.join(root, 'hidden/file'), 'utf8')).toBe('outside');
  });
  test('the files that Linux makes of processes are out of reach, devices are no files', async () => {
    const allow = ['filesystem'];
    for (const name of [
      '/proc/self/environ',
      '/proc/thread-self/environ',
      `/proc/${process.pid}/maps`,
      '/proc/1/environ',
    ]) {
      await refusedWith('CapabilityError', 'files.read', [name], { allow });
    }
    await refusedWith('CapabilityError', 'files.write', ['/proc/self/mem', 'x'], { allow });
    await refusedWith('OSError', 'files.read', ['/dev/zero'], { allow });
    await refusedWith('OSError', 'files.write', ['/dev/full', 'x'], { allow });
    Bun.spawnSync(['mkfifo', path.join(root, 'data/fifo')]);
    await refusedWith('OSError', 'files.read', ['data/fifo']);
  });
  test('names that only look alike are other names', async () => {
    for (const name of ['DATA/a.txt', 'data\\..\\secret.txt', 'data/a.txt\0', 'dаta/a.txt', '~/x', 'file:data/a.txt']) {
      const { reply } = await ask('files.read', [name]);
      expect(reply.kind).toBe('refusal');
    }
  });
  test('grants and records are out of reach whatever is granted', async () => {
    const allow = ['filesystem'];
    await refusedWith('CapabilityError', 'files.write', ['aegis.toml', 'x'], { allow });
    await refusedWith('CapabilityError', 'files.read', ['.aegis/audit/run.jsonl'], { allow });
  });
});

describe('layers', () => {
  test('deny wins over allow', async () => {
    await refusedWith('CapabilityError', 'files.read', ['data/a.txt'], {
      allow: ['filesystem'],
      deny: ['filesystem.read("./data/a.txt")'],
    });
  });
  test('a package has what it was granted and no more', async () => {
    const caller = { ...main, package: 'tools' };
    expect((await ask('files.read', ['data/a.txt'], { caller })).reply.kind).toBe('answer');
    await refusedWith('CapabilityError', 'files.read', ['data'], { caller });
    await refusedWith('CapabilityError', 'files.read', ['data/a.txt'], { caller: { ...main, package: 'unknown' } });
  });
  test('a package has no more through another one, nor through the project', async () => {
    const by = (holder: string) => ({ ...main, authority: [{ holder, allow: null, deny: [] }] });
    expect((await ask('files.read', ['data/a.txt'], { caller: by('package tools') })).reply.kind).toBe('answer');
    const { message } = await refusedWith('CapabilityError', 'files.read', ['data/a.txt'], {
      caller: by('package other'),
    });
    expect(message).toContain('refused by what package other was granted');
  });
  test('a declaration narrows; one that cannot be read allows nothing', async () => {
    const under = (allow: string[] | null, deny: string[]) => ({
      ...main,
      authority: [{ holder: 'function f', allow, deny }],
    });
    expect((await ask('files.read', ['data/a.txt'], { caller: under(['filesystem.read'], []) })).reply.kind).toBe(
      'answer',
    );
    await refusedWith('CapabilityError', 'files.read', ['data/a.txt'], { caller: under([], []) });
    await refusedWith('CapabilityError', 'files.read', ['data/a.txt'], { caller: under(null, ['filesystem']) });
    await refusedWith('CapabilityError', 'files.read', ['data/a.txt'], { caller: under(['nonsense('], []) });
  });
});

describe('labels', () => {
  const labelled = (value: WireValue, label: 'tainted' | 'secret'): WireValue => ({
    tag: 'labelled',
    value,
    labels: [label],
    source: 'x',
  });
  test('a tainted path steers nothing, a secret is not written', async () => {
    await refusedWith('TaintError', 'files.read', [labelled('data/a.txt', 'tainted')]);
    await refusedWith('SecretError', 'files.write', ['data/b.txt', labelled('key', 'secret')]);
    await refusedWith('SecretError', 'files.write', ['data/b.txt', [labelled('key', 'secret')]]);
  });
});

test('default grants and what is not among them', async () => {
  expect((await ask('clock.now', [])).reply).toMatchObject({ kind: 'answer', labels: [] });
  expect((await ask('random.bytes', [8])).reply).toMatchObject({ kind: 'answer' });
  await refusedWith('CapabilityError', 'environment.get', ['HOME']);
  expect((await ask('environment.get', ['HOME', true], { allow: ['env.read("HOME")'] })).reply).toMatchObject({
    labels: ['tainted', 'secret'],
  });
});

test('a ledger that takes no more stops the broker', async () => {
  const audit = {
    run: 'x',
    close() {},
    record() {
      throw new Error('full');
    },
  };
  const broker = makeBroker({
    grants: makeGrants(noGrants, root),
    audit,
    world: realWorld(root, {}),
    lineOf: () => null,
  });
  const request = { kind: 'request', id: 1, effect: 'clock.now', arguments: [], caller: main } as const;
  const reply = () => {
    throw new Error('an effect was carried out whose intent is not in the ledger');
  };
  await expect(broker.serve(request, reply)).rejects.toThrow('full');
});
