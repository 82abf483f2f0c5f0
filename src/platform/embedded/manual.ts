/** The manual's pages about diagnostics: `<area>/<slug>.md` to text. */
import { readTree } from './read-tree.ts' with { type: 'macro' };

export const errorPages: Readonly<Record<string, string>> = readTree('docs/errors', ['.md']);
