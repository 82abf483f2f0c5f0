/** `aegis tree`: who needs whom, and with `--capabilities` what each may do. */
import { formatCapability, parseCapability } from '#language/capabilities';
import type { LockedPackage } from '#packages/lockfile';
import { defineCommand, exitCodes } from './command.ts';
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
    const granted = (name: string): readonly string[] => manifest.capabilities.packages[name]?.allow ?? [];
    if (flags.json) {
      for (const each of lock.packages) sayJson({ ...each, granted: granted(each.name) });
      return exitCodes.ok;
    }
    const describe = ({ name, version, capabilities }: LockedPackage): string => {
      if (!flags.capabilities) return `${name} ${version}`;
      const asks = capabilities.length === 0 ? 'asks for nothing' : `asks for ${capabilities.join(', ')}`;
      return `${name} ${version}  ${asks}; ${grantText(capabilities, granted(name))}`;
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

function grantText(asked: readonly string[], granted: readonly string[]): string {
  const canonical = (texts: readonly string[]): string =>
    texts
      .map((text) => formatCapability(parseCapability(text)))
      .sort()
      .join(', ');
  if (granted.length === 0) return asked.length === 0 ? 'granted nothing' : 'NOT GRANTED';
  return canonical(granted) === canonical(asked) ? 'granted' : `granted ${granted.join(', ')}`;
}

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
