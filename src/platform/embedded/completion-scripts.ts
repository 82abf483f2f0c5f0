/** The completion scripts by the shell's name: `src/cli/completion/scripts/aegis.NAME`. */
import { readTree } from './read-tree.ts' with { type: 'macro' };

const files: Readonly<Record<string, string>> = readTree('src/cli/completion/scripts', ['']);

export const completionScripts: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([file, text]) => [file.replace(/^aegis\./, ''), text]),
);
