/** Dependency graphs for the solver, written down in a few lines: `a 1.0.0: b ^1, c *`. */
import { explainFailure } from '#packages/solver/failure-report';
import { type Candidate, type Exclusion, PackageVersions } from '#packages/solver/package-versions';
import { type Solution, solve } from '#packages/solver/solve';

export type Graph = Readonly<Record<string, readonly Candidate[]>>;

/**
 * Reads a graph. A line is `NAME VERSION: NAME RANGE, …`; `[yanked]`, `[young]` or `[needs CAPABILITY]` at its end says why
 * the version is excluded.
 */
export function readGraph(text: string): Graph {
  const graph: Record<string, Candidate[]> = {};
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue;
    const [, name, version, wanted, mark] = /^(\S+) ([^\s:]+):?([^[]*)(?:\[(.+)\])?$/.exec(line)!;
    const candidate = { version: version!, dependencies: readRanges(wanted!), exclusion: readMark(mark) };
    (graph[name!] ??= []).push(candidate);
  }
  return graph;
}

/** `a ^1, b *` */
export function readRanges(text: string): Record<string, string> {
  const parts = text.split(',').map((part) => part.trim());
  return Object.fromEntries(parts.filter((part) => part !== '').map((part) => /^(\S+)\s+(.+)$/.exec(part)!.slice(1)));
}

function readMark(mark: string | undefined): Exclusion | null {
  if (mark === undefined) return null;
  if (mark === 'yanked') return { kind: 'yanked' };
  if (mark === 'young') return { kind: 'too-new', age: '2 days' };
  return { kind: 'capabilities', missing: mark.replace(/^needs /, '').split(' ') };
}

/** @param locked versions that are preferred where they fit */
export function solveGraph(
  graph: Graph,
  requirements: Readonly<Record<string, string>>,
  locked: Readonly<Record<string, string>> = {},
): Promise<Solution<Candidate>> {
  return solve(requirements, async (name) => new PackageVersions(name, graph[name] ?? [], locked[name] ?? null));
}

/** The selection as `a 1.0.0, b 2.0.0`, or the lines of the explanation. */
export async function outcomeOf(
  graph: string,
  requirements: string,
  locked: Readonly<Record<string, string>> = {},
): Promise<string> {
  const solution = await solveGraph(readGraph(graph), readRanges(requirements), locked);
  if (solution.kind === 'impossible') return explainFailure(solution.because).join('\n');
  if (solution.kind === 'too-hard') return solution.reason;
  return [...solution.selected]
    .map(([name, { version }]) => `${name} ${version}`)
    .sort()
    .join(', ');
}
