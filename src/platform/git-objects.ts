/** Reading objects of a git repository on this disk, without a work tree and without ever fetching anything for it. */
import { callGit, GitFailure } from './git.ts';

export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * Objects by name (an id, or `COMMIT:path`); null for those that are not in this repository. Nothing is fetched for it.
 *
 * @throws GitFailure
 */
export async function readObjects(gitDir: string, names: readonly string[]): Promise<(GitObject | null)[]> {
  if (names.length === 0) return [];
  if (names.some((name) => /[\n\0]/.test(name))) throw new GitFailure('failed', 'an object cannot have this name');
  const input = names.map((name) => `${name}\n`).join('');
  const output = await callGit({ words: ['cat-file', '--batch'], gitDir, input });
  const objects: (GitObject | null)[] = [];
  for (let offset = 0; offset < output.length; ) {
    const end = output.indexOf(0x0a, offset);
    const header = new TextDecoder().decode(output.subarray(offset, end));
    const match = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(header);
    offset = end + 1;
    if (match === null) objects.push(null);
    else {
      const size = Number(match[3]);
      objects.push({ id: match[1]!, type: match[2]!, bytes: output.subarray(offset, offset + size) });
      offset += size + 1;
    }
  }
  if (objects.length !== names.length) throw new GitFailure('failed', 'git answered less than it was asked');
  return objects;
}

export interface TreeEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
  readonly id: string;
}

/** What a tree object holds; symbolic links and submodules are `other`. */
export function readTreeObject({ id, bytes }: GitObject): TreeEntry[] {
  const entries: TreeEntry[] = [];
  const idLength = id.length / 2;
  for (let offset = 0; offset < bytes.length; ) {
    const space = bytes.indexOf(0x20, offset);
    const end = bytes.indexOf(0, space);
    if (space < 0 || end < 0 || end + 1 + idLength > bytes.length) throw new GitFailure('failed', 'a tree is cut off');
    const mode = new TextDecoder().decode(bytes.subarray(offset, space));
    const kind = mode === '40000' ? 'folder' : mode === '100644' || mode === '100755' ? 'file' : 'other';
    const name = new TextDecoder().decode(bytes.subarray(space + 1, end));
    entries.push({ name, kind, id: Buffer.from(bytes.subarray(end + 1, end + 1 + idLength)).toString('hex') });
    offset = end + 1 + idLength;
  }
  return entries;
}
