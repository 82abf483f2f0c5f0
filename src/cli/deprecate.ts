/** `aegis deprecate`: says why a version should not be used any more; it stays installable. */
import { changeVersion } from '#packages/publish/withdraw';
import { chooseKey } from '#transparency/key-store';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { say, sayJson } from './output.ts';
import { findReader } from './registry-work.ts';
import { readVersionWord } from './version-words.ts';

export const command = defineCommand({
  summary: 'Say why a version should not be used any more; it stays installable.',
  flags: {
    package: { type: 'positional', required: true, description: 'NAME@VERSION' },
    reason: { type: 'positional', required: false, description: 'what users are told' },
    undo: { type: 'boolean', description: 'nothing is wrong with it after all' },
    registry: { type: 'string', valueHint: 'REGISTRY', description: 'a name of [registries], or an address' },
    key: { type: 'string', valueHint: 'KEY', description: 'the key to sign with: a name or a file' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  examples: ["aegis deprecate aegis-web-tools@0.1.0 'use 0.2.0, this one drops links'"],
  async run({ flags }) {
    const { name, version } = readVersionWord(flags.package);
    if (flags.undo !== true && flags.reason === undefined) throw new UsageFailure('REASON is missing', 'say why');
    const deprecated = flags.undo === true ? null : flags.reason!;
    const reader = findReader(flags.registry ?? null);
    const isNew = await changeVersion(reader, chooseKey(flags.key ?? null), name, version, { deprecated });
    const state = deprecated === null ? 'not deprecated any more' : `deprecated: ${deprecated}`;
    if (flags.json) sayJson({ name, version, deprecated, changed: isNew });
    else say(`${name} ${version} is ${isNew ? state : 'unchanged'}`);
    return exitCodes.ok;
  },
});
