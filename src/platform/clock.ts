/** The clocks of this machine. */

/** Milliseconds since 1970, UTC. */
export function now(): number {
  return Date.now();
}

/** Seconds on a clock that never jumps; only differences mean anything. */
export function monotonicSeconds(): number {
  return performance.now() / 1000;
}
