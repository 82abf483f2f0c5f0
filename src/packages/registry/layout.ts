/** Where things lie in a registry: the file names of its format (registry/README.md). */
import { signersName } from './index-line.ts';

/** What this version of Aegis reads and writes. */
export const formatVersion = 1;

export const descriptionPath = 'registry.toml';
export const checkpointPath = 'log/checkpoint';
export const indexFolder = 'index';
/** Names of all packages, a line each: made by `export --static`, where folders cannot be listed. */
export const namesPath = 'names.txt';

/** A package's file in the index; of the signers when the name is theirs. */
export function indexPath(name: string): string {
  if (name === signersName) return 'signers.jsonl';
  return `${indexFolder}/${name.slice(0, 2)}/${name.slice(2, 4) || '_'}/${name}.jsonl`;
}

/** The package whose index file this is; null for any other file. */
export function packageOfIndexPath(path: string): string | null {
  const name = /([^/]+)\.jsonl$/.exec(path)?.[1];
  return name !== undefined && indexPath(name) === path ? name : null;
}

export function archivePath(sha256: string): string {
  return `archives/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}.tar.gz`;
}

/** @param tile as the log calls it (`tile/0/000.p/5`) */
export function logPath(tile: string): string {
  return `log/${tile}`;
}
