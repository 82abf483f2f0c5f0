/** `aegis remove`: packages that the project does not ask for any more. */
import { nearestName } from '#diagnostics/suggest';
import { kindOf, withoutDependency } from '#packages/dependency-edit';
import { carryOut, planInstallation } from '#packages/install/install';
import type { Manifest } from '#packages/manifest';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { showChanges } from './package-changes.ts';
import { openInstaller, openProjectHere } from './package-work.ts';

export const command = defineCommand({
  summary: 'Remove packages from aegis.toml, with what they alone need and were granted.',
  flags: {
    offline: { type: 'boolean', description: 'ask nobody beyond this machine' },
    'dry-run': { type: 'boolean', description: 'show what would change, and change nothing' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  rest: { kind: 'words', name: 'PACKAGE' },
  offers: { rest: 'installed packages' },
  examples: ['aegis remove aegis-web-tools'],
  async run({ flags, rest: names }) {
    if (names.length === 0) throw new UsageFailure('name the package to remove');
    const project = openProjectHere();
    for (const name of names) requireDependency(project.manifest, name);
    const installer = openInstaller(project, flags.offline === true);
    const plan = await planInstallation(project, installer, {
      manifestText: names.reduce(withoutDependency, project.manifest.source.text),
      release: new Set(),
      underGrants: true,
    });
    if (!flags['dry-run']) await carryOut(project, installer, plan);
    showChanges(plan, !flags['dry-run'], flags.json === true);
    return exitCodes.ok;
  },
});

function requireDependency(manifest: Manifest, name: string): void {
  if (kindOf(manifest, name) !== null) return;
  const near = nearestName(name, [
    ...Object.keys(manifest.dependencies),
    ...Object.keys(manifest.developmentDependencies),
  ]);
  throw new UsageFailure(`aegis.toml does not depend on '${name}'`, near === null ? null : `did you mean '${near}'?`);
}
