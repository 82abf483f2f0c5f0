/** What tags and branches of another repository stand for. */
import { callGit, type GitAddress, GitFailure } from './git.ts';

/**
 * @param gitDir any repository of ours; nothing is written into it
 * @param reference a tag, a branch or a commit; null for what the repository shows first
 * @returns the commit
 * @throws GitFailure
 */
export async function remoteCommit(gitDir: string, address: GitAddress, reference: string | null): Promise<string> {
  if (reference !== null && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(reference)) return reference;
  if (reference !== null && !/^[A-Za-z0-9_][A-Za-z0-9._/+-]*$/.test(reference)) {
    throw new GitFailure('failed', `'${reference}' is no tag, branch or commit`);
  }
  const words = ['ls-remote', '--quiet', '--', address.text];
  const output = new TextDecoder().decode(await callGit({ words, gitDir, protocol: address.protocol }));
  const commits = new Map(
    output.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t').reverse() as [string, string]])),
  );
  const names =
    reference === null ? ['HEAD'] : [`refs/tags/${reference}^{}`, `refs/tags/${reference}`, `refs/heads/${reference}`];
  const found = names.map((name) => commits.get(name)).find((each) => each !== undefined);
  if (found !== undefined) return found;
  throw new GitFailure(
    'failed',
    `${address.text} has no ${reference === null ? 'commit' : `tag or branch '${reference}'`}`,
  );
}
