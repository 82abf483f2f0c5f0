/** Where the repository lies, which files a test folder holds, and whether expectations are to be rewritten. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const repository = dirname(dirname(import.meta.dir));

/** `UPDATE=1 bun test` rewrites expectations; the diff is then read line by line. */
export const updating = process.env.UPDATE === '1';

/** Every file under `folder` (relative to the repository) whose name ends so, sorted, as absolute paths. */
export function filesUnder(folder: string, ending: string): string[] {
  const root = join(repository, folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending) && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The name people read in a test report: the path inside the repository. */
export function shortName(file: string): string {
  return relative(repository, file);
}

/** The same path with another ending: `case.aegis` -> `case.out`. */
export function beside(file: string, ending: string): string {
  return file.replace(/\.[^./]+$/, ending);
}

export function readIfThere(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

export function write(file: string, text: string): void {
  writeFileSync(file, text);
}
