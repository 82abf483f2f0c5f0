/** What the commands about registries share: which registry is meant, where things are kept, and who signs. */
import { dataFolder } from '#packages/places';
import { type RegistryPlace, type RegistryStorage, readerFor } from '#packages/registry/open-registry';
import type { LogReader } from '#packages/registry/verified-log';
import { withVariables } from '#packages/variables';
import { currentFolder, environmentVariable } from '#platform/environment';
import path from '#platform/paths';
import { openManifest } from '#project/workspace';
import { UsageFailure } from './command.ts';

/** Where heads and fetched parts of registries are kept; null when this user has no place for them. */
export function registryStorage(): RegistryStorage | null {
  const data = dataFolder();
  if (data === null) return null;
  return { heads: path.join(data, 'registries', 'heads'), cache: path.join(data, 'registries', 'cache') };
}

/**
 * The registry that a word means: a name of `[registries]` in the project's aegis.toml, or an address.
 *
 * @param word null for the only one that the project has
 * @throws UsageFailure, ProjectFailure
 */
export function findRegistry(word: string | null): RegistryPlace {
  const storage = registryStorage();
  const { root, manifest } = openManifest(currentFolder());
  const known = manifest?.registries ?? {};
  const name = word ?? onlyName(Object.keys(known));
  if (!Object.hasOwn(known, name)) return { name, source: name, key: null, folder: currentFolder(), storage };
  const written = known[name]!;
  const { url, key } = typeof written === 'string' ? { url: written, key: undefined } : written;
  if (url === undefined) throw new UsageFailure(`[registries] ${name} has no url`);
  return { name, source: withVariables(url, environmentVariable), key: key ?? null, folder: root, storage };
}

export function findReader(word: string | null): LogReader & { readonly name: string } {
  const place = findRegistry(word);
  return { name: place.name, ...readerFor(place) };
}

function onlyName(names: readonly string[]): string {
  const [only, another] = names;
  if (only !== undefined && another === undefined) return only;
  throw new UsageFailure(
    only === undefined ? 'no registry is named' : 'the project has several registries',
    only === undefined
      ? 'write its address, or give it a name under [registries] in aegis.toml'
      : `say which: ${names.join(', ')}`,
  );
}
