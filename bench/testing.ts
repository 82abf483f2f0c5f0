/** `bun run bench/testing.ts [FILES]`: how long `aegis test` of the built binary takes on small test files, cold and warm. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describeMachine } from './measure.ts';

const files = Number(process.argv[2] ?? 200);
const binary = resolve(import.meta.dir, '../dist/aegis');
const root = mkdtempSync(join(tmpdir(), 'aegis-bench-tests-'));

const accountModule = `class Account:
    func __init__(self, name, balance):
        self.name = name
        self.balance = balance

    func deposit(self, amount):
        if amount < 0:
            raise ValueError("negative")
        self.balance += amount
`;

try {
  writeProject();
  console.log(describeMachine());
  console.log(`${files} test files of three tests`);
  console.log(`cold: ${testAll().toFixed(0)} ms`);
  console.log(`warm, best of five: ${Math.min(...Array.from({ length: 5 }, testAll)).toFixed(0)} ms`);
} finally {
  rmSync(root, { recursive: true, force: true });
}

function testAll(): number {
  const started = Bun.nanoseconds();
  const { exitCode, stdout } = Bun.spawnSync([binary, 'test'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: root, NO_COLOR: '1' },
  });
  if (exitCode !== 0) throw new Error(`aegis test ended with ${exitCode}: ${stdout.toString().slice(0, 2000)}`);
  return (Bun.nanoseconds() - started) / 1e6;
}

function writeProject(): void {
  mkdirSync(join(root, 'tests'));
  writeFileSync(join(root, 'aegis.toml'), '[package]\nname = "generated"\nversion = "0.1.0"\n');
  writeFileSync(join(root, 'account.aegis'), accountModule);
  for (let n = 0; n < files; n++) writeFileSync(join(root, 'tests', `test_part${n}.aegis`), testModule(n));
}

function testModule(n: number): string {
  return `from account import Account
from aegis.testing import fixture, raises


@fixture
func account():
    return Account("owner", ${n})


func test_deposit(account):
    account.deposit(5)
    assert account.balance == ${n + 5}


func test_negative(account):
    with raises(ValueError, match="negative"):
        account.deposit(-1)


func test_name(account):
    assert account.name.upper() == "OWNER"
`;
}
