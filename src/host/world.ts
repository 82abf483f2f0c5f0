/** The real surroundings of a run. */
import { systemNetwork } from '#platform/network';
import { systemProcesses } from '#platform/processes';
import { now, randomBytes, readLine } from '#platform/world';
import type { NetworkSettings, World } from './effects/effect.ts';

/** Nothing of the surroundings is taken over: no proxy, no certificates but the built-in ones. */
export const plainNetwork: NetworkSettings = { authorities: null, proxy: null };

/**
 * @param root the project's folder, symlinks resolved
 * @param networkSettings `[network]` of aegis.toml
 */
export function realWorld(
  root: string,
  environment: World['environment'],
  networkSettings: NetworkSettings = plainNetwork,
): World {
  const processes = systemProcesses(environment.PATH ?? '');
  return { root, environment, now, randomBytes, readLine, network: systemNetwork, networkSettings, processes };
}
