/** `aegis repl` as a person meets it: on a terminal, key by key. */
import { afterEach, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productCommand } from '../support/batch.ts';
import { TerminalSession } from '../support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'aegis-terminal-'));
const sessions: TerminalSession[] = [];

function startSession(): TerminalSession {
  const session = new TerminalSession([...productCommand(), 'repl'], { cwd: folder });
  sessions.push(session);
  return session;
}

afterEach(() => {
  for (const { child } of sessions.splice(0)) child.kill();
});

test('entries, blocks, history, completion', async () => {
  const session = startSession();
  await session.see('>>> ');
  await session.type('let price = 12; price\r', '\n12');
  await session.type('pric\t * 3\r', '\n36');
  await session.type('func double(x):\r', '...     ');
  await session.type('return x * 2\r\r', '\n\r>>> ');
  await session.type('double(4)\r', '\n8');
  // The whole block comes back at once.
  await session.type('\u001b[A\u001b[A', 'return x * 2');
  await session.type('\u0003', '>>> ');
  await session.type('"abc".upper()\r', "'ABC'");
  await session.type(':type price / 5\r', 'float');
  await session.type('\u0004', '\n');
  expect(await session.child.exited).toBe(0);
}, 60_000);

test('Ctrl-C ends the entry that runs, and the variables stay', async () => {
  const session = startSession();
  await session.see('>>> ');
  await session.type('let kept = 41; kept\r', '\n41');
  await session.type('for i in range(10**12): print("on") if i == 0 else None\r\r', '\non');
  await session.type('\u0003', 'KeyboardInterrupt');
  await session.type('kept + 1\r', '\n42');
}, 60_000);

test('what is typed is found again in the next session, secrets are not', async () => {
  const first = startSession();
  await first.see('>>> ');
  await first.type('let found_again = 1; found_again + 100\r', '\n101');
  await first.type('let key = secret("hunter2"); 7 * 7\r', '\n49');
  await first.see('>>> ');
  await first.type('\u0004', '\n');
  await first.child.exited;
  const second = startSession();
  await second.see('>>> ');
  await second.type('\u001b[A', 'let found_again = 1; found_again + 100');
  const file = join(folder, '.local/state/aegis/repl-history.jsonl');
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).not.toContain('hunter2');
}, 60_000);

test('grants can be given while it runs', async () => {
  writeFileSync(join(folder, 'note.txt'), 'hello');
  const session = startSession();
  await session.see('>>> ');
  await session.type('len(open("note.txt").read())\r', 'CapabilityError');
  await session.see("':grant CAPABILITY' grants it until this session ends");
  await session.type(':grant filesystem.read("./note.txt")\r', 'granted until the session ends');
  await session.type('open("note.txt").read()\r', '<tainted str from file note.txt>');
  await session.type(':caps\r', 'allow filesystem.read("./note.txt")');
}, 60_000);

process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
