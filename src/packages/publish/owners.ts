/** Who may publish a package, or sign for a registry. */
import { now } from '#platform/clock';
import type { SigningKey } from '#transparency/keys';
import { appendStatements } from '../registry/append.ts';
import { anybody, type OwnerLine, signersName } from '../registry/index-line.ts';
import { RegistryFailure } from '../registry/registry.ts';
import { momentText } from '../registry/signed-statements.ts';
import { type LogReader, openLog } from '../registry/verified-log.ts';

/** @param name of a package, or `signersName` @throws RegistryFailure when there is no such package */
export async function listOwners(reader: LogReader, name: string): Promise<readonly string[]> {
  const log = await openLog(reader);
  if (name === signersName) return log.signers.owners;
  const [history] = await log.histories([name]);
  if (history!.lines.length === 0) throw unknown(reader, name);
  return history!.owners;
}

/**
 * Lets a key in or out.
 *
 * @returns false when it was so already
 * @throws RegistryFailure
 */
export async function changeOwner(
  reader: LogReader,
  key: SigningKey,
  name: string,
  change: OwnerLine['change'],
  owner: string,
): Promise<boolean> {
  let isChanged = false;
  await appendStatements(reader, key, name === signersName ? [] : [name], ([history], log) => {
    const { owners, lines } = history ?? log.signers;
    if (lines.length === 0) throw unknown(reader, name);
    isChanged = owners.includes(owner) !== (change === 'add');
    if (change === 'remove' && owners.every((each) => each === owner || each === anybody))
      throw new RegistryFailure(
        'refused',
        `${owner} is the last who may sign for ${name}`,
        'let somebody else in first',
      );
    return { statements: isChanged ? [{ name, change, owner, published: momentText(now()) }] : [] };
  });
  return isChanged;
}

function unknown({ source }: LogReader, name: string): RegistryFailure {
  return new RegistryFailure('refused', `the registry ${source} does not have ${name}`);
}
