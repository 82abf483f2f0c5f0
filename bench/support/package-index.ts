/** An index of packages as a public registry has it, made from a seed: the same seed gives the same index. */
import { compare } from 'semver';
import type { Candidate } from '#packages/solver/package-versions';

interface Made {
  readonly name: string;
  readonly versions: Candidate[];
  /** What its next version will depend on: package and the range as last brought up to date. */
  readonly wanted: Map<Made, string>;
}

/**
 * @param count how many packages
 * @returns versions by package, the packages that everybody needs first
 */
export function makeIndex(count: number, seed: number): Map<string, readonly Candidate[]> {
  const random = randomNumbers(seed);
  const packages: Made[] = [];
  for (let index = 0; index < count; index++) {
    const made: Made = { name: `package-${index}`, versions: [], wanted: new Map() };
    const wishes = index === 0 ? 0 : Math.floor(random() ** 2 * 9);
    for (let wish = 0; wish < wishes; wish++) {
      // Early packages are needed most, as a few are in any registry.
      const target = packages[Math.floor(random() ** 2.5 * index)]!;
      made.wanted.set(target, rangeFor(target, random));
    }
    packages.push(made);
    publish(made, random);
  }
  for (let event = 0; event < count * 11; event++) {
    const made = packages[Math.floor(random() * count)]!;
    // Who publishes again has usually looked at what is new.
    for (const target of made.wanted.keys()) if (random() < 0.5) made.wanted.set(target, rangeFor(target, random));
    publish(made, random);
  }
  return new Map(packages.map(({ name, versions }) => [name, versions.sort((a, b) => compare(a.version, b.version))]));
}

function publish({ versions, wanted }: Made, random: () => number): void {
  const dependencies = Object.fromEntries([...wanted].map(([{ name }, range]) => [name, range]));
  versions.push({ version: nextVersion(versions.at(-1)?.version, random()), dependencies, exclusion: null });
}

function nextVersion(last: string | undefined, roll: number): string {
  if (last === undefined) return roll < 0.4 ? '0.1.0' : '1.0.0';
  const [major, minor, patch] = last.split('.').map(Number) as [number, number, number];
  if (roll < 0.03) return `${major + 1}.0.0`;
  return roll < 0.35 ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

function rangeFor({ versions }: Made, random: () => number): string {
  const { version } = versions.at(-1)!;
  const roll = random();
  if (roll < 0.75) return `^${version}`;
  if (roll < 0.9) return `>=${version}`;
  return roll < 0.95 ? `~${version}` : '*';
}

/**
 * One pigeon more than there are holes, and no two in the same: impossible, and nothing shorter than trying shows it.
 *
 * @returns packages `pigeon-N`, whose versions are the holes they could be in, and `hole-N`, whose versions are its pigeons
 */
export function makePigeonholes(holes: number): Map<string, readonly Candidate[]> {
  const count = (length: number): number[] => Array.from({ length }, (_, index) => index);
  const pigeon = (name: number): readonly Candidate[] =>
    count(holes).map((hole) => ({
      version: `${hole}.0.0`,
      dependencies: { [`hole-${hole}`]: `${name}.0.0` },
      exclusion: null,
    }));
  const hole = (): readonly Candidate[] =>
    count(holes + 1).map((name) => ({ version: `${name}.0.0`, dependencies: {}, exclusion: null }));
  return new Map([
    ...count(holes + 1).map((name) => [`pigeon-${name}`, pigeon(name)] as const),
    ...count(holes).map((name) => [`hole-${name}`, hole()] as const),
  ]);
}

/** Numbers from 0 to 1 (Park and Miller's generator). */
function randomNumbers(seed: number): () => number {
  let state = seed % 2147483647;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
