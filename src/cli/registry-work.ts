/** What the commands about registries share: which registry is meant, and how it is read. */
import { dataFolder, registryStorage } from '#packages/places';
import { addressOf, builtInName, registrySettings } from '#packages/registries';
import { type RegistryPlace, type RegistryStorage, readerFor } from '#packages/registry/open-registry';
import type { LogReader } from '#packages/registry/verified-log';
import { currentFolder } from '#platform/environment';
import { openManifest } from '#project/workspace';
import { UsageFailure } from './command.ts';

/** Where heads and fetched parts of registries are kept; null when this user has no place for them. */
export function userStorage(): RegistryStorage | null {
  const data = dataFolder();
  return data === null ? null : registryStorage(data);
}

/**
 * The registry that a word means: a name of `[registries]` in the project's aegis.toml, or an address.
 *
 * @param word null for the only one that the project has
 * @throws UsageFailure, ProjectFailure, MissingVariable
 */
export function findRegistry(word: string | null): RegistryPlace {
  const storage = userStorage();
  const { root, manifest } = openManifest(currentFolder());
  const settings = registrySettings(manifest);
  const name = word ?? onlyName([...settings.keys()].filter((each) => each !== builtInName));
  const setting = settings.get(name);
  if (setting === undefined) return { name, source: name, address: name, key: null, folder: currentFolder(), storage };
  return { name, ...setting, address: addressOf(setting), folder: root, storage };
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
