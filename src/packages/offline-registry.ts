/**
 * A registry that is not asked (`--offline`): it knows what aegis.lock has of it, which is enough for whatever lies in the
 * store.
 */
import type { Lock } from './lockfile.ts';
import { type IndexEntry, type Registry, RegistryFailure } from './registry/registry.ts';

export function offlineRegistry(name: string, source: string, lock: Lock): Registry {
  const locked = lock.packages.flatMap((each): IndexEntry[] => {
    if (each.source.kind !== 'registry' || each.source.registry !== name) return [];
    return [
      {
        name: each.name,
        version: each.version,
        description: '',
        dependencies: each.dependencies,
        capabilities: each.capabilities,
        sha256: each.sha256!,
        size: 0,
        published: '1970-01-01T00:00:00Z',
        yanked: false,
        publisher: each.publisher!,
        previous: '',
        log: each.log!,
        signature: '',
      },
    ];
  });
  return {
    name,
    source,
    notes: [],
    prefetch: async () => {},
    versions: async (packageName) => locked.filter((entry) => entry.name === packageName),
    async archive(entry) {
      throw new RegistryFailure(
        'unreachable',
        `${entry.name} ${entry.version} is not on this machine, and with --offline the registry ${source} is not asked`,
      );
    },
    search: async () => [],
  };
}
