/** A registry in a git repository of this machine, with many small packages in it. */

import { writeFileSync } from 'node:fs';
import { readPackageManifest } from '#packages/archive/contents';
import { packArchive } from '#packages/archive/pack';
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
    const contents = [
      { path: 'aegis.toml', bytes: Buffer.from(manifest) },
      { path: 'main.aegis', bytes: Buffer.from(source) },
    ];
    const archive = packArchive(contents);
    const statement = versionStatement(readPackageManifest(contents), archive, published);
    files.set(archivePath(statement.sha256), archive);
    statements.push(statement);
  }
  await appendStatements(reader, key, names, () => ({ statements, files, time: published }));
  return gitDir;
}

const syllables =
  'ba be bo da de di do fa fi ga go ha hi jo ka ke ki la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se si so ta te ti to va vi wa we za zo'.split(
    ' ',
  );

/** Names as people choose them: unlike each other at the beginning, but one in twenty begins with `aegis-`. */
export function makeNames(count: number): string[] {
  const names = new Set<string>();
  for (let index = 0; names.size < count; index++) {
    // A multiplication scatters the numbers, so that neighbours have different beginnings.
    const digits = String((index * 7_368_787) % 10_000_019).padStart(8, '0');
    const parts = [0, 2, 4, 6].map((at) => syllables[Number(digits.slice(at, at + 2)) % syllables.length]!);
    const word = `${parts.slice(0, 2).join('')}-${parts.slice(2).join('')}${index % 3 === 0 ? '-tools' : ''}`;
    names.add(index % 20 === 0 ? `aegis-${word}` : word);
  }
  return [...names];
}

/** A stand-in for ssh that runs on this machine what it is told to run on another, and keeps what comes back. */
export function sshStandIn(script: string, received = '/dev/null'): string {
  writeFileSync(script, `#!/bin/sh\nfor last; do :; done\nsh -c "$last" | tee -a ${received}\n`, { mode: 0o755 });
  return script;
}
