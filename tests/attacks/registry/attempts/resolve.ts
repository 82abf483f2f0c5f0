/** Graphs and versions that would make the choice of versions wrong, endless or silent. */
import { lookAlike } from '#packages/look-alike';
import { problemOfVersion } from '#packages/names';
import { solveGraph } from '../../../support/graphs.ts';
import { MemoryRegistry } from '../../../support/memory-registry.ts';
import { refusalOf } from '../../../support/package-project.ts';
import { type Attempt, atDesk, inProject } from '../../../support/registry-attempts.ts';

const needs = (...lines: string[]): string => `[dependencies]\n${lines.join('\n')}\n`;

export const attempts: readonly Attempt[] = [
  {
    row: 'reg-resolve-01',
    title: 'a private name appears in a public registry with a higher version',
    run: () =>
      inProject(needs('payroll = "*"'), async (one) => {
        const stranger = new MemoryRegistry('public');
        one.registries = [one.registry, stranger];
        one.registry.publish({ name: 'payroll', version: '1.0.0' });
        stranger.publish({ name: 'payroll', version: '99.0.0' });
        return refusalOf(() => one.install());
      }),
    said: /'payroll' is in the registries 'own' and 'public', and nothing says which is meant/,
  },
  {
    row: 'reg-resolve-02',
    title: 'a name one letter away from a dependency',
    run: async () => `${lookAlike('aegis-web-tool', ['aegis-web-tools'])} ${lookAlike('aegis-core', ['aegis-guard'])}`,
    said: /^aegis-web-tools null$/,
  },
  {
    row: 'reg-resolve-02',
    title: 'such a name is added',
    run: () =>
      atDesk({ 'aegis.toml': '[package]\nname = "app"\n[dependencies]\naegis-core = "*"\n' }, ({ aegis }) =>
        aegis('add', 'aegis-cores'),
      ),
    said: /warning: 'aegis-cores' looks like 'aegis-core', which aegis\.toml has[\s\S]*\[exit 1\]/,
  },
  ...[['a'], ['a', 'b'], ['a', 'b', 'c']].map(
    (circle): Attempt => ({
      row: 'reg-resolve-03',
      title: `a circle of ${circle.length}`,
      run: () =>
        inProject(needs('a = "*"'), async (one) => {
          for (const [index, name] of circle.entries()) {
            const next = circle[(index + 1) % circle.length]!;
            one.registry.publish({ name, version: '1.0.0', dependencies: { [next]: '*' } });
          }
          return refusalOf(() => one.install());
        }),
      said: /packages depend on each other in a circle: a -> /,
    }),
  ),
  {
    row: 'reg-resolve-03',
    title: 'a chain of ten thousand packages',
    run: async () => {
      const graph = Object.fromEntries(
        Array.from({ length: 10_000 }, (_, index) => [
          `p${index}`,
          [{ version: '1.0.0', dependencies: { [`p${index + 1}`]: '*' }, exclusion: null }],
        ]),
      );
      return JSON.stringify(await solveGraph(graph, { p0: '*' }));
    },
    said: /more than 5000 packages are involved/,
  },
  {
    row: 'reg-resolve-04',
    title: 'a graph that is made to be tried in every combination',
    run: async () => {
      // Pigeons, each in one hole, no two in the same: impossible, and every proof of it is long.
      const [pigeons, holes] = [11, 10];
      const graph: Record<string, { version: string; dependencies: Record<string, string>; exclusion: null }[]> = {};
      for (let pigeon = 0; pigeon < pigeons; pigeon++)
        graph[`pigeon${pigeon}`] = Array.from({ length: holes }, (_, hole) => ({
          version: `${hole}.0.0`,
          dependencies: { [`hole${hole}`]: `${pigeon}.0.0` },
          exclusion: null,
        }));
      for (let hole = 0; hole < holes; hole++)
        graph[`hole${hole}`] = Array.from({ length: pigeons }, (_, pigeon) => ({
          version: `${pigeon}.0.0`,
          dependencies: {},
          exclusion: null,
        }));
      const begun = performance.now();
      const wanted = Object.fromEntries(Array.from({ length: pigeons }, (_, index) => [`pigeon${index}`, '*']));
      const { kind } = await solveGraph(graph, wanted);
      return `${kind} ${performance.now() - begun < 20_000 ? 'soon' : 'late'}`;
    },
    said: /^(?:impossible|too-hard) soon$/,
  },
  {
    row: 'reg-resolve-05',
    title: 'a pre-release where a range of releases is asked for',
    run: () =>
      inProject(needs('web = "^1.0.0"'), async (one) => {
        one.registry.publish({ name: 'web', version: '1.1.0-beta.1' });
        return refusalOf(() => one.install());
      }),
    said: /no versions? .*\^1\.0\.0|web \^1\.0\.0/,
  },
  {
    row: 'reg-resolve-05',
    title: 'a pre-release beside a release',
    run: () =>
      inProject(needs('web = "^1.0.0"'), async (one) => {
        for (const version of ['1.0.0', '1.1.0-beta.1']) one.registry.publish({ name: 'web', version });
        return one.install();
      }),
    said: /^web 1\.0\.0$/,
  },
  ...['1.0.0+meta', '01.0.0', '1.0', 'v1.0.0', '99999999999999999999.0.0', ' 1.0.0', '1.0.0-'].map(
    (version): Attempt => ({
      row: 'reg-resolve-06',
      title: `the version ${JSON.stringify(version)}`,
      run: async () => String(problemOfVersion(version)),
      said: /^(?!null).+/,
    }),
  ),
  {
    row: 'reg-resolve-07',
    title: 'a patched package has to go back to an older version',
    run: () =>
      inProject(needs('web = "*"'), async (one) => {
        for (const version of ['1.0.0', '1.0.1']) one.registry.publish({ name: 'web', version });
        one.registry.publish({ name: 'other', version: '1.0.0', dependencies: { web: '1.0.0' } });
        await one.install();
        const plan = await one.plan({ text: needs('web = "*"', 'other = "*"'), release: 'all' });
        return JSON.stringify(plan.changes);
      }),
    said: /"kind":"lowered","name":"web","from":"1\.0\.1","to":"1\.0\.0"/,
  },
];
