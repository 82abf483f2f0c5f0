/**
 * A version is published once, and the newest is the highest: otherwise an update could bring people something older.
 * Below the highest, only a line of its own (`1.4.3` after `2.0.0`) can go on.
 */
import { compare, major } from 'semver';
import { type Candidate, type Finding, refusal } from './check.ts';

export const versionIsNew = {
  title: 'the version is new and higher',
  run({ manifest, history }: Pick<Candidate, 'manifest' | 'history'>): readonly Finding[] {
    const { name, version } = manifest.package;
    const published = history.entries.map((entry) => entry.version);
    if (published.includes(version)) {
      return [
        refusal(
          `${name} ${version} is published already, and a version never changes`,
          'raise the version in aegis.toml',
        ),
      ];
    }
    const [highest] = published
      .filter((each) => major(each) === major(version))
      .sort((left, right) => compare(right, left));
    if (highest === undefined || compare(version, highest) > 0) return [];
    return [
      refusal(`${version} is lower than ${highest}, which is published already`, 'raise the version in aegis.toml'),
    ];
  },
};
