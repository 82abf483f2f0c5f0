/** Random choices that a seed repeats. */

export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (seed * 0x9e3779b1) | 0;
  }

  /** A fraction from 0 up to, but without, 1. */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  }

  /** An int from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  /** True once in `many` times. */
  once(many: number): boolean {
    return this.fraction() * many < 1;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.fraction() * items.length)]!;
  }

  /** So many picks, the same one possibly again. */
  some<T>(items: readonly T[], low: number, high: number): T[] {
    return Array.from({ length: this.integer(low, high) }, () => this.pick(items));
  }
}
