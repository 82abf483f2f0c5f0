/**
 * The clock of the run. The host is asked once (`clock.read`, and recorded, so that a run can be replayed); from then on
 * the program counts by itself, for those who may read it.
 */
import { host } from '../../host-link.ts';
import { requireLeave } from '../../standing-leave.ts';

let start: { readonly wall: bigint; readonly elapsed: bigint } | null = null;

function started() {
  requireLeave('clock.read');
  start ??= { wall: BigInt(host().ask('clock.now', []) as number | bigint), elapsed: host().elapsedNanoseconds() };
  return start;
}

/** Nanoseconds since the clock was first asked; never goes back. @throws CapabilityError */
export function monotonicNanoseconds(): bigint {
  const { elapsed } = started();
  return host().elapsedNanoseconds() - elapsed;
}

/** Nanoseconds since 1970. @throws CapabilityError */
export function wallNanoseconds(): bigint {
  return started().wall + monotonicNanoseconds();
}
