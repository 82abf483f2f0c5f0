/**
 * Which exceptions are being handled. A generator or coroutine has a level of its own above that of the code that resumed it:
 * what it handles is forgotten nowhere else while it sleeps, and it still sees what its caller handles.
 */
import type { ExceptionObject } from './exceptions.ts';

interface Level {
  readonly current: ExceptionObject | null;
  readonly outer: Level | null;
}

/** `current`: the exception whose handler is running in the code of this level. */
export const handlingState: { current: ExceptionObject | null; outer: Level | null } = { current: null, outer: null };

/** The exception that a bare `raise` means, and that becomes the context of what is raised. */
export function beingHandled(): ExceptionObject | null {
  if (handlingState.current !== null) return handlingState.current;
  for (let level = handlingState.outer; level !== null; level = level.outer)
    if (level.current !== null) return level.current;
  return null;
}

/** Puts a level above the one that is running; on the new one nothing is handled yet. */
export function beginLevel(): void {
  const { current, outer } = handlingState;
  handlingState.outer = { current, outer };
  handlingState.current = null;
}

/** Back to the level below. */
export function endLevel(): void {
  const { current, outer } = handlingState.outer!;
  handlingState.current = current;
  handlingState.outer = outer;
}

/** What code that begins anew is handling: nothing. */
export function handleNothing(): void {
  handlingState.current = null;
  handlingState.outer = null;
}
