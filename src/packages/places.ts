/** Where packages and what is known of registries are kept for this user, shared by all projects. */
import { environmentVariable, homeFolder } from '#platform/environment';
import path from '#platform/paths';
import type { RegistryStorage } from './registry/open-registry.ts';

/** The folder for everything that packages need; null when the user has no place for it. */
export function dataFolder(): string | null {
  const fromVariable = environmentVariable('XDG_DATA_HOME');
  if (fromVariable !== null && path.isAbsolute(fromVariable)) return path.join(fromVariable, 'aegis');
  const home = homeFolder();
  return home === null ? null : path.join(home, '.local', 'share', 'aegis');
}

/** Where the store lies in the user's data folder. */
export function storeFolder(data: string): string {
  return path.join(data, 'packages');
}

/** Where heads and fetched parts of registries are kept in the user's data folder. */
export function registryStorage(data: string): RegistryStorage {
  return { heads: path.join(data, 'registries', 'heads'), cache: path.join(data, 'registries', 'cache') };
}
