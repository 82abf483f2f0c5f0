/** Which files hold tests: `test_*.aegis` below what the user named, in the order of their paths. */
import { fileExists, folderExists } from '#platform/disk';
import path from '#platform/paths';
import { sourceFilesBelow } from '#project/source-files';
import { ProjectFailure } from '#project/workspace';

/** A file, and the names in it that were asked for (`FILE::NAME`); none for all. */
export interface TestFile {
  readonly path: string;
  readonly names: readonly string[];
}

/**
 * @param targets files, folders, or `FILE::NAME`
 * @param from what they are relative to
 * @throws ProjectFailure for what is not there
 */
export function findTestFiles(targets: readonly string[], from: string): TestFile[] {
  const found = new Map<string, string[]>();
  for (const target of targets) {
    const [file, name] = splitTarget(target);
    const absolute = path.resolve(from, file);
    if (folderExists(absolute)) for (const each of sourceFilesBelow(absolute).filter(isTestFile)) found.set(each, []);
    else if (!fileExists(absolute)) throw new ProjectFailure(`${file}: no such file or folder`);
    else if (name === null) found.set(absolute, []);
    else found.set(absolute, [...(found.get(absolute) ?? []), name]);
  }
  return [...found].map(([file, names]) => ({ path: file, names })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function splitTarget(target: string): readonly [file: string, name: string | null] {
  const at = target.indexOf('::');
  return at === -1 ? [target, null] : [target.slice(0, at), target.slice(at + 2).replaceAll('::', '.')];
}

/** The files below a folder that are no tests: what tests should reach. */
export function findSourceFiles(folder: string): string[] {
  return sourceFilesBelow(folder).filter((file) => !isTestFile(file));
}

/** Whether a file holds tests, by its name. */
export function isTestFile(file: string): boolean {
  return /^test_.*\.aegis$/.test(path.basename(file));
}
