/** `aegis keys`: the keys that this user signs publications and checkpoints with. */
import { readText } from '#platform/disk';
import { chooseKey, defaultKeyName, keyVariable, listKeys, makeKey, readKeyNamed } from '#transparency/key-store';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { note, say, sayJson } from './output.ts';

export const command = defineCommand({
  summary: 'Make, list and export the keys you sign with.',
  flags: {
    action: { type: 'positional', description: 'new, list or export' },
    name: { type: 'positional', required: false, description: `of the key; '${defaultKeyName}' without it` },
    secret: { type: 'boolean', description: 'export the secret half too, for a machine that publishes' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  offers: { action: ['new', 'list', 'export'], name: 'keys' },
  examples: ['aegis keys new', 'aegis keys list', 'aegis keys export default --secret'],
  run({ flags }) {
    switch (flags.action) {
      case 'new':
        return makeNew(flags.name ?? defaultKeyName, flags.json === true);
      case 'list':
        return list(flags.json === true);
      case 'export':
        return flags.secret === true ? exportSecret(flags.name ?? null) : exportPublic(flags.name ?? null);
      default:
        throw new UsageFailure(`there is no 'aegis keys ${flags.action}'`, 'write new, list or export');
    }
  },
});

function makeNew(name: string, asJson: boolean): number {
  const { file, key } = makeKey(name);
  if (asJson) sayJson({ name, public: key.publicKey, file });
  else {
    say(`made the key '${name}': ${key.publicKey}`);
    say(`its secret half is in ${file}; keep a copy where only you can read it`);
  }
  return exitCodes.ok;
}

function list(asJson: boolean): number {
  const keys = listKeys();
  if (asJson) for (const { name, file, key } of keys) sayJson({ name, public: key.publicKey, file });
  else if (keys.length === 0) say("you have no keys; make one with 'aegis keys new'");
  else for (const { name, key } of keys) say(`${name}  ${key.publicKey}`);
  return exitCodes.ok;
}

function exportPublic(name: string | null): number {
  say(chooseKey(name).publicKey);
  return exitCodes.ok;
}

function exportSecret(name: string | null): number {
  note(`this is the secret half: whoever has it can publish as you. It fits the variable ${keyVariable}`);
  say(readText(readKeyNamed(name ?? defaultKeyName).file).trimEnd());
  return exitCodes.ok;
}
