/** `aegis tree`: who needs whom, and with `--capabilities` what each may do. */
import type { LockedPackage } from '#packages/lockfile';
import { defineCommand, exitCodes } from './command.ts';
import { askedWords } from './grant-words.ts';
import { say, sayJson } from './output.ts';
import { openProjectHere } from './package-work.ts';

export const command = defineCommand({
  summary: 'Show the packages of the project and what needs them.',
  flags: {
    capabilities: { type: 'boolean', description: 'what each asks for and what aegis.toml grants it' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  examples: ['aegis tree', 'aegis tree --capabilities'],
  run({ flags }) {
    const { manifest, lock } = openProjectHere();
    const packages = new Map(lock.packages.map((locked) => [locked.name, locked]));
    if (flags.json) {
      for (const each of lock.packages)
        sayJson({ ...each, granted: manifest.capabilities.packages[each.name]?.allow ?? [] });
      return exitCodes.ok;
    }
    const describe = ({ name, version, capabilities }: LockedPackage): string => {
      if (!flags.capabilities) return `${name} ${version}`;
      return `${name} ${version}  asks for ${askedWords(manifest, name, capabilities)}`;
    };
    const direct = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.developmentDependencies)];
    say(
      `${manifest.package.name ?? 'this project'}${manifest.package.version === null ? '' : ` ${manifest.package.version}`}`,
    );
    if (flags.capabilities)
      say(`  granted: ${manifest.capabilities.allow.join(', ') || 'nothing beyond the defaults'}`);
    show(direct, packages, describe, '', new Set());
    return exitCodes.ok;
  },
});

/** A package that was shown with what it needs is not opened again. */
function show(
  names: readonly string[],
  packages: ReadonlyMap<string, LockedPackage>,
  describe: (locked: LockedPackage) => string,
  indent: string,
  shown: Set<string>,
): void {
  const sorted = [...names].sort();
  for (const [index, name] of sorted.entries()) {
    const isLast = index === sorted.length - 1;
    const branch = `${indent}${isLast ? '└── ' : '├── '}`;
    const locked = packages.get(name);
    if (locked === undefined) {
      say(`${branch}${name}  (not installed)`);
      continue;
    }
    const needs = Object.keys(locked.dependencies);
    const isAgain = shown.has(name) && needs.length > 0;
    say(`${branch}${describe(locked)}${isAgain ? '  (see above)' : ''}`);
    if (isAgain) continue;
    shown.add(name);
    show(needs, packages, describe, `${indent}${isLast ? '    ' : '│   '}`, shown);
  }
}
