/**
 * What can still be said of a version once it is published: that it is withdrawn (nobody new gets it, locks that have it go
 * on), offered again, or that it should not be used any more. Nothing is ever deleted.
 */
import type { SigningKey } from '#transparency/keys';
import { appendStatements } from '../registry/append.ts';
import type { IndexEntry } from '../registry/index-line.ts';
import { RegistryFailure } from '../registry/registry.ts';
import type { LogReader } from '../registry/verified-log.ts';

/** @param deprecated why a version should not be used; null: nothing is wrong with it */
export interface VersionChange {
  readonly yanked?: boolean;
  readonly deprecated?: string | null;
}

/**
 * @returns false when it was so already
 * @throws RegistryFailure
 */
export async function changeVersion(
  reader: LogReader,
  key: SigningKey,
  name: string,
  version: string,
  change: VersionChange,
): Promise<boolean> {
  let isChanged = false;
  await appendStatements(reader, key, [name], ([history]) => {
    const entry = history!.entries.find((each) => each.version === version);
    if (entry === undefined) {
      throw new RegistryFailure('refused', `the registry ${reader.source} does not have ${name} ${version}`);
    }
    const changed = withChange(entry, change);
    isChanged = changed.yanked !== entry.yanked || changed.deprecated !== entry.deprecated;
    return { statements: isChanged ? [changed] : [] };
  });
  return isChanged;
}

function withChange(entry: IndexEntry, { yanked, deprecated }: VersionChange): IndexEntry {
  const { deprecated: before, ...rest } = entry;
  const reason = deprecated === undefined ? before : deprecated;
  return { ...rest, yanked: yanked ?? entry.yanked, ...(reason == null ? {} : { deprecated: reason }) };
}
