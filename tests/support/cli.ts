/**
 * Recorded command lines. A case is a folder under `tests/cli` with a `case.toml` of steps, the files it works on, and
 * `case.out`: what each step printed and how it ended. Every case runs in a copy of its folder with a HOME of its own.
 *
 *     [[steps]]
 *     run = "check main.aegis"          # words for aegis; or
 *     shell = "$AEGIS run - < x.aegis"  # a line for sh, in which $AEGIS is the command
 *     stdin = "print(1)"
 *     environment = { NO_COLOR = "1" }
 *
 * `server = true` above the steps starts an HTTPS server: `$SERVER` is its address, `$AUTHORITY` the certificate of the
 * authority that vouches for it.
 *
 * In `case.out`, lines of stderr begin with `! `, `[..]` stands for any text within a line, and a line `[...]` for any
 * number of lines.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { productCommand } from './batch.ts';
import { serveNews } from './news-server.ts';

export interface Step {
  readonly run?: string;
  readonly shell?: string;
  readonly stdin?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

interface Case {
  readonly server?: boolean;
  readonly steps: readonly Step[];
}

function readCase(folder: string): Case {
  return parse(readFileSync(join(folder, 'case.toml'), 'utf8')) as unknown as Case;
}

/** What was expected; empty for a case that was never recorded. */
export function readExpected(folder: string): string {
  const file = join(folder, 'case.out');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/**
 * Plays the steps in a fresh copy of the folder and gives the transcript.
 *
 * @param tell is given each step's part of it as it comes, with everything as it really was
 */
export async function play(folder: string, tell: (text: string) => void = () => {}): Promise<string> {
  const scratch = mkdtempSync(join(tmpdir(), 'aegis-cli-'));
  const { server, steps } = readCase(folder);
  await using news = server ? await serveNews() : null;
  const variables = news?.environment ?? {};
  try {
    const work = join(scratch, 'work');
    cpSync(folder, work, { recursive: true, filter: (source) => !/case\.(toml|out)$/.test(source) });
    mkdirSync(join(scratch, 'home'));
    let transcript = '';
    for (const step of steps) {
      const part = await playStep(step, work, { HOME: join(scratch, 'home'), ...variables });
      tell(part);
      transcript += part;
    }
    for (const [name, value] of Object.entries({ ...variables, SCRATCH: scratch }))
      transcript = transcript.replaceAll(value, `[${name}]`);
    return transcript;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function playStep(step: Step, work: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const command = productCommand();
  const line = step.shell ?? `$AEGIS ${step.run}`;
  const child = Bun.spawn(['sh', '-c', line], {
    cwd: work,
    env: { PATH: process.env.PATH ?? '', AEGIS: command.join(' '), ...variables, ...step.environment },
    stdin: step.stdin === undefined ? 'ignore' : new TextEncoder().encode(step.stdin),
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [out, error] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  const shown = step.shell ?? `aegis ${step.run}`;
  const complaints = error
    .split('\n')
    .slice(0, -1)
    .map((text) => `! ${text}\n`);
  return `$ ${shown}\n${withEnd(out)}${complaints.join('')}[exit ${await child.exited}]\n\n`;
}

function withEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** Whether a transcript is what the expectation describes. */
export function fits(transcript: string, expected: string): boolean {
  const pattern = expected
    .split('\n')
    .map((line) => (line === '[...]' ? '(?:.*\n)*?' : `${line.split('[..]').map(escape).join('.*')}\n`))
    .join('')
    .slice(0, -1);
  return new RegExp(`^${pattern}$`).test(transcript);
}

/** The new transcript with the wildcards of the old expectation kept on lines that still fit. */
export function updated(transcript: string, expected: string): string {
  // A line that is nothing but a wildcard fits all others: it is no sign of which line was meant.
  const wild = expected.split('\n').filter((line) => line.includes('[..]') && line !== '[..]');
  return transcript
    .split('\n')
    .map((line) => wild.find((pattern) => fits(line, pattern)) ?? line)
    .join('\n');
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
