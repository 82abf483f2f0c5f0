/** `aegis install` and `aegis add`: what aegis.toml asks for, or more packages by name. */
import { withDependency } from '#packages/dependency-edit';
import { carryOut, isInstalled, type Plan, planInstallation } from '#packages/install/install';
import type { PackageProject } from '#packages/install/project';
import { lookAlike } from '#packages/look-alike';
import type { Dependency } from '#packages/manifest';
import { problemOfName, problemOfRange } from '#packages/names';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { consents } from './consent.ts';
import { counted, note, say, sayJson } from './output.ts';
import { showChanges } from './package-changes.ts';
import { openInstaller, openProjectHere, tellNotes } from './package-work.ts';

export const command = defineCommand({
  summary: 'Install what aegis.toml asks for, or add packages to it.',
  flags: {
    'accept-capabilities': { type: 'boolean', description: 'grant the packages what they ask for' },
    frozen: { type: 'boolean', description: 'fail when aegis.lock would have to change' },
    offline: { type: 'boolean', description: 'ask nobody beyond this machine' },
    dev: { type: 'boolean', description: 'add to [dev-dependencies]' },
    path: { type: 'string', valueHint: 'FOLDER', description: 'add the package in this folder' },
    git: { type: 'string', valueHint: 'ADDRESS', description: 'add the package in this git repository' },
    tag: { type: 'string', valueHint: 'TAG', description: "of the repository's tags" },
    branch: { type: 'string', valueHint: 'BRANCH', description: "of the repository's branches" },
    revision: { type: 'string', valueHint: 'COMMIT', description: 'of the repository' },
    registry: { type: 'string', valueHint: 'REGISTRY', description: 'add it from this registry of aegis.toml' },
    'dry-run': { type: 'boolean', description: 'show what would change, and change nothing' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  rest: { kind: 'words', name: 'PACKAGE' },
  examples: ['aegis install', 'aegis install aegis-web-tools', 'aegis add aegis-core@^0.1 --accept-capabilities'],
  async run({ flags, rest: words }) {
    const project = openProjectHere();
    const installer = openInstaller(project, flags.offline === true);
    const source = sourceOf(flags);
    const additions = words.map((word) => readAddition(word, source));
    if (additions.length === 0 && Object.keys(source).length > 0) throw new UsageFailure('name the package to add');
    if (additions.length === 0 && isInstalled(project, installer, flags.frozen === true)) {
      const count = project.lock.packages.length;
      if (flags.json) sayJson({ changes: [], asking: [], packages: count, done: true });
      else
        say(count === 0 ? 'aegis.toml asks for no packages' : `${counted(count, 'package')} installed, nothing to do`);
      return exitCodes.ok;
    }
    if (additions.length > 0 && flags.frozen)
      throw new UsageFailure('--frozen changes nothing, so nothing can be added');
    warnOfLookAlikes(project, additions);
    const kind = flags.dev ? 'development' : 'run';
    const isAccepted = flags['accept-capabilities'] === true;
    const plan = await planInstallation(project, installer, {
      manifestText: additions.reduce(
        (text, { name, dependency }) => withDependency(text, kind, name, dependency),
        project.manifest.source.text,
      ),
      release: new Set(additions.map(({ name }) => name)),
      underGrants: additions.length === 0 && !isAccepted,
    });
    if (!flags['dry-run'] && !(await consents(plan.asking, isAccepted))) return exitCodes.denied;
    const settled = additions
      .filter(({ isOpen }) => isOpen)
      .reduce((text, { name }) => settle(text, kind, name, plan), plan.manifestText);
    if (!flags['dry-run']) await carryOut(project, installer, { ...plan, manifestText: settled });
    showChanges(plan, !flags['dry-run'], flags.json === true);
    await tellNotes(installer);
    return exitCodes.ok;
  },
});

interface Addition {
  readonly name: string;
  readonly dependency: Dependency;
  /** True when the user leaves the version to us. */
  readonly isOpen: boolean;
}

interface SourceFlags {
  readonly path?: string | undefined;
  readonly git?: string | undefined;
  readonly tag?: string | undefined;
  readonly branch?: string | undefined;
  readonly revision?: string | undefined;
  readonly registry?: string | undefined;
}

function sourceOf({ path, git, tag, branch, revision, registry }: SourceFlags): Dependency {
  const given = Object.entries({ path, git, tag, branch, revision, registry }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(given) as Dependency;
}

/** `NAME` or `NAME@RANGE`. */
function readAddition(word: string, source: Dependency): Addition {
  const at = word.indexOf('@', 1);
  const name = at < 0 ? word : word.slice(0, at);
  const problem = problemOfName(name);
  if (problem !== null) throw new UsageFailure(`'${name}' is no package: the name ${problem}`);
  const range = at < 0 ? null : word.slice(at + 1);
  const rangeProblem = range === null ? null : problemOfRange(range);
  if (rangeProblem !== null) throw new UsageFailure(`'${range}' ${rangeProblem}`);
  const isElsewhere = source.path !== undefined || source.git !== undefined;
  if (range !== null) return { name, dependency: { version: range, ...source }, isOpen: false };
  return isElsewhere
    ? { name, dependency: source, isOpen: false }
    : { name, dependency: { version: '*', ...source }, isOpen: true };
}

/** What was chosen, and all that is compatible with it. */
function settle(text: string, kind: 'run' | 'development', name: string, { manifest, selected }: Plan): string {
  const { registry } = (kind === 'run' ? manifest.dependencies : manifest.developmentDependencies)[name]!;
  const version = `^${selected.get(name)!.version}`;
  return withDependency(text, kind, name, registry === undefined ? { version } : { version, registry });
}

function warnOfLookAlikes({ manifest }: PackageProject, additions: readonly Addition[]): void {
  const known = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.developmentDependencies)];
  for (const { name } of additions) {
    const other = lookAlike(name, known);
    if (other !== null) note(`warning: '${name}' looks like '${other}', which aegis.toml has; is it what you mean?`);
  }
}
