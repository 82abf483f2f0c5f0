/**
 * The system's git, as an engine for objects and nothing else: no work tree is ever made, so nothing that a repository
 * holds is checked out, filtered, or run. Every command line is fixed here; what comes from outside (addresses, object
 * names) is checked before it becomes an argument, hooks and system configuration are off, only the address's own protocol
 * is allowed, redirects are not followed, and nobody is asked for a password.
 */
import { type GitAddress, GitFailure } from './git-address.ts';

export { type GitAddress, GitFailure, readGitAddress } from './git-address.ts';

const commandTime = 120_000;
const mostOutput = 256 * 2 ** 20;

/** Configuration given on the command line beats that of any repository. */
const settings = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  'core.alternateRefsCommand=false',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'http.followRedirects=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'protocol.version=2',
].flatMap((setting) => ['-c', setting]);

export interface GitCall {
  /** What follows the fixed beginning: a command and its arguments. */
  readonly words: readonly string[];
  readonly gitDir: string;
  /** The protocols that this call may speak: none to stay on this disk. */
  readonly protocol?: GitAddress['protocol'];
  readonly input?: string | Uint8Array;
  /** Called from time to time while it runs; ends it by returning true. */
  readonly isTooMuch?: () => boolean;
}

/**
 * @returns what it wrote to standard output
 * @throws GitFailure
 */
export async function callGit({ words, gitDir, protocol, input, isTooMuch }: GitCall): Promise<Uint8Array> {
  const executable = Bun.which('git', { PATH: process.env.PATH ?? '' });
  if (executable === null) throw new GitFailure('missing', 'git is needed for this, and there is none on PATH');
  const child = Bun.spawn([executable, '--no-pager', ...settings, `--git-dir=${gitDir}`, ...words], {
    stdin: input === undefined ? 'ignore' : typeof input === 'string' ? new TextEncoder().encode(input) : input,
    stdout: 'pipe',
    stderr: 'pipe',
    cwd: '/',
    env: environmentFor(protocol),
  });
  const command = words.find((word, index) => word !== '-c' && words[index - 1] !== '-c') ?? 'git';
  let stopped: string | null = null;
  const stop = (reason: string): void => {
    stopped ??= reason;
    child.kill('SIGKILL');
  };
  const clock = setTimeout(() => stop(`took longer than ${commandTime / 1000} seconds`), commandTime);
  const watch = isTooMuch && setInterval(() => isTooMuch() && stop('sent more than a registry may'), 100);
  try {
    const [output, complaint, code] = await Promise.all([
      collect(child.stdout, mostOutput, () => stop('sent more than a registry may')),
      collect(child.stderr, 64 * 1024, () => {}),
      child.exited,
    ]);
    if (stopped !== null) throw new GitFailure('limit', `git ${command} ${stopped}`);
    if (code !== 0) {
      const said = new TextDecoder().decode(complaint);
      throw new GitFailure('failed', lastWords(said, command, code), said);
    }
    return output;
  } finally {
    clearTimeout(clock);
    clearInterval(watch);
  }
}

/** The version of the system's git as it tells it. @throws GitFailure (`missing` when there is none) */
export async function gitVersion(): Promise<string> {
  const said = await callGit({ words: ['version'], gitDir: '/' });
  return new TextDecoder()
    .decode(said)
    .trim()
    .replace(/^git version /, '');
}

/**
 * Only what git needs to find the user's own configuration and credentials. A variable of git in our environment (a
 * GIT_DIR left over from a hook, for example) would lead it elsewhere.
 */
function environmentFor(protocol: GitAddress['protocol'] | undefined): Record<string, string> {
  const kept = ['PATH', 'HOME', 'USER', 'LOGNAME', 'XDG_CONFIG_HOME', 'SSH_AUTH_SOCK', 'SSL_CERT_FILE', 'SYSTEMROOT'];
  const environment = Object.fromEntries(
    kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]!]] : [])),
  );
  return {
    ...environment,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: protocol ?? 'none',
    GIT_SSH_COMMAND: process.env.GIT_SSH_COMMAND ?? 'ssh -oBatchMode=yes',
    LC_ALL: 'C',
  };
}

/** Reads a stream up to a bound; what comes after it is dropped and `overflow` is told. */
async function collect(stream: ReadableStream<Uint8Array>, most: number, overflow: () => void): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length <= most) chunks.push(chunk);
    else overflow();
  }
  return Buffer.concat(chunks);
}

/** What git complained of, in one line that begins where its prefix ends. */
function lastWords(complaint: string, command: string, code: number): string {
  const lines = complaint.split(/\r?\n/).filter((line) => line.trim() !== '');
  const rejection = lines.map((each) => /^ ! \[[a-z ]*rejected\].*\((.*)\)$/.exec(each)?.[1]).find(Boolean);
  if (rejection !== undefined) {
    const told = lines.find((each) => each.startsWith('remote: '));
    return `the push was rejected: ${rejection}${told === undefined ? '' : ` (${told.trimEnd()})`}`;
  }
  const at = lines.findIndex((each) => /^(?:fatal|error|remote):/.test(each));
  // That the other side did not answer says nothing; why it did not, ssh has said in the line before.
  const isEcho = at > 0 && lines[at]!.includes('Could not read from remote repository');
  const line = at < 0 ? lines.at(-1) : lines[isEcho ? at - 1 : at];
  return line === undefined ? `git ${command} ended with ${code}` : line.replace(/^(?:fatal|error): /, '');
}
