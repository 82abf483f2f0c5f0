/** `aegis unyank`: offers a withdrawn version again. */
import { changeVersion } from '#packages/publish/withdraw';
import { chooseKey } from '#transparency/key-store';
import { defineCommand, exitCodes } from './command.ts';
import { say, sayJson } from './output.ts';
import { findReader } from './registry-work.ts';
import { readVersionWord } from './version-words.ts';

export const command = defineCommand({
  summary: 'Offer a withdrawn version again.',
  flags: {
    package: { type: 'positional', required: true, description: 'NAME@VERSION' },
    registry: { type: 'string', valueHint: 'REGISTRY', description: 'a name of [registries], or an address' },
    key: { type: 'string', valueHint: 'KEY', description: 'the key to sign with: a name or a file' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  examples: ['aegis unyank aegis-web-tools@0.1.0'],
  async run({ flags }) {
    const { name, version } = readVersionWord(flags.package);
    const reader = findReader(flags.registry ?? null);
    const isNew = await changeVersion(reader, chooseKey(flags.key ?? null), name, version, { yanked: false });
    if (flags.json) sayJson({ name, version, yanked: false, changed: isNew });
    else say(`${name} ${version} is ${isNew ? 'offered again' : 'offered already'}`);
    return exitCodes.ok;
  },
});
