/** A registry in a git repository of this machine, with many small packages in it. */

import { readPackageManifest } from '#packages/archive/contents';
import { packArchive } from '#packages/archive/pack';
import { readArchive } from '#packages/archive/read';
import { versionStatement } from '#packages/publish/version-statement';
import { appendStatements } from '#packages/registry/append';
import { newRegistry } from '#packages/registry/initialize';
import { archivePath } from '#packages/registry/layout';
import { gitTree } from '#packages/registry/trees/git-tree';
import { branch, commitChanges, makeRepository } from '#platform/git-repository';
import { signingKey } from '#transparency/keys';

const published = Date.parse('2026-01-01T00:00:00Z');
const key = signingKey(new Uint8Array(32).fill(7));

/**
 * Makes the repository and publishes version 1.0.0 of every package.
 *
 * @param source what each package's entry says
 * @returns the repository's path
 */
export async function newPackageRegistry(gitDir: string, names: readonly string[], source: string): Promise<string> {
  await makeRepository(gitDir);
  await commitChanges(
    gitDir,
    branch,
    null,
    newRegistry({ origin: 'bench/1', isOpen: true, time: published }, key),
    'new\n',
  );
  const reader = { tree: gitTree(gitDir, gitDir), source: gitDir, pinnedKey: null, memory: null };
  const files = new Map<string, Uint8Array>();
  const statements: ReturnType<typeof versionStatement>[] = [];
  for (const name of names) {
    const manifest = `[package]\nname = "${name}"\nversion = "1.0.0"\ndescription = "About ${name}."\n`;
    const archive = packArchive([
      { path: 'aegis.toml', bytes: Buffer.from(manifest) },
      { path: 'main.aegis', bytes: Buffer.from(source) },
    ]);
    const statement = versionStatement(readPackageManifest(await readArchive(archive)), archive, published);
    files.set(archivePath(statement.sha256), archive);
    statements.push(statement);
  }
  await appendStatements(reader, key, names, () => ({ statements, files, time: published }));
  return gitDir;
}
