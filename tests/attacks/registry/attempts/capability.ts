/** Packages that want, or take, more than they were granted. */
import { covers, parseCapability } from '#language/capabilities';
import { type Attempt, atDesk, type Desk, inProject } from '../../../support/registry-attempts.ts';

const needs = (...lines: string[]): string => `[dependencies]\n${lines.join('\n')}\n`;

/** What a grant covers, and what it only seems to. */
const scopes: readonly (readonly [granted: string, asked: string, isCovered: boolean])[] = [
  ['filesystem', 'filesystem.read("./a")', true],
  ['filesystem.read', 'filesystem.write("./a")', false],
  ['network.https("*.example.com")', 'network.https("api.example.com")', true],
  ['network.https("*.example.com")', 'network.https("example.com")', false],
  ['network.https("*.example.com")', 'network.https("example.com.evil.org")', false],
  ['network.https("*.example.com")', 'network.https("evilexample.com")', false],
  ['network.https("example.com")', 'network.https("EXAMPLE.com")', true],
  ['filesystem.read("/data/**")', 'filesystem.read("/data/a/b")', true],
  ['filesystem.read("/data/**")', 'filesystem.read("/data2/a")', false],
  ['filesystem.read("/data")', 'filesystem.read("/data2")', false],
  ['filesystem.read("/data/**")', 'filesystem.read("/data/../etc/passwd")', false],
  ['filesystem.read("./data/*")', 'filesystem.read("./data/a/b")', false],
  ['network.https("a.example")', 'network.https', false],
];

/** A project with two packages in folders: what is granted to whom decides the case. */
const project = (
  packages: Readonly<Record<string, string>>,
  main: string,
  ...lines: string[]
): Record<string, string> =>
  Object.fromEntries([
    [
      'aegis.toml',
      `[package]\nname = "app"\n${needs(...Object.keys(packages).map((name) => `${name} = { path = "${name}" }`))}${lines.join('\n')}\n`,
    ],
    ['main.aegis', main],
    ['notes.txt', 'a note'],
    ...Object.entries(packages).flatMap(([name, source]) => [
      [`${name}/main.aegis`, source],
      [`${name}/aegis.toml`, `[package]\nname = "${name}"\nversion = "1.0.0"\ncapabilities = []\n`],
    ]),
  ]);

async function installedAndRun({ aegis }: Desk): Promise<string> {
  const installed = await aegis('install', '--accept-capabilities');
  return installed.endsWith('[exit 0]\n') ? aegis('run') : installed;
}

const reading = 'from aegis import files\n\n\nfunc notes():\n    return files.read_text("notes.txt")\n';
const granted = '[capabilities]\nallow = ["filesystem.read"]';

export const attempts: readonly Attempt[] = [
  {
    row: 'reg-capability-01',
    title: 'a newer version asks for more',
    run: () =>
      inProject(needs('web = "*"'), async (one) => {
        one.registry.publish({ name: 'web', version: '1.0.0' });
        await one.install();
        one.registry.publish({ name: 'web', version: '1.1.0', capabilities: ['process.spawn'] });
        const taken = await one.install({ release: 'all' });
        const { asking } = await one.plan({ release: 'all', accept: true });
        await one.install({ release: 'all', accept: true });
        return `${taken}; ${JSON.stringify(asking)}; ${one.read('aegis.toml')}`;
      }),
    said: /^web 1\.0\.0; \[\{"name":"web","version":"1\.1\.0",.*"surplus":\["process\.spawn"\]\}\]; [\s\S]*allow = \["process\.spawn"\]/,
  },
  {
    row: 'reg-capability-02',
    title: 'a newer version brings a package that asks for more',
    run: () =>
      inProject(needs('web = "*"'), async (one) => {
        one.registry.publish({ name: 'web', version: '1.0.0' });
        await one.install();
        one.registry.publish({ name: 'net', version: '1.0.0', capabilities: ['network.https'] });
        one.registry.publish({ name: 'web', version: '1.1.0', dependencies: { net: '*' } });
        const taken = await one.install({ release: 'all' });
        return `${taken}; ${JSON.stringify((await one.plan({ release: 'all', accept: true })).asking)}`;
      }),
    said: /^web 1\.0\.0; \[\{"name":"net".*"surplus":\["network\.https"\]\}\]$/,
  },
  {
    row: 'reg-capability-03',
    title: 'an authority moves from one package to another',
    run: () =>
      inProject(`${needs('a = "*"', 'b = "*"')}[capabilities.packages.a]\nallow = ["network.https"]\n`, async (one) => {
        one.registry.publish({ name: 'a', version: '1.0.0', capabilities: ['network.https'] });
        one.registry.publish({ name: 'b', version: '1.0.0' });
        await one.install();
        one.registry.publish({ name: 'a', version: '1.1.0' });
        one.registry.publish({ name: 'b', version: '1.1.0', capabilities: ['network.https'] });
        const taken = await one.install({ release: 'all' });
        return `${taken}; ${JSON.stringify((await one.plan({ release: 'all', accept: true })).asking)}`;
      }),
    said: /^a 1\.1\.0, b 1\.0\.0; \[\{"name":"b".*"surplus":\["network\.https"\]\}\]$/,
  },
  ...scopes.map(
    ([grant, asked, isCovered]): Attempt => ({
      row: 'reg-capability-04',
      title: `${grant} and ${asked}`,
      run: async () => String(covers(parseCapability(grant), parseCapability(asked))),
      said: new RegExp(`^${isCovered}$`),
    }),
  ),
  {
    row: 'reg-capability-05',
    title: 'a package that declares nothing reads a file',
    run: () =>
      atDesk(project({ reader: reading }, 'import reader\nprint(len(reader.notes()))\n', granted), installedAndRun),
    said: /CapabilityError: filesystem\.read\("\.\/notes\.txt"\) was asked by .*package reader.* refused by[\s\S]*\[exit 3\]/,
  },
  {
    row: 'reg-capability-06',
    title: 'a package uses the right of another: the record names the one that has it',
    run: () =>
      atDesk(
        project(
          { reader: reading, middle: 'import reader\n\n\nfunc ask():\n    return reader.notes()\n' },
          'import middle\nprint(len(middle.ask()))\n',
          granted,
          '[capabilities.packages.reader]\nallow = ["filesystem.read"]',
          '[capabilities.packages.middle]\nallow = ["filesystem.read"]',
        ),
        async (desk) => {
          desk.write('reader/aegis.toml', desk.read('reader/aegis.toml').replace('[]', '["filesystem.read"]'));
          const toml = desk.read('middle/aegis.toml').replace('[]', '["filesystem.read"]');
          desk.write('middle/aegis.toml', `${toml}[dependencies]\nreader = { path = "../reader" }\n`);
          return (await installedAndRun(desk)) + (await desk.aegis('audit', 'show', '--json'));
        },
      ),
    said: /^6\n\[exit 0\][\s\S]*"package":\s*"reader"/,
  },
  ...['reader.notes = print', 'reader.extra = 1', 'import math\nmath.pi = 3'].map(
    (line): Attempt => ({
      row: 'reg-capability-07',
      title: `a package changes another module: ${JSON.stringify(line)}`,
      run: () => atDesk(project({ reader: reading }, `import reader\n${line}\nprint("changed")\n`), installedAndRun),
      said: /^(?!changed)[\s\S]*(?:error\[|Error: )[\s\S]*\[exit 1\]/,
    }),
  ),
  {
    row: 'reg-capability-08',
    title: "a package's own module is imported",
    run: () =>
      atDesk(
        { ...project({ reader: reading }, 'import reader._inner\n'), 'reader/_inner.aegis': 'let x = 1\n' },
        installedAndRun,
      ),
    said: /error\[imports\/private-module\]: 'reader\._inner' is the package reader's own/,
  },
];
