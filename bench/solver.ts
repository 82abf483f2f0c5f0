/**
 * How long the solver takes: `bun run bench/solver.ts` prints one line per graph. The first are of an index as a public
 * registry has it (support/public-index.ts), the others are made: packages that publish over time, each version depending on
 * what was current then, and graphs in which everything has to be tried. "First" includes warming up the engine.
 */
import { explainFailure } from '#packages/solver/failure-report';
import { type Candidate, PackageVersions } from '#packages/solver/package-versions';
import { solve } from '#packages/solver/solve';
import { makeIndex, makePigeonholes } from './support/package-index.ts';
import { misfits, readPublicIndex } from './support/public-index.ts';

const runs = 9;
const bar = 200;
type Index = ReadonlyMap<string, readonly Candidate[]>;
const all = (names: Iterable<string>): Record<string, string> =>
  Object.fromEntries([...names].map((name) => [name, '*']));

const real = readPublicIndex();
await report('public index, all that fit together', real, all([...real.keys()].filter((name) => !misfits.has(name))));
await report('public index, a project of 4', real, all(['@modelcontextprotocol/sdk', 'express', 'fast-check', 'tar']));
await report('public index, a real conflict', real, all(['@vscode/vsce', '@modelcontextprotocol/sdk', 'secretlint']));
await report('public index, everything at once', real, all(real.keys()));

for (const packages of [300, 600]) {
  const index = makeIndex(packages, 20260101);
  const newest = Object.fromEntries(
    [...index.keys()].slice(-12).map((name) => [name, `^${index.get(name)!.at(-1)!.version}`]),
  );
  await report(`made, 12 required`, index, newest);
  await report(`made, all required`, index, all(index.keys()));
  const [common] = index.keys();
  await report(`made, a conflict`, index, { ...newest, [common!]: '<1.0.0' });
}
for (const holes of [6, 12]) {
  const index = makePigeonholes(holes);
  await report(
    `${holes + 1} pigeons in ${holes} holes`,
    index,
    all([...index.keys()].filter((name) => name.startsWith('pigeon'))),
  );
}

async function report(title: string, index: Index, requirements: Readonly<Record<string, string>>): Promise<void> {
  const times: number[] = [];
  let result = '';
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const solution = await solve(requirements, async (name) => new PackageVersions(name, index.get(name) ?? []));
    times.push(performance.now() - start);
    result =
      solution.kind === 'solved'
        ? `${solution.selected.size} selected`
        : solution.kind === 'impossible'
          ? `impossible, explained in ${explainFailure(solution.because).length} lines`
          : solution.reason;
  }
  const versions = [...index.values()].reduce((sum, list) => sum + list.length, 0);
  const [first, median] = [times[0]!, times.sort((a, b) => a - b)[runs >> 1]!];
  const verdict = first <= bar ? 'within' : 'over';
  console.log(
    `- ${title} (${index.size} packages, ${versions} versions): first ${first.toFixed(0)} ms, median ${median.toFixed(0)} ms, ${verdict} ${bar} ms; ${result}`,
  );
}
