/**
 * Completion: what `aegis complete` answers, that no command, action or flag is missing, and the scripts in real shells. Bash is
 * everywhere; zsh and fish are tried where they are installed. The script for PowerShell is not run here.
 */
import { afterAll, describe, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '#cli/commands';
import { completeLine } from '#cli/completion/complete';
import { completionScripts } from '#platform/embedded/completion-scripts';
import { productCommand } from '../support/batch.ts';
import { TerminalSession } from '../support/terminal.ts';

const home = mkdtempSync(join(tmpdir(), 'aegis-completions-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const executables = join(home, 'bin');
const work = join(home, 'work');
mkdirSync(executables);
mkdirSync(join(work, 'sources'), { recursive: true });
for (const file of ['spam.aegis', 'notes.txt']) writeFileSync(join(work, file), '');
// Completion asks the real command; a line that is entered shows the words that it came to.
writeFileSync(
  join(executables, 'aegis'),
  `#!/bin/sh
case "$1" in
complete|completions) exec ${productCommand().join(' ')} "$@" ;;
esac
printf '<%s>' "$@"
echo
`,
  { mode: 0o755 },
);
const environment = { PATH: `${executables}:${process.env.PATH}`, HOME: home };

async function words(...line: string[]): Promise<string[]> {
  return (await completeLine(line, commands)).candidates.map(({ word }) => word);
}

describe('every word is offered', () => {
  for (const [name, { load, hidden }] of Object.entries(commands)) {
    if (hidden) continue;
    test(name, async () => {
      expect(await words(name.slice(0, -1))).toContain(name);
      const { description } = (await load()).command;
      const flags = Object.entries(description.flags).filter(([, { type }]) => type !== 'positional');
      const offered = await words(name, '-');
      for (const [flag, { default: standard }] of flags)
        expect(offered).toContain(standard === true ? `--no-${flag}` : `--${flag}`);
      expect(offered).toContain('--help');
      // Whoever adds an action has to say which there are.
      if ('action' in description.flags) expect(description.offers?.action).toBeArray();
    });
  }
});

describe('what a word can become', () => {
  const cases: readonly (readonly [line: string[], expected: string[]])[] = [
    [['ch'], ['check']],
    [['--v'], ['--version']],
    [['help', 'mig'], ['migrate']],
    [['check', '--format', 'j'], ['json']],
    [['check', '--format=s'], ['--format=sarif']],
    [['check', '--format', 'json', '--fo'], []],
    [
      ['run', '--allow', 'env', '--al'],
      ['--allow', '--allow-unconfined'],
    ],
    [['run', 'main.aegis', '--al'], []],
    [['cache', 'c'], ['clean']],
    [['registry', 'ver'], ['verify']],
    [['explain', 'taint/unsanitized-s'], ['taint/unsanitized-sink']],
    [['install', 'aegis-w'], ['aegis-web-tools']],
    [['init', '--template', 'ag'], ['agent']],
    [['nonsense', ''], []],
  ];
  for (const [line, expected] of cases)
    test(line.join(' '), async () => expect(await words(...line)).toEqual(expected));
  test('files are left to the shell', async () => {
    expect((await completeLine(['run', ''], commands)).files).toEqual({ kind: 'files', endings: ['.aegis'] });
    expect((await completeLine(['test', '--junit='], commands)).files).toEqual({ kind: 'files', endings: [] });
    expect((await completeLine(['init', ''], commands)).files).toEqual({ kind: 'folders' });
    expect((await completeLine(['run', 'x.aegis', ''], commands)).files).toEqual({ kind: 'files', endings: [] });
  });
});

/** What is typed up to the Tab key, and the words of the line when an `x` is typed after it. */
const keystrokes: readonly (readonly [typed: string, words: string])[] = [
  ['chec', '<check><x>'],
  ['check --form', '<check><--format><x>'],
  ['check --format=sa', '<check><--format=sarif><x>'],
  ['run --contracts wa', '<run><--contracts><warn><x>'],
  ['explain taint/unsanitized-s', '<explain><taint/unsanitized-sink><x>'],
  ['install aegis-web', '<install><aegis-web-tools><x>'],
  ['run sp', '<run><spam.aegis><x>'],
  ['run not', '<run><notx>'],
  ['test --junit=not', '<test><--junit=notes.txt><x>'],
  ['run so', '<run><sources/x>'],
  ['init so', '<init><sources/x>'],
  ['run --audit-store js', '<run><--audit-store><jsonl:x>'],
];

/** The commands that make a shell complete, without the user's own settings. */
const shells = {
  bash: {
    command: ['bash', '--norc', '--noprofile', '-i'],
    prepare: 'PS1="% "; set +o history; source <(aegis completions bash)',
  },
  zsh: {
    command: ['zsh', '-f', '-i'],
    prepare:
      'PS1="%% "; unsetopt zle_bracketed_paste beep; autoload -U compinit; compinit -u -D; source <(aegis completions zsh)',
  },
} as const;

for (const [shell, { command, prepare }] of Object.entries(shells))
  test.skipIf(shell !== 'bash' && Bun.which(shell) === null)(
    `keys in ${shell}`,
    async () => {
      const session = new TerminalSession(command, { cwd: work, environment });
      await session.type(`${prepare}; echo re''ady\r`, 'ready\r\n');
      for (const [typed, expected] of keystrokes) {
        session.child.terminal!.write(`aegis ${typed}\t`);
        // A shell that is still completing would take what comes for an answer to it.
        await session.quiet();
        await session.type('x\r', `${expected}\r\n`);
      }
      session.child.kill();
    },
    60_000,
  );

test.skipIf(Bun.which('fish') === null)(
  'candidates in fish',
  async () => {
    const script = join(home, 'aegis.fish');
    writeFileSync(script, completionScripts.fish!);
    for (const [typed, words] of keystrokes) {
      const child = Bun.spawn(['fish', '--no-config', '-c', `source ${script}; complete -C 'aegis ${typed}'`], {
        cwd: work,
        env: { ...environment, XDG_CONFIG_HOME: home },
        stdout: 'pipe',
        stderr: 'pipe',
      });
      const [out, error] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
      const offered = out.split('\n').map((each) => each.split('\t')[0]);
      expect(error).toBe('');
      const whole = /([^<]*?)(?:><)?x>$/.exec(words)![1]!;
      if (typed.endsWith(whole)) expect(out).toBe('');
      else expect(offered).toContain(whole);
    }
  },
  60_000,
);
