/**
 * Where a git repository may be: a path, `file:`, `ssh:` (also written `user@host:path`) or `https:`. An address comes from
 * a manifest that somebody else may have written, so everything git would take besides is refused: words that begin with
 * a dash (options), `ext::` and other helpers (commands), `http:` and `git:` (no protection on the way), passwords.
 */

export type GitProblem = 'missing' | 'bad-address' | 'limit' | 'failed';

/** Git is missing, was not called, was stopped, or failed. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
  constructor(
    readonly problem: GitProblem,
    message: string,
    /** Everything that git said of it. */
    readonly complaint = '',
  ) {
    super(message);
  }
}

export interface GitAddress {
  readonly protocol: 'file' | 'ssh' | 'https';
  /** As git takes it; a path is absolute. */
  readonly text: string;
  /** Of a repository on this disk; null for any other. */
  readonly path: string | null;
}

const host = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])`;
const user = '(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)';
const sshForm = new RegExp(String.raw`^ssh://${user}?${host}(?::\d{1,5})?/(?!-)[^\s]*$`);
const shortForm = new RegExp(String.raw`^${user}${host}:(?![-:/]*-)[^\s:]+$`);
const httpsForm = new RegExp(String.raw`^https://${host}(?::\d{1,5})?/[^\s]*$`);

/**
 * @param text as the user wrote it
 * @param absolute makes a path absolute
 * @throws GitFailure (`bad-address`)
 */
export function readGitAddress(text: string, absolute: (path: string) => string): GitAddress {
  const refused = (reason: string): GitFailure =>
    new GitFailure('bad-address', `the address '${shown(text)}' ${reason}`);
  if (text === '') throw refused('is empty');
  if (text.startsWith('-')) throw refused("begins with '-', which git would take for an option");
  if (/[\p{Cc}\p{Cf}\p{Cs}\\]/u.test(text)) throw refused('has characters that no address needs');
  if (text.includes('::')) throw refused('names a helper program (::), which is not allowed');
  if (/^https?:\/\/[^/]*@/.test(text))
    throw refused('has a password or user name in it; leave that to git credentials');
  if (/^file:/.test(text)) return onDisk(readFileUrl(text, refused));
  if (sshForm.test(text) || shortForm.test(text)) return { protocol: 'ssh', text, path: null };
  if (httpsForm.test(text)) return { protocol: 'https', text, path: null };
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1];
  if (scheme === 'ssh' || scheme === 'https') throw refused(`is no ${scheme}: address of a repository`);
  if (scheme !== undefined) throw refused(`is not one of path, file:, ssh: and https: ('${scheme}:' is not allowed)`);
  return onDisk(absolute(text));
}

function onDisk(path: string): GitAddress {
  return { protocol: 'file', text: path, path };
}

function readFileUrl(text: string, refused: (reason: string) => GitFailure): string {
  const path = /^file:\/\/(?:localhost)?(\/.*)$/.exec(text)?.[1];
  if (path === undefined) throw refused('is no file: address of this machine, like file:///srv/registry.git');
  try {
    return decodeURIComponent(path);
  } catch {
    throw refused('has a % that begins no character');
  }
}

function shown(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '?');
  return line.length <= 120 ? line : `${line.slice(0, 120)}…`;
}
