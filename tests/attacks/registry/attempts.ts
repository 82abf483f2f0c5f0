/** All attempts upon packages and registries, by what they are aimed at. */
import type { Attempt } from '../../support/registry-attempts.ts';
import { attempts as cache } from './attempts/cache.ts';
import { attempts as capability } from './attempts/capability.ts';
import { attempts as index } from './attempts/index.ts';
import { attempts as lock } from './attempts/lock.ts';
import { attempts as publish } from './attempts/publish.ts';
import { attempts as resolve } from './attempts/resolve.ts';
import { attempts as unpack } from './attempts/unpack.ts';

export const registryAttempts: Readonly<Record<string, readonly Attempt[]>> = {
  ...{ index, resolve, lock, capability, cache, publish, unpack },
};
