/** Counting of statements and branches, for `aegis test --coverage`: each place adds one to a counter of the module. */
import type { Span } from '#language/source';
import type { CoveragePoint } from '#protocol/emitted-module';

export class CoverageCounters {
  readonly points: CoveragePoint[] = [];

  /** The line of JavaScript that counts a statement. */
  statement({ start, end }: Span): string {
    return this.count({ start, end, way: null });
  }

  /** The line that counts one way out of an `if`. */
  way({ start, end }: Span, way: boolean): string {
    return this.count({ start, end, way });
  }

  /** What makes the counters, for the head of the module. */
  declaration(helper: string, path: string): string {
    return `const c$=${helper}(${path},${this.points.length});`;
  }

  private count(point: CoveragePoint): string {
    return `c$[${this.points.push(point) - 1}]++;`;
  }
}
