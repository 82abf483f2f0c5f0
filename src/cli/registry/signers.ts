/** `aegis registry signers`: the keys that may sign for a registry, and whether anybody may. */
import { changeOwner, listOwners } from '#packages/publish/owners';
import { anybody, signersName } from '#packages/registry/index-line';
import { chooseKey } from '#transparency/key-store';
import { isPublicKeyText } from '#transparency/keys';
import { exitCodes, UsageFailure } from '../command.ts';
import { say, sayJson } from '../output.ts';
import { atMost, type RegistryCall } from '../registry.ts';
import { findReader } from '../registry-work.ts';

export async function run({ words, key, asJson }: RegistryCall): Promise<number> {
  atMost(words, 3);
  const [address, action, signer] = words;
  const reader = findReader(address ?? null);
  if (action !== undefined) {
    if (action !== 'add' && action !== 'remove')
      throw new UsageFailure(`there is no 'aegis registry signers … ${action}'`, 'write add or remove');
    const owner = signer === 'anybody' ? anybody : signer;
    if (owner !== anybody && !isPublicKeyText(owner))
      throw new UsageFailure('the key is missing or none', "it looks like 'ed25519:…', or is the word anybody");
    await changeOwner(reader, chooseKey(key), signersName, action, owner);
  }
  const signers = await listOwners(reader, signersName);
  if (asJson) sayJson({ signers: signers.filter((each) => each !== anybody), open: signers.includes(anybody) });
  else for (const each of signers) say(each === anybody ? 'anybody who can write to the repository' : each);
  return exitCodes.ok;
}
