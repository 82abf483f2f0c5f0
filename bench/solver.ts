/**
 * How long the solver takes. `bun run bench/solver.ts` prints one line per graph: packages, versions, median of runs. The graphs are
 * made here: packages that publish over time, each version depending on what was current then, with the shape of a public
 * registry's index (few packages that everybody needs, many that few need, majors now and then).
 */
import { explainFailure } from '#packages/solver/failure-report';
import { type Candidate, PackageVersions } from '#packages/solver/package-versions';
import { solve } from '#packages/solver/solve';
import { makeIndex } from './support/package-index.ts';

const runs = 9;
const bar = 200;

for (const packages of [300, 600]) {
  const index = makeIndex(packages, 20260101);
  const newest = Object.fromEntries(
    [...index.keys()].slice(-12).map((name) => [name, `^${index.get(name)!.at(-1)!.version}`]),
  );
  await report(`${packages} packages, 12 required`, index, newest);
  const everything = Object.fromEntries([...index.keys()].map((name) => [name, '*']));
  await report(`${packages} packages, all required`, index, everything);
  const [common] = index.keys();
  await report(`${packages} packages, a conflict`, index, { ...newest, [common!]: '<1.0.0' });
}

async function report(
  title: string,
  index: ReadonlyMap<string, readonly Candidate[]>,
  requirements: Readonly<Record<string, string>>,
): Promise<void> {
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
    `${title} (${versions} versions): first ${first.toFixed(0)} ms, median ${median.toFixed(0)} ms, ${verdict} ${bar} ms; ${result}`,
  );
}
