/** Standard library modules that are written in Aegis: file below `src/program/stdlib` to text. */
import { readTree } from './read-tree.ts' with { type: 'macro' };

export const standardLibraryTexts: Readonly<Record<string, string>> = readTree('src/program/stdlib', ['.aegis']);
