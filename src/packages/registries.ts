/**
 * The registries of a project: the one that is built into the executable, and those that `[registries]` of aegis.toml names.
 */
import path from '#platform/paths';
import type { Lock } from './lockfile.ts';
import type { Manifest } from './manifest.ts';
import { offlineRegistry } from './offline-registry.ts';
import { builtInSource, type Registry } from './registry/registry.ts';

export const builtInName = 'aegis';

interface RegistrySetting {
  readonly address: string;
  /** The key that must have signed its checkpoints. */
  readonly key: string | null;
}

function registrySettings(manifest: Manifest | null): ReadonlyMap<string, RegistrySetting> {
  const settings = new Map<string, RegistrySetting>([[builtInName, { address: builtInSource, key: null }]]);
  for (const [name, written] of Object.entries(manifest?.registries ?? {})) {
    const { url, key } = typeof written === 'string' ? { url: written, key: undefined } : written;
    settings.set(name, { address: url ?? '', key: key ?? null });
  }
  return settings;
}

/** Address by name, of all registries that a project knows. */
export function registryAddresses(manifest: Manifest | null): ReadonlyMap<string, string> {
  return new Map([...registrySettings(manifest)].map(([name, { address }]) => [name, address]));
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

/** @throws RegistryFailure for an address that is not opened */
export async function openRegistries(options: OpenRegistries): Promise<readonly Registry[]> {
  const { root, manifest, lock, isOffline, data } = options;
  // Most installations have nothing to ask, and cryptography takes its time to load.
  const { openRegistry } = await import('./registry/open-registry.ts');
  const storage = { heads: path.join(data, 'registries', 'heads'), cache: path.join(data, 'registries', 'cache') };
  return [...registrySettings(manifest)].map(([name, { address, key }]) =>
    isOffline && !isOnThisMachine(address)
      ? offlineRegistry(name, address, lock)
      : openRegistry({ name, source: address, key, folder: root, storage }),
  );
}

/** Folders and the built-in registry are here; whatever names a host may be elsewhere. */
function isOnThisMachine(address: string): boolean {
  return !/^(?:static\+)?(?:https?|ssh):/i.test(address) && !/^[^/\s]+@[^/\s]+:/.test(address);
}
