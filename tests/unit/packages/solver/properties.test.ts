/** The solver against trying everything, on small random graphs; and against graphs that are made to be hard. */
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { satisfies } from 'semver';
import { explainFailure } from '#packages/solver/failure-report';
import type { Candidate } from '#packages/solver/package-versions';
import { type Graph, solveGraph } from '../../../support/graphs.ts';

const names = ['a', 'b', 'c', 'd', 'e'];
const versions = ['1.0.0', '1.1.0', '2.0.0'];
const ranges = fc.constantFrom('*', '^1.0.0', '1.0.0', '~1.1.0', '>=1.1.0', '2.0.0', '<2.0.0', '^3.0.0');
const dependencies = fc.dictionary(fc.constantFrom(...names), ranges, { maxKeys: 3 });
const isExcluded = fc.integer({ min: 0, max: 5 }).map((roll) => roll === 0);

const graphs: fc.Arbitrary<Graph> = fc
  .tuple(...names.map(() => fc.array(fc.tuple(dependencies, isExcluded), { minLength: 0, maxLength: versions.length })))
  .map((packages) =>
    Object.fromEntries(
      packages.map((list, index) => [
        names[index]!,
        list.map(
          ([wanted, excluded], at): Candidate => ({
            version: versions[at]!,
            dependencies: wanted,
            exclusion: excluded ? { kind: 'yanked' } : null,
          }),
        ),
      ]),
    ),
  );

type Selection = Readonly<Record<string, Candidate>>;

function isValid(selection: Selection, requirements: Readonly<Record<string, string>>): boolean {
  const holds = (wanted: Readonly<Record<string, string>>): boolean =>
    Object.entries(wanted).every(
      ([name, range]) => selection[name] !== undefined && satisfies(selection[name].version, range),
    );
  const all = Object.values(selection);
  return holds(requirements) && all.every((each) => each.exclusion === null && holds(each.dependencies));
}

/** Every way to select at most one version of each package. */
function* selections(graph: Graph, open: readonly string[]): Iterable<Selection> {
  const [name, ...rest] = open;
  if (name === undefined) return yield {};
  for (const selection of selections(graph, rest)) {
    yield selection;
    for (const candidate of graph[name]!) yield { ...selection, [name]: candidate };
  }
}

describe('the solver', () => {
  test('finds a selection exactly when there is one, and it is valid', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, dependencies, async (graph, requirements) => {
        const solution = await solveGraph(graph, requirements);
        const isPossible = [...selections(graph, names)].some((selection) => isValid(selection, requirements));
        expect(solution.kind).toBe(isPossible ? 'solved' : 'impossible');
        if (solution.kind === 'solved') {
          expect(isValid(Object.fromEntries(solution.selected), requirements)).toBe(true);
        } else if (solution.kind === 'impossible') {
          const lines = explainFailure(solution.because);
          expect(lines.length).toBeLessThanOrEqual(15);
          expect(lines.join('\n')).toContain('no versions fit your project.');
        }
      }),
      { numRuns: 400 },
    );
  });

  test('keeps what is locked when that still fits', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, dependencies, async (graph, requirements) => {
        const first = await solveGraph(graph, requirements);
        if (first.kind !== 'solved') return;
        const older = [...selections(graph, names)].find((selection) => isValid(selection, requirements))!;
        const locked = Object.fromEntries(Object.entries(older).map(([name, { version }]) => [name, version]));
        const again = await solveGraph(graph, requirements, locked);
        if (again.kind !== 'solved') throw new Error(again.kind);
        for (const [name, { version }] of again.selected) expect(version).toBe(locked[name] ?? version);
      }),
      { numRuns: 200 },
    );
  });

  test('selects the same whatever the order in which things are written', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, dependencies, async (graph, requirements) => {
        const shuffled = Object.fromEntries(Object.entries(graph).map(([name, list]) => [name, [...list].reverse()]));
        const [one, other] = await Promise.all([solveGraph(graph, requirements), solveGraph(shuffled, requirements)]);
        expect(one.kind).toBe(other.kind);
        if (one.kind === 'solved' && other.kind === 'solved') {
          expect(Object.fromEntries(one.selected)).toEqual(Object.fromEntries(other.selected));
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('graphs made to be hard', () => {
  const candidate = (version: string, wanted: Record<string, string>): Candidate => ({
    version,
    dependencies: wanted,
    exclusion: null,
  });
  const numbered = (count: number, make: (index: number) => Candidate): Candidate[] =>
    Array.from({ length: count }, (_, index) => make(index));

  test('a conflict that every one of many independent choices leads to is found without trying them all', async () => {
    const graph: Record<string, Candidate[]> = {};
    for (let index = 0; index < 40; index++)
      graph[`free${index}`] = numbered(20, (minor) => candidate(`1.${minor}.0`, {}));
    graph.bad = numbered(20, (minor) => candidate(`1.${minor}.0`, { target: '^1.0.0' }));
    graph.target = [candidate('1.0.0', {}), candidate('2.0.0', {})];
    const wanted = Object.fromEntries(Object.keys(graph).map((name) => [name, '*']));
    const solution = await solveGraph(graph, { ...wanted, target: '^2.0.0' });
    expect(solution.kind).toBe('impossible');
  });

  test('a ladder, each rung of which needs the next one to be just as old', async () => {
    const rungs = 60;
    const graph: Record<string, Candidate[]> = {};
    for (let rung = 0; rung < rungs; rung++) {
      graph[`r${rung}`] = numbered(30, (minor) =>
        candidate(`1.${minor}.0`, rung + 1 < rungs ? { [`r${rung + 1}`]: `<=1.${minor}.0` } : {}),
      );
    }
    graph[`r${rungs}`] = [candidate('1.0.0', {})];
    const solution = await solveGraph(graph, { r0: '*', [`r${rungs - 1}`]: '1.3.0' });
    if (solution.kind !== 'solved') throw new Error(solution.kind);
    expect(solution.selected.get('r0')?.version).toBe('1.29.0');
    const impossible = await solveGraph(graph, { r0: '1.2.0', [`r${rungs - 1}`]: '>=1.3.0' });
    if (impossible.kind !== 'impossible') throw new Error(impossible.kind);
    expect(explainFailure(impossible.because).length).toBeLessThanOrEqual(15);
  });

  test('pigeons: more of them than holes', async () => {
    const graph: Record<string, Candidate[]> = {};
    for (let pigeon = 0; pigeon < 6; pigeon++) {
      graph[`p${pigeon}`] = numbered(5, (hole) => candidate(`1.${hole}.0`, { [`h${hole}`]: `1.${pigeon}.0` }));
    }
    for (let hole = 0; hole < 5; hole++) graph[`h${hole}`] = numbered(6, (pigeon) => candidate(`1.${pigeon}.0`, {}));
    const wanted = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`p${index}`, '*']));
    expect((await solveGraph(graph, wanted)).kind).toBe('impossible');
  }, 20_000);

  test('a chain of ten thousand packages is given up with a reason', async () => {
    const graph: Record<string, Candidate[]> = {};
    for (let index = 0; index < 10_000; index++) graph[`c${index}`] = [candidate('1.0.0', { [`c${index + 1}`]: '*' })];
    expect(await solveGraph(graph, { c0: '*' })).toEqual({
      kind: 'too-hard',
      reason: 'more than 5000 packages are involved',
    });
  }, 20_000);

  test('a package that depends on another version of itself cannot be used', async () => {
    const graph = { a: [candidate('1.0.0', { a: '^2.0.0' }), candidate('0.9.0', { a: '*' })] };
    const solution = await solveGraph(graph, { a: '*' });
    if (solution.kind !== 'solved') throw new Error(solution.kind);
    expect(solution.selected.get('a')?.version).toBe('0.9.0');
  });
});
