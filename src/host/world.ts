/** The real surroundings of a run. */
import { now, randomBytes, readLine } from '#platform/world';
import type { World } from './effects/effect.ts';

/** @param root the project's folder, symlinks resolved */
export function realWorld(root: string, environment: World['environment']): World {
  return { root, environment, now, randomBytes, readLine };
}
