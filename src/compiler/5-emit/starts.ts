/** Questions about places in the source that were noted once, in order. */
import type { Span } from '#language/source';

/**
 * Does something begin inside a span?
 *
 * @param starts offsets, sorted
 */
export function startsWithin(starts: ArrayLike<number>, span: Span): boolean {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < span.start) low = middle + 1;
    else high = middle;
  }
  return low < starts.length && starts[low]! < span.end;
}
