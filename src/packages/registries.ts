/**
 * The registries of a project: the one that is built into the executable, and those that `[registries]` of aegis.toml names.
 */
import { environmentVariable } from '#platform/environment';
import type { Lock } from './lockfile.ts';
import type { Manifest } from './manifest.ts';
import { offlineRegistry } from './offline-registry.ts';
import { registryStorage } from './places.ts';
import { builtInSource, type Registry } from './registry/registry.ts';
import { withVariables } from './variables.ts';

export const builtInName = 'aegis';

export interface RegistrySetting {
  /** As it is written: what locks and messages say. */
  readonly source: string;
  /** The key that must have signed its checkpoints. */
  readonly key: string | null;
}

/** By name, the built-in one first. */
export function registrySettings(manifest: Manifest | null): ReadonlyMap<string, RegistrySetting> {
  const settings = new Map<string, RegistrySetting>([[builtInName, { source: builtInSource, key: null }]]);
  for (const [name, written] of Object.entries(manifest?.registries ?? {})) {
    const { url, key } = typeof written === 'string' ? { url: written, key: undefined } : written;
    settings.set(name, { source: url ?? '', key: key ?? null });
  }
  return settings;
}

/** Where a registry is: its address with the environment's values in it. @throws MissingVariable */
export function addressOf({ source }: RegistrySetting): string {
  return withVariables(source, environmentVariable);
}

/** Address as written by name, of all registries that a project knows. */
export function registryAddresses(manifest: Manifest | null): ReadonlyMap<string, string> {
  return new Map([...registrySettings(manifest)].map(([name, { source }]) => [name, source]));
}

export interface OpenRegistries {
  /** The project's folder. */
  readonly root: string;
  readonly manifest: Manifest | null;
  readonly lock: Lock;
  /** True when nothing beyond this machine is asked. */
  readonly isOffline: boolean;
  /** The user's folder for what packages need. */
  readonly data: string;
}

/** @throws RegistryFailure for an address that is not opened, MissingVariable */
export async function openRegistries(options: OpenRegistries): Promise<readonly Registry[]> {
  const { root, manifest, lock, isOffline, data } = options;
  // Most installations have nothing to ask, and cryptography takes its time to load.
  const { isOnThisMachine, openRegistry } = await import('./registry/open-registry.ts');
  const storage = registryStorage(data);
  return [...registrySettings(manifest)].map(([name, setting]) => {
    const address = addressOf(setting);
    const { source, key } = setting;
    return isOffline && !isOnThisMachine(address, root)
      ? offlineRegistry(name, source, lock)
      : openRegistry({ name, source, address, key, folder: root, storage });
  });
}
