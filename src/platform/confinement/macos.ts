/**
 * macOS: a sandbox profile applied to the running process. Written from Apple's documented profile language and not yet
 * run on a Mac; `aegis doctor` there says whether each denial holds.
 */
import { dlopen, ptr } from 'bun:ffi';
import type { Confinement } from './confinement.ts';

/** Everything is denied but computing, reading what is open already, and memory of one's own. */
export const sandboxProfile = `(version 1)
(deny default)
(allow process-info* (target self))
(allow sysctl-read)
(allow signal (target self))
(deny file* network* process-exec process-fork mach-lookup ipc-posix*)
`;

export function confineMacos(): Confinement {
  try {
    const { symbols } = dlopen('libSystem.B.dylib', {
      sandbox_init: { args: ['ptr', 'u64', 'ptr'], returns: 'i32' },
    });
    const profile = Buffer.from(`${sandboxProfile}\0`);
    const message = new BigUint64Array(1);
    const applied = symbols.sandbox_init(ptr(profile), 0, ptr(message));
    return applied === 0
      ? { confined: true, by: 'sandbox profile', isReadable: null }
      : { confined: false, reason: 'the system refused the sandbox profile' };
  } catch (error) {
    return { confined: false, reason: String(error) };
  }
}
