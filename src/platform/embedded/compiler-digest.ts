/** A digest of everything that decides what the compiler gives, taken when the executable is built. */
import { digestOfTrees } from './read-tree.ts' with { type: 'macro' };

export const compilerDigest: string = digestOfTrees(['src/compiler', 'src/language', 'src/protocol', 'src/project']);
