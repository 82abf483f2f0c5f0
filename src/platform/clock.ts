/** The clock of this machine. */

/** Milliseconds since 1970, UTC. */
export function now(): number {
  return Date.now();
}
