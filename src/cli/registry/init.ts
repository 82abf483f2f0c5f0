/** `aegis registry init`: a new registry in a bare git repository, on this disk or (empty already) elsewhere. */
import { newRegistry } from '#packages/registry/initialize';
import { descriptionPath } from '#packages/registry/layout';
import { isOnThisMachine, treeFor } from '#packages/registry/open-registry';
import { RegistryFailure } from '#packages/registry/registry';
import { translated } from '#packages/registry/trees/git-tree';
import { isWritable, type WritableTree } from '#packages/registry/trees/tree';
import { randomBytes } from '#platform/crypto';
import { folderExists, listFolder, statusOf } from '#platform/disk';
import { currentFolder } from '#platform/environment';
import { makeRepository } from '#platform/git-repository';
import path from '#platform/paths';
import { isOrigin } from '#transparency/checkpoint';
import { chooseKey } from '#transparency/key-store';
import { exitCodes, UsageFailure } from '../command.ts';
import { say, sayJson } from '../output.ts';
import { atMost, type RegistryCall } from '../registry.ts';
import { userStorage } from '../registry-work.ts';

export async function run({ words, origin: wanted, isRestricted, key, asJson }: RegistryCall): Promise<number> {
  atMost(words, 1);
  const [address] = words;
  if (address === undefined) throw new UsageFailure('the place is missing', 'aegis registry init PATH');
  const origin = wanted ?? originFor(address);
  if (!isOrigin(origin))
    throw new UsageFailure(`'${origin}' is no name for a log`, 'write letters, digits and . _ - /');
  const signer = chooseKey(key);
  const tree = await openEmpty(address);
  const files = newRegistry({ origin, isOpen: !isRestricted }, signer);
  if (!(await tree.commit(files, `The registry ${origin}\n`)))
    throw new RegistryFailure('refused', `${address}: somebody else makes a registry there`);
  if (asJson) sayJson({ address, origin, signer: signer.publicKey, restricted: isRestricted });
  else {
    say(`Made the registry ${origin} in ${address}.`);
    say(
      isRestricted
        ? `Only keys that you let in may publish: aegis registry signers ${address} add KEY`
        : 'Whoever can write to the repository may publish.',
    );
    // A relative path would be one from each project's own folder.
    const place = isPath(address) ? path.resolve(currentFolder(), address) : address;
    say(`In aegis.toml of projects that use it:\n\n[registries]\nNAME = "${place}"`);
  }
  return exitCodes.ok;
}

/** The name that the log gets when nobody chose one: unlike any other. */
function originFor(address: string): string {
  const base = path
    .basename(address)
    .replace(/\.git$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-');
  return `${/^[A-Za-z0-9]/.test(base) ? base : `registry${base}`}/${randomBytes(4).toHex()}`;
}

function isPath(address: string): boolean {
  return isOnThisMachine(address, currentFolder()) && !address.startsWith('file:');
}

async function openEmpty(address: string): Promise<WritableTree> {
  if (isOnThisMachine(address, currentFolder())) {
    const folder = path.resolve(currentFolder(), address.replace(/^file:\/\//, ''));
    const isTaken = statusOf(folder) !== null && (!folderExists(folder) || listFolder(folder).length > 0);
    if (isTaken)
      throw new UsageFailure(`${address} exists already`, 'nothing was written; choose a place that is free');
    await translated(address, () => makeRepository(folder));
  }
  const { tree } = treeFor(address, currentFolder(), userStorage());
  await tree.refresh();
  const [description] = await tree.read([descriptionPath]);
  if (description !== null) throw new UsageFailure(`${address} is a registry already`, 'nothing was written');
  if (!isWritable(tree)) throw new UsageFailure(`${address} cannot be written to`);
  return tree;
}
