/** The sets of versions that the solver works with hold what npm's rules say. */
import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { compare, satisfies } from 'semver';
import { PackageVersions } from '#packages/solver/package-versions';

const part = fc.integer({ min: 0, max: 4 });
const release = fc.tuple(part, part, part).map((parts) => parts.join('.'));
const version = fc.tuple(release, fc.constantFrom('', '', '', '-beta.1', '-0')).map((parts) => parts.join(''));
const comparator = fc
  .tuple(fc.constantFrom('^', '~', '>=', '>', '<', '<=', '=', ''), version)
  .map((each) => each.join(''));
const range = fc.oneof(
  fc.constantFrom('*', '', '1', '1.x', '2.3', '1 - 3'),
  fc
    .array(fc.array(comparator, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 })
    .map((sets) => sets.map((each) => each.join(' ')).join(' || ')),
);

for (const [kind, each] of [
  ['releases', release],
  ['pre-releases too', version],
] as const)
  test(`of a range: ${kind}`, () => {
    fc.assert(
      fc.property(fc.uniqueArray(each, { maxLength: 40 }), range, (versions, asked) => {
        const made = new PackageVersions(
          'a',
          versions.map((text) => ({ version: text, dependencies: {}, exclusion: null })),
        );
        const sorted = [...versions].sort(compare);
        expect(made.candidates.map((candidate) => candidate.version)).toEqual(sorted);
        expect(
          made
            .matching(asked)
            .indexes()
            .map((index) => sorted[index]!),
        ).toEqual(sorted.filter((text) => satisfies(text, asked)));
      }),
      { numRuns: 400 },
    );
  });
