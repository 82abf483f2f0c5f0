/** Addresses and repositories that try to make git do more than read objects. */
import { expect, test } from 'bun:test';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registryOf } from '#packages/registry/open-registry';
import { readGitAddress } from '#platform/git';
import { gitReader, keeper, newGitRegistry, put, temporaryFolder } from '../../support/registries.ts';

const refused: Readonly<Record<string, string>> = {
  'ext::sh -c whoami': 'helper program',
  '--upload-pack=touch x': "begins with '-'",
  '-oProxyCommand=x': "begins with '-'",
  'ssh://-oProxyCommand=x/y': 'no ssh: address',
  'http://example.com/x.git': "'http:' is not allowed",
  'git://example.com/x.git': "'git:' is not allowed",
  'https://user:password@example.com/x.git': 'a password or user name',
  'file://elsewhere/x.git': 'no file: address of this machine',
  'https://example.com/\u001b[2J': 'characters that no address needs',
};
for (const [address, reason] of Object.entries(refused)) {
  test(`the address ${JSON.stringify(address)} is refused`, () => {
    expect(() => readGitAddress(address, (path) => path)).toThrow(reason);
  });
}

test('hooks and configuration of a repository run nothing', async () => {
  const repository = await newGitRegistry();
  const mark = join(temporaryFolder(), 'ran');
  mkdirSync(join(repository, 'hooks'), { recursive: true });
  for (const hook of ['reference-transaction', 'post-update', 'pre-receive', 'post-index-change']) {
    writeFileSync(join(repository, 'hooks', hook), `#!/bin/sh\ntouch ${mark}\n`);
    chmodSync(join(repository, 'hooks', hook), 0o755);
  }
  const config = `[core]\n\tfsmonitor = touch ${mark}\n\tpager = touch ${mark}\n\tsshCommand = touch ${mark}\n`;
  writeFileSync(join(repository, 'config'), `[core]\n\trepositoryformatversion = 0\n\tbare = true\n${config}`);
  await put(gitReader(repository), keeper, 'tools', '0.1.0');
  expect(await registryOf('t', 't', gitReader(repository)).versions('tools')).toHaveLength(1);
  expect(existsSync(mark)).toBe(false);
});
