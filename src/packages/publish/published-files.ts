/**
 * Which files of a package's folder are published: all but those that belong to the place where it is developed. Tests
 * stay home too: they may need more than the package does.
 */
import { folderExists, linkStatusOf, listFolder } from '#platform/disk';
import path from '#platform/paths';

/** A file or something else below a package's folder. */
export interface FoundFile {
  /** Relative, `/` between its parts. */
  readonly path: string;
  readonly kind: 'file' | 'link' | 'other';
  /** In bytes. */
  readonly size: number;
}

/** More would not fit into an archive; a folder with more is not a package. */
const mostFiles = 20_000;

const leftOut = new Set(['tests', 'aegis.lock', 'node_modules', 'dist', '__pycache__']);

/** Whether a file of a package's folder is part of the package. Hidden files never are. */
export function isPublished(relative: string): boolean {
  return !relative.split('/').some((part) => part.startsWith('.')) && !leftOut.has(relative.split('/')[0]!);
}

/** Everything in a folder that would be published, sorted. Links are listed, not followed. @throws DiskFailure */
export function findPublishedFiles(root: string): FoundFile[] {
  const found: FoundFile[] = [];
  const visit = (folder: string): void => {
    for (const name of listFolder(path.join(root, folder))) {
      const relative = folder === '' ? name : `${folder}/${name}`;
      if (!isPublished(relative) || found.length > mostFiles) continue;
      const status = linkStatusOf(path.join(root, relative));
      if (status.kind === 'folder') visit(relative);
      else found.push({ path: relative, kind: status.kind, size: status.size });
    }
  };
  if (folderExists(root)) visit('');
  return found.sort((left, right) => (left.path < right.path ? -1 : 1));
}
