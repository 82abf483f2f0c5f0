/** Python files on disk: which are meant, which modules they can import from each other, and where each result goes. */
import { fileExists, folderExists } from '#platform/disk';
import { currentFolder } from '#platform/environment';
import path from '#platform/paths';
import { sourceFilesBelow } from '../source-files.ts';
import { ProjectFailure } from '../workspace.ts';

export interface PythonFile {
  readonly input: string;
  readonly output: string;
  /** The folder from which absolute imports start. */
  readonly root: string;
}

const python = '.py';
const aegis = '.aegis';

/**
 * @param target a Python file, or a folder with Python files
 * @param output where to put the result: a file for a file, a folder for a folder; null for beside the input
 * @throws ProjectFailure, DiskFailure
 */
export function pythonFiles(target: string, output: string | null): PythonFile[] {
  const absolute = path.resolve(currentFolder(), target);
  const wanted = output === null ? null : path.resolve(currentFolder(), output);
  if (folderExists(absolute)) {
    return sourceFilesBelow(absolute, python).map((input) => {
      const name = path.relative(absolute, input).slice(0, -python.length) + aegis;
      return { input, output: path.join(wanted ?? absolute, name), root: absolute };
    });
  }
  if (!fileExists(absolute)) throw new ProjectFailure(`${target}: no such file or folder`);
  const beside = (absolute.endsWith(python) ? absolute.slice(0, -python.length) : absolute) + aegis;
  return [{ input: absolute, output: wanted ?? beside, root: path.dirname(absolute) }];
}

/**
 * Is there a module with this name among the files below a folder, in Python or Aegis? The folder may be a package that
 * its own files import by its name.
 */
export function hasLocalModule(root: string, name: string): boolean {
  const parts = name.split('.');
  if (parts.includes('')) return false;
  const bases = [path.join(root, ...parts)];
  if (parts[0] === path.basename(root)) bases.push(path.join(root, ...parts.slice(1)));
  return bases.some((base) => fileExists(base + python) || fileExists(base + aegis) || folderExists(base));
}
