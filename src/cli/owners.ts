/** `aegis owners`: who may publish a package. */
import { changeOwner, listOwners } from '#packages/publish/owners';
import { chooseKey } from '#transparency/key-store';
import { isPublicKeyText } from '#transparency/keys';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { say, sayJson } from './output.ts';
import { findReader } from './registry-work.ts';
import { checkPackageName } from './version-words.ts';

export const command = defineCommand({
  summary: 'Show who may publish a package, or let a key in or out.',
  flags: {
    package: { type: 'positional', required: true, description: 'name of the package' },
    action: { type: 'positional', required: false, description: 'list (the default), add or remove' },
    owner: { type: 'positional', required: false, description: "the key: 'ed25519:…'" },
    registry: { type: 'string', valueHint: 'REGISTRY', description: 'a name of [registries], or an address' },
    key: { type: 'string', valueHint: 'KEY', description: 'the key to sign with: a name or a file' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  offers: { action: ['list', 'add', 'remove'] },
  examples: ['aegis owners aegis-web-tools', 'aegis owners aegis-web-tools add ed25519:…'],
  async run({ flags }) {
    checkPackageName(flags.package);
    const reader = findReader(flags.registry ?? null);
    const action = flags.action ?? 'list';
    if (action === 'add' || action === 'remove') {
      if (!isPublicKeyText(flags.owner))
        throw new UsageFailure('the key is missing or none', "it looks like 'ed25519:…'");
      await changeOwner(reader, chooseKey(flags.key ?? null), flags.package, action, flags.owner);
    } else if (action !== 'list')
      throw new UsageFailure(`there is no 'aegis owners … ${action}'`, 'write list, add or remove');
    const owners = await listOwners(reader, flags.package);
    if (flags.json === true) sayJson({ name: flags.package, owners });
    else for (const owner of owners) say(owner);
    return exitCodes.ok;
  },
});
