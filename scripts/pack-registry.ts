/** Packs the first-party packages into a registry while the executable is built, and puts its files into it. */
import type { BunPlugin } from 'bun';
import { packBuiltIn } from '#packages/registry/built-in';

/** A plugin for `Bun.build`. @throws RegistryFailure or ArchiveFailure when a package cannot be published as it is */
export async function packedRegistry(): Promise<BunPlugin> {
  const files = [...(await packBuiltIn())].sort(([left], [right]) => (left < right ? -1 : 1));
  const packed = Object.fromEntries(files.map(([path, bytes]) => [path, bytes.toBase64()]));
  return {
    name: 'packed registry',
    setup(build) {
      build.onLoad({ filter: /platform\/embedded\/built-in-registry\.ts$/ }, () => ({
        loader: 'js',
        contents: `export const packageSources = {};export const packedRegistry = ${JSON.stringify(packed)};`,
      }));
    },
  };
}
