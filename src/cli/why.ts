/** `aegis why`: the ways on which a package came into the project, and what it may do. */
import { nearestName } from '#diagnostics/suggest';
import type { Lock } from '#packages/lockfile';
import type { Manifest } from '#packages/manifest';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { askedWords } from './grant-words.ts';
import { say, sayJson } from './output.ts';
import { openProjectHere } from './package-work.ts';

const mostWays = 20;

export const command = defineCommand({
  summary: 'Show why a package is installed.',
  flags: {
    package: { type: 'positional', required: true, description: 'its name' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  offers: { package: 'installed packages' },
  examples: ['aegis why aegis-core'],
  run({ flags }) {
    const { manifest, lock } = openProjectHere();
    const locked = lock.packages.find(({ name }) => name === flags.package);
    if (locked === undefined) {
      const near = nearestName(
        flags.package,
        lock.packages.map(({ name }) => name),
      );
      throw new UsageFailure(`'${flags.package}' is not installed`, near === null ? null : `did you mean '${near}'?`);
    }
    const found = ways(manifest, lock, locked.name);
    if (flags.json) {
      const granted = manifest.capabilities.packages[locked.name]?.allow ?? [];
      sayJson({ name: locked.name, version: locked.version, ways: found, asks: locked.capabilities, granted });
      return exitCodes.ok;
    }
    say(`${locked.name} ${locked.version}`);
    for (const way of found) say(`  aegis.toml -> ${way.join(' -> ')}`);
    say(`  asks for ${askedWords(manifest, locked.name, locked.capabilities)}`);
    return exitCodes.ok;
  },
});

/** Each step is a package with the range that was asked of it. Of many ways the shortest ones. */
function ways(manifest: Manifest, lock: Lock, target: string): string[][] {
  const packages = new Map(lock.packages.map((locked) => [locked.name, locked]));
  const direct = Object.entries({ ...manifest.dependencies, ...manifest.developmentDependencies });
  const found: string[][] = [];
  let open = direct.map(([name, { version }]) => ({ name, steps: [`${name} ${version ?? '*'}`] }));
  for (let length = 0; open.length > 0 && found.length < mostWays && length <= packages.size; length++) {
    found.push(...open.filter(({ name }) => name === target).map(({ steps }) => steps));
    open = open
      .filter(({ name }) => name !== target)
      .slice(0, 1000)
      .flatMap(({ name, steps }) =>
        Object.entries(packages.get(name)?.dependencies ?? {}).map(([next, range]) => ({
          name: next,
          steps: [...steps, `${next} ${range}`],
        })),
      );
  }
  return found.slice(0, mostWays);
}
