/** How often the counted places of each module were reached, for `aegis test --coverage`. */

const counters = new Map<string, Uint32Array>();

/**
 * The counters of a module, all zero: what code that is compiled for coverage counts in. It can be indexed and nothing else.
 *
 * @param path of the module's source
 * @param count how many places are counted
 */
export function coverageCounters(path: string, count: number): Uint32Array {
  const made = new Uint32Array(count);
  counters.set(path, made);
  return Object.setPrototypeOf(made, null) as Uint32Array;
}

/** What was counted since the last call, by path. */
export function takeCoverage(): { readonly [path: string]: readonly number[] } {
  const taken: [string, number[]][] = [];
  for (const [path, counts] of counters)
    taken.push([path, Array.from(Object.setPrototypeOf(counts, Uint32Array.prototype) as Uint32Array)]);
  counters.clear();
  return Object.fromEntries(taken);
}
