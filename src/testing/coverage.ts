/** What of the sources the tests reached: lines with statements, and both ways out of each `if`. */
import type { SourceFile } from '#language/source';
import { showPath } from '#project/workspace';

interface CountedPlace {
  readonly start: number;
  readonly end: number;
  readonly way: boolean | null;
}

interface CountedModule {
  readonly source: SourceFile;
  readonly places: readonly CountedPlace[];
  readonly counts: number[];
}

/** What was reached of one file. */
export interface FileCoverage {
  readonly file: string;
  readonly lines: number;
  readonly coveredLines: number;
  readonly branches: number;
  readonly coveredBranches: number;
  /** Numbers of lines with a statement that was never reached. */
  readonly missedLines: readonly number[];
  /** Conditions that always went one way: line, and the way that was never taken. */
  readonly missedWays: readonly { readonly line: number; readonly way: boolean }[];
}

/** Adds up the counts of all test files, by the path of the counted module. */
export class Coverage {
  private readonly modules = new Map<string, CountedModule>();

  /** Makes the counted places of compiled modules known; those of the library are not counted. */
  addModules(
    modules: readonly { readonly path: string; readonly coverage: readonly CountedPlace[] | null }[],
    sources: ReadonlyMap<string, SourceFile>,
  ): void {
    for (const { path, coverage } of modules) {
      const source = sources.get(path);
      if (coverage === null || source === undefined || this.modules.has(path)) continue;
      this.modules.set(path, { source, places: coverage, counts: coverage.map(() => 0) });
    }
  }

  addCounts(counts: { readonly [path: string]: readonly number[] }): void {
    for (const [path, added] of Object.entries(counts)) {
      const module = this.modules.get(path);
      if (module === undefined || module.counts.length !== added.length) continue;
      for (const [index, count] of added.entries()) module.counts[index]! += count;
    }
  }

  /** Whether this file's places are known already. */
  knows(file: string): boolean {
    return this.modules.has(showPath(file));
  }

  /** @param isShown leaves out what nobody wants to know, such as the tests themselves */
  files(isShown: (file: string) => boolean): FileCoverage[] {
    return [...this.modules]
      .filter(([path]) => isShown(path))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, module]) => fileCoverage(path, module));
  }
}

function fileCoverage(file: string, { source, places, counts }: CountedModule): FileCoverage {
  const missed = new Set<number>();
  const lines = new Set<number>();
  const missedWays: { line: number; way: boolean }[] = [];
  let branches = 0;
  for (const [index, { start, way }] of places.entries()) {
    const line = source.lineAt(start);
    const isMissed = counts[index] === 0;
    if (way === null) {
      lines.add(line);
      if (isMissed) missed.add(line);
    } else {
      branches++;
      if (isMissed) missedWays.push({ line, way });
    }
  }
  return {
    file,
    lines: lines.size,
    coveredLines: lines.size - missed.size,
    branches,
    coveredBranches: branches - missedWays.length,
    missedLines: [...missed].sort((a, b) => a - b),
    missedWays,
  };
}

/** `3, 7-9, 12`. */
export function lineRanges(lines: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last !== undefined && line === last[1] + 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
