/** `aegis yank`: withdraws a version: nobody new gets it, locks that have it go on. */
import { changeVersion } from '#packages/publish/withdraw';
import { chooseKey } from '#transparency/key-store';
import { defineCommand, exitCodes } from './command.ts';
import { say, sayJson } from './output.ts';
import { findReader } from './registry-work.ts';
import { readVersionWord } from './version-words.ts';

export const command = defineCommand({
  summary: 'Withdraw a version: nobody new gets it, locks that have it go on.',
  flags: {
    package: { type: 'positional', required: true, description: 'NAME@VERSION' },
    registry: { type: 'string', valueHint: 'REGISTRY', description: 'a name of [registries], or an address' },
    key: { type: 'string', valueHint: 'KEY', description: 'the key to sign with: a name or a file' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  examples: ['aegis yank aegis-web-tools@0.1.0'],
  async run({ flags }) {
    const { name, version } = readVersionWord(flags.package);
    const reader = findReader(flags.registry ?? null);
    const isNew = await changeVersion(reader, chooseKey(flags.key ?? null), name, version, { yanked: true });
    if (flags.json) sayJson({ name, version, yanked: true, changed: isNew });
    else say(`${name} ${version} is ${isNew ? '' : 'already '}withdrawn`);
    return exitCodes.ok;
  },
});
