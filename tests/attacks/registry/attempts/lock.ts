/** Lock files that were edited, merged badly, or belong to something else. */
import { isInstalled } from '#packages/install/install';
import { openPackageProject } from '#packages/install/project';
import type { TestProject } from '../../../support/package-project.ts';
import { refusalOf } from '../../../support/package-project.ts';
import { type Attempt, inProject } from '../../../support/registry-attempts.ts';

const manifest = '[dependencies]\nweb = "^1"\n[capabilities.packages.web]\nallow = ["network.https"]\n';

/** What an installation says to a lock that was edited. */
const edited = (edit: (text: string, one: TestProject) => string): Promise<string> =>
  inProject(manifest, async (one) => {
    one.registry.publish({ name: 'web', version: '1.0.0', capabilities: ['network.https'] });
    await one.install();
    one.write('aegis.lock', edit(one.read('aegis.lock'), one));
    return refusalOf(() => one.install());
  });

/** What a build says that may not change the lock. */
const frozen = (edit: (one: TestProject) => void): Promise<string> =>
  inProject(manifest, async (one) => {
    one.registry.publish({ name: 'web', version: '1.0.0', capabilities: ['network.https'] });
    one.registry.publish({ name: 'extra', version: '1.0.0' });
    await one.install();
    edit(one);
    return refusalOf(() => isInstalled(openPackageProject(one.root), one.installer, true));
  });

const second = '\n[[package]]\nname = "extra"\nversion = "1.0.0"\nregistry = "own"\naddress = "memory:own"\n';
const hashes = `sha256 = "${'a'.repeat(64)}"\nfiles = "${'b'.repeat(64)}"\npublisher = "ed25519:x"\nlog = 1\n`;

export const attempts: readonly Attempt[] = [
  {
    row: 'reg-lock-01',
    title: 'another hash',
    run: () => edited((text) => text.replace(/sha256 = "\w+"/, `sha256 = "${'0'.repeat(64)}"`)),
    said: /aegis\.lock says that the archive of web 1\.0\.0 has the hash 0+, the registry 'own' says/,
  },
  {
    row: 'reg-lock-02',
    title: 'another address',
    run: () => edited((text) => text.replace('memory:own', 'https://evil.example/x.git')),
    said: /has 'web' from the registry 'own' at https:\/\/evil\.example\/x\.git, which is at memory:own by aegis\.toml/,
  },
  {
    row: 'reg-lock-02',
    title: 'another registry',
    run: () => edited((text) => text.replace('registry = "own"', 'registry = "evil"')),
    said: /from the registry 'evil' at memory:own, which aegis\.toml does not have/,
  },
  {
    row: 'reg-lock-03',
    title: 'fewer capabilities than the package declares',
    run: () => edited((text) => text.replace(/capabilities = \[[^\]]*\]\n/, '')),
    said: /says the capabilities network\.https, aegis\.lock says none/,
  },
  {
    row: 'reg-lock-04',
    title: 'a package that nothing needs',
    run: () => frozen((one) => one.write('aegis.lock', one.read('aegis.lock') + second + hashes)),
    said: /aegis\.lock has 'extra', which nothing depends on/,
  },
  {
    row: 'reg-lock-05',
    title: 'the same package twice',
    run: () => edited((text) => text + text.slice(text.indexOf('[[package]]'))),
    said: /aegis\.lock has 'web' twice/,
  },
  {
    row: 'reg-lock-05',
    title: 'the same key twice',
    run: () => edited((text) => text.replace('version = "1.0.0"', 'version = "1.0.0"\nversion = "1.0.0"')),
    said: /aegis\.lock .*(?:TOML|twice)/,
  },
  {
    row: 'reg-lock-05',
    title: 'marks of a merge conflict',
    run: () => edited((text) => `<<<<<<< ours\n${text}=======\n>>>>>>> theirs\n`),
    said: /aegis\.lock .*conflict/,
  },
  {
    row: 'reg-lock-06',
    title: 'a lock for another aegis.toml',
    run: () => frozen((one) => one.write('aegis.toml', manifest.replace('"^1"', '"^2"'))),
    said: /aegis\.lock has web 1\.0\.0, but aegis\.toml asks for \^2/,
  },
  ...['wеb', 'web ', 'WEB', 'we\u200bb', 'ｗｅｂ'].map(
    (name): Attempt => ({
      row: 'reg-lock-07',
      title: `the name ${JSON.stringify(name)}`,
      run: () => edited((text) => text.replace('name = "web"', `name = "${name}"`)),
      said: /aegis\.lock has the package '.*', whose name has/,
    }),
  ),
];
