/** The first-party packages: their files as text from source, the packed registry (path to base64) in an executable. */
import { readTree } from './read-tree.ts' with { type: 'macro' };

/** Everything under `registry/`: the packages are in `packages/NAME/`. */
export const packageSources: Readonly<Record<string, string>> = readTree('registry', ['']);

/** Made by scripts/pack-registry.ts while the executable is built. */
export const packedRegistry: Readonly<Record<string, string>> | null = null;
