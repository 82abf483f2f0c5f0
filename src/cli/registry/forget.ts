/** `aegis registry forget`: what was last seen of a registry counts no more, because it was made anew. */
import { memoryFor, treeFor } from '#packages/registry/open-registry';
import { exitCodes, UsageFailure } from '../command.ts';
import { say } from '../output.ts';
import { atMost, type RegistryCall } from '../registry.ts';
import { findRegistry } from '../registry-work.ts';

export function run({ words }: RegistryCall): number {
  atMost(words, 1);
  if (words[0] === undefined) throw new UsageFailure('the registry is missing', 'aegis registry forget REGISTRY');
  const { source, address, folder, storage } = findRegistry(words[0]);
  const { identity } = treeFor(address, folder, storage);
  const hadSeen = memoryFor(identity, source, storage)?.forget() === true;
  say(hadSeen ? `${source} will be seen as for the first time` : `nothing is remembered of ${source}`);
  return exitCodes.ok;
}
