/** Which Aegis this is. The stamp changes with every change of the compiler, so that no cached module outlives it. */

import { compilerDigest } from '#platform/embedded/compiler-digest';
import packageJson from '../../package.json' with { type: 'json' };

export const version: string = packageJson.version;

export const buildStamp = `aegis ${version} ${compilerDigest}`;
