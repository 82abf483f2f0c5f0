/** The source files of a folder. */
import { folderExists, isLink, listFolder } from '#platform/disk';
import path from '#platform/paths';

/**
 * Every source file below a folder, sorted by folder. Hidden folders are not looked into (caches, repositories, Aegis's
 * own), nor are links to folders, which could lead in circles.
 *
 * @param ending how the names of source files end
 * @throws DiskFailure
 */
export function sourceFilesBelow(folder: string, ending = '.aegis'): string[] {
  return listFolder(folder).flatMap((name) => {
    const each = path.join(folder, name);
    if (name.startsWith('.') || name === 'node_modules') return [];
    if (folderExists(each)) return isLink(each) ? [] : sourceFilesBelow(each, ending);
    return name.endsWith(ending) ? [each] : [];
  });
}
