/** `aegis publish`: checks the package of the current folder and appends its version to a registry. */

import type { CheckReport } from '#packages/publish/publish';
import { askRegistry, checkCandidate, publishSnapshot, readAgain, takeSnapshot } from '#packages/publish/publish';
import type { Candidate } from '#packages/publish-checks/check';
import { currentFolder } from '#platform/environment';
import path from '#platform/paths';
import { writeTo } from '#platform/terminal';
import { examineCode } from '#project/package-code';
import { findManifest, loadManifest, type ProjectManifest } from '#project/workspace';
import { chooseKey } from '#transparency/key-store';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { counted, note, paintFor, say, sayJson } from './output.ts';
import { findReader } from './registry-work.ts';

export const command = defineCommand({
  summary: 'Check the package of this folder and publish it.',
  flags: {
    registry: { type: 'string', valueHint: 'REGISTRY', description: 'where to: a name of [registries], or an address' },
    key: { type: 'string', valueHint: 'KEY', description: 'the key to sign with: a name or a file' },
    'dry-run': { type: 'boolean', description: 'check everything, publish nothing' },
    json: { type: 'boolean', description: 'one JSON object per check, then one for the whole' },
  },
  examples: ['aegis publish --registry /srv/registry.git', 'aegis publish --dry-run'],
  async run({ flags }) {
    const manifestFile = findManifest(currentFolder());
    if (manifestFile === null)
      throw new UsageFailure('no aegis.toml here or above', "make a package with 'aegis init'");
    const root = path.dirname(manifestFile);
    const asJson = flags.json === true;
    const key = chooseKey(flags.key ?? null);
    const reader = findReader(flags.registry ?? null);
    const snapshot = takeSnapshot(root);
    const { name, version } = snapshot.manifest.package;
    const modules = snapshot.files.flatMap((file) => (file.path.endsWith('.aegis') ? path.join(root, file.path) : []));
    const candidate: Candidate = {
      ...snapshot,
      ...(await askRegistry(reader, name)),
      readAgain: () => readAgain(root),
      code: await examineCode(modules, note),
      runTests: () => runTests({ root, manifest: loadManifest(manifestFile) }),
      publicKey: key.publicKey,
    };
    if (!asJson) say(`${name} ${version}: ${counted(snapshot.files.length, 'file')}`);
    if (!asJson) for (const file of snapshot.files) say(`  ${file.path}`);
    const isFine = await checkCandidate(candidate, asJson ? sayJson : showReport);
    if (!isFine || flags['dry-run'] === true) {
      if (asJson) sayJson({ name, version, published: false });
      else say(isFine ? 'Everything is fine; nothing was published.' : 'Nothing was published.');
      return isFine ? exitCodes.ok : exitCodes.failed;
    }
    const { sha256, size, published } = await publishSnapshot(reader, key, snapshot);
    if (asJson) sayJson({ name, version, published, sha256, size, registry: reader.source });
    else say(`Published ${name} ${version} in ${reader.source} (${size} bytes, sha256 ${sha256}).`);
    return exitCodes.ok;
  },
});

function showReport({ title, findings }: CheckReport): void {
  const paint = paintFor('out');
  const worst = findings.some(({ severity }) => severity === 'error') ? 'error' : findings[0]?.severity;
  say(`${worst === 'error' ? paint.error('no  ') : worst === 'warning' ? paint.warning('hm  ') : 'ok  '}${title}`);
  for (const { severity, message, help } of findings) {
    say(`      ${severity === 'error' ? paint.error(message) : paint.warning(message)}`);
    if (help !== null) say(`      ${help}`);
  }
}

async function runTests(project: ProjectManifest): Promise<'passed' | 'failed' | null> {
  const { testProject } = await import('./test.ts');
  const reports = await testProject(project);
  const failed = reports.flatMap(({ cases, sources }) =>
    cases.filter(({ outcome }) => outcome === 'failed').map((each) => ({ each, sources })),
  );
  if (failed.length > 0) {
    const { failureText } = await import('#testing/report');
    for (const { each, sources } of failed) writeTo('error', `${failureText(each, sources, paintFor('error'))}\n`);
    return 'failed';
  }
  return reports.some(({ cases }) => cases.length > 0) ? 'passed' : null;
}
