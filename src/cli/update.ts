/**
 * `aegis update`: newer versions, within the ranges and grants of aegis.toml. A version that asks for more authority than
 * the one before is not taken silently: it is shown, and the command says that it was refused.
 */
import { nearestName } from '#diagnostics/suggest';
import type { Asking } from '#packages/install/consent';
import { carryOut, type Plan, type PlanRequest, planInstallation } from '#packages/install/install';
import type { PackageProject } from '#packages/install/project';
import { ResolutionFailure } from '#packages/resolution/requirement';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { showAsking } from './consent.ts';
import { complain } from './output.ts';
import { showChanges } from './package-changes.ts';
import { openInstaller, openProjectHere, tellNotes } from './package-work.ts';

export const command = defineCommand({
  summary: 'Take newer versions of all packages, or of the named ones and no others.',
  flags: {
    'accept-capabilities': { type: 'boolean', description: 'grant the packages what newer versions ask for' },
    offline: { type: 'boolean', description: 'ask nobody beyond this machine' },
    'dry-run': { type: 'boolean', description: 'show what would change, and change nothing' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  rest: { kind: 'words', name: 'PACKAGE' },
  offers: { rest: 'installed packages' },
  examples: ['aegis update', 'aegis update aegis-web-tools'],
  async run({ flags, rest: names }) {
    const project = openProjectHere();
    for (const name of names) requireLocked(project, name);
    const installer = openInstaller(project, flags.offline === true);
    const request: Omit<PlanRequest, 'underGrants'> = {
      manifestText: project.manifest.source.text,
      release: names.length === 0 ? 'all' : new Set(names),
    };
    const isAccepted = flags['accept-capabilities'] === true;
    const wide = await planInstallation(project, installer, { ...request, underGrants: false });
    const plan = isAccepted
      ? wide
      : await withinGrants(wide, () => planInstallation(project, installer, { ...request, underGrants: true }));
    if (isAccepted && wide.asking.some(({ surplus }) => surplus.length > 0)) showAsking(wanting(wide));
    if (!flags['dry-run']) await carryOut(project, installer, plan);
    showChanges(plan, !flags['dry-run'], flags.json === true);
    await tellNotes(installer);
    const held = isAccepted ? [] : wanting(wide);
    if (held.length === 0) return exitCodes.ok;
    showAsking(held);
    complain(
      'these versions were not taken',
      "'aegis update --accept-capabilities' takes them and grants what the table says",
    );
    return exitCodes.denied;
  },
});

/** The newest selection, where it fits the grants; else the newest that does. */
async function withinGrants(wide: Plan, plan: () => Promise<Plan>): Promise<Plan> {
  if (wanting(wide).length === 0) return wide;
  try {
    return await plan();
  } catch (error) {
    if (error instanceof ResolutionFailure && error.isDenied) showAsking(wanting(wide));
    throw error;
  }
}

function wanting({ asking }: Plan): Asking[] {
  return asking.filter(({ surplus }) => surplus.length > 0);
}

function requireLocked({ lock }: PackageProject, name: string): void {
  const known = lock.packages.map((locked) => locked.name);
  if (known.includes(name)) return;
  const near = nearestName(name, known);
  throw new UsageFailure(
    `'${name}' is not installed`,
    near === null ? "'aegis add' adds packages" : `did you mean '${near}'?`,
  );
}
