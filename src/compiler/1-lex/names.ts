/**
 * Identifiers. Each distinct name gets a number, found with a hash computed while scanning, so that a name that occurs a
 * thousand times is one string, and keywords are told from names by number. Names outside ASCII are NFKC-normalised
 * before they are looked up: two spellings that look alike to Python are one name.
 */
import { knownWords } from './tokens.ts';

const identifierStart = /^[\p{XID_Start}_]/u;
const identifierContinue = /^\p{XID_Continue}/u;

/** 1: may start an identifier; 2: may continue one (ASCII only). */
const asciiClass = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const letter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
  asciiClass[code] = letter ? 3 : code >= 48 && code <= 57 ? 2 : 0;
}

export function startsIdentifier(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < 128) return (asciiClass[code]! & 1) !== 0;
  return code >= 128 && identifierStart.test(characterAt(text, index));
}

export function continuesIdentifier(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < 128) return asciiClass[code] !== 0;
  return code >= 128 && identifierContinue.test(characterAt(text, index));
}

/** The code point at an index as a string; empty at the end. */
export function characterAt(text: string, index: number): string {
  const point = text.codePointAt(index);
  return point === undefined ? '' : String.fromCodePoint(point);
}

export class NameTable {
  readonly names: string[] = [];
  private slots = new Int32Array(4096).fill(-1);
  private hashes: number[] = [];

  constructor() {
    for (const known of knownWords) this.intern(known, 0, known.length);
  }

  /** Where the identifier that starts at `start` ends; `start` must start one. */
  end(text: string, start: number): number {
    let index = start;
    for (;;) {
      const code = text.charCodeAt(index);
      if (code < 128) {
        if (asciiClass[code] === 0) return index;
        index++;
      } else if (code >= 128 && (index === start || identifierContinue.test(characterAt(text, index)))) {
        index += characterAt(text, index).length;
      } else return index;
    }
  }

  /** The number of the identifier text[start, end). */
  intern(text: string, start: number, end: number): number {
    let hash = 0;
    for (let index = start; index < end; index++) {
      const code = text.charCodeAt(index);
      if (code >= 128) {
        const normalised = text.slice(start, end).normalize('NFKC');
        if (normalised !== text.slice(start, end)) return this.intern(normalised, 0, normalised.length);
      }
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    const mask = this.slots.length - 1;
    const length = end - start;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const number = this.slots[slot]!;
      if (number < 0) break;
      if (this.hashes[number] === hash) {
        const name = this.names[number]!;
        if (name.length === length && text.startsWith(name, start)) return number;
      }
      slot = (slot + 1) & mask;
    }
    const number = this.names.length;
    this.names.push(text.slice(start, end));
    this.hashes.push(hash);
    this.slots[slot] = number;
    if (this.names.length * 2 > this.slots.length) this.grow();
    return number;
  }

  private grow(): void {
    const slots = new Int32Array(this.slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (let number = 0; number < this.hashes.length; number++) {
      const hash = this.hashes[number]!;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = number;
    }
    this.slots = slots;
  }
}
