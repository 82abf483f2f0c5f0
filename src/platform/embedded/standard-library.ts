/** Standard library modules that are written in Aegis: `NAME.aegis` to text, with the dotted name. */
import { readTree } from './read-tree.ts' with { type: 'macro' };

/** Those that the executable carries as code instead (scripts/precompile.ts). */
export const precompiledNames: ReadonlySet<string> = new Set();

export const standardLibraryTexts: Readonly<Record<string, string>> = readTree('src/program/stdlib', ['.aegis']);
