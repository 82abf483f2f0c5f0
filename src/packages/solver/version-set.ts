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
    if (this.counted === null) {
      this.counted = 0;
      for (let at = 0; at < this.words.length; at++) this.counted += bitsOf(this.words[at]!);
    }
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

  /** The newest version in it; -1 when it is empty. */
  get last(): number {
    for (let at = this.words.length - 1; at >= 0; at--) {
      const word = this.words[at]!;
      if (word !== 0) return at * 32 + 31 - Math.clz32(word);
    }
    return -1;
  }

  /** Oldest first. */
  indexes(): number[] {
    const found: number[] = [];
    for (let index = 0; index < this.words.length * 32; index++) if (this.has(index)) found.push(index);
    return found;
  }
}

/** How many bits of a word are set: counted in pairs, then in fours, then in bytes. */
function bitsOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
