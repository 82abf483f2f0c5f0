/**
 * A build-time macro: what it returns is written into the bundle in place of the call. That is how text of the repository
 * (manual pages, templates, standard library modules in Aegis) gets into the executable, and running from source reads
 * the same files.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @param folder relative to the repository; @returns path below it to text, for files with one of the endings */
export function readTree(folder: string, endings: string[]): Record<string, string> {
  const root = join(import.meta.dir, '../../..', folder);
  const texts: Record<string, string> = {};
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    if (endings.some((ending) => path.endsWith(ending)) && statSync(join(root, path)).isFile()) {
      texts[path.replaceAll('\\', '/')] = readFileSync(join(root, path), 'utf8');
    }
  }
  return texts;
}

/** @param folders relative to the repository; @returns a short digest of their TypeScript files */
export function digestOfTrees(folders: string[]): string {
  const hash = new Bun.CryptoHasher('sha256');
  for (const folder of folders) hash.update(JSON.stringify(readTree(folder, ['.ts'])));
  return hash.digest('hex').slice(0, 16);
}
