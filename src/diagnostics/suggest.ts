/** The nearest name to a misspelt one. */

/**
 * @param wrong what was written
 * @param candidates what could have been meant
 * @returns the candidate with the smallest edit distance, if it is small for the word's length; else null
 */
export function nearestName(wrong: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  // One letter that is another letter is another name, not a slip.
  let bestDistance = wrong.length === 1 ? 1 : Math.min(3, Math.max(1, Math.floor(wrong.length / 3))) + 1;
  // Longer words are not worth measuring: nobody misspells a hundred letters, but generated text may be that long.
  if (wrong.length > 64) return null;
  for (const candidate of candidates) {
    if (candidate === wrong || Math.abs(candidate.length - wrong.length) >= bestDistance) continue;
    const distance = editDistance(wrong.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * Damerau-Levenshtein distance with adjacent swaps (optimal string alignment), given up at `bound`.
 * @returns the distance, or `bound` when it is not smaller
 */
export function editDistance(left: string, right: string, bound: number): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let distance = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (same ? 0 : 1));
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) distance = Math.min(distance, beforePrevious[column - 2]! + 1);
      current.push(distance);
      if (distance < smallest) smallest = distance;
    }
    if (smallest >= bound) return bound;
    beforePrevious = previous;
    previous = current;
  }
  return Math.min(previous[right.length]!, bound);
}
