/**
 * A set of versions of one package: bit N stands for its Nth version, in words of 32 bits. Most of the solver's time goes
 * into comparing these sets; on big integers it takes ten times as long.
 */
export class VersionSet {
  private counted: number | null = null;

  private constructor(private readonly words: readonly number[]) {}

  /** The versions at these places, of `count` in all. */
  static of(indexes: readonly number[], count: number): VersionSet {
    const words = new Array<number>(Math.ceil(count / 32)).fill(0);
    for (const index of indexes) words[index >>> 5]! |= 1 << (index & 31);
    return new VersionSet(words);
  }

  get isEmpty(): boolean {
    return this.words.every((word) => word === 0);
  }

  /** How many versions it has. */
  get size(): number {
    this.counted ??= this.indexes().length;
    return this.counted;
  }

  /** The same for sets of the same versions of one package. */
  get key(): string {
    return this.words.join(' ');
  }

  has(index: number): boolean {
    return (this.words[index >>> 5]! & (1 << (index & 31))) !== 0;
  }

  intersect(other: VersionSet): VersionSet {
    return new VersionSet(this.words.map((word, at) => word & other.words[at]!));
  }

  union(other: VersionSet): VersionSet {
    return new VersionSet(this.words.map((word, at) => word | other.words[at]!));
  }

  without(other: VersionSet): VersionSet {
    return new VersionSet(this.words.map((word, at) => word & ~other.words[at]!));
  }

  isSubsetOf(other: VersionSet): boolean {
    for (let at = 0; at < this.words.length; at++) if ((this.words[at]! & ~other.words[at]!) !== 0) return false;
    return true;
  }

  isDisjointFrom(other: VersionSet): boolean {
    for (let at = 0; at < this.words.length; at++) if ((this.words[at]! & other.words[at]!) !== 0) return false;
    return true;
  }

  /** Oldest first. */
  indexes(): number[] {
    const found: number[] = [];
    for (let index = 0; index < this.words.length * 32; index++) if (this.has(index)) found.push(index);
    return found;
  }
}
