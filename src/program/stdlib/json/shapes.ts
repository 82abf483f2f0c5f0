/**
 * What the objects of a document have in common: most have the same keys in the same order as the one before. A reader that
 * guesses the next key compares instead of cutting out a new string, and records of one shape share the array of their keys.
 */

/** Keys of an object in order: distinct, and written in JSON as they are. */
export type Shape = string[];

const mostShapes = 100;
/** A key with one of these was written with an escape, or never can stand in a document. */
const needsEscape = /["\\\u0000-\u001f]/;

export class Shapes {
  private readonly byFirstKey = new Map<string, Shape>();
  private noted = 0;

  /** The shape of the object seen last that began with this key. */
  guess(firstKey: string): Shape | undefined {
    return this.byFirstKey.get(firstKey);
  }

  /** Notes the keys of an object. @returns them as the array that all its likes may share */
  note(keys: string[]): Shape {
    // A document of ever new shapes gains nothing from more guesses.
    if (this.noted === mostShapes) return keys;
    this.noted++;
    const shape = keys.map(atom);
    if (!shape.some((key) => needsEscape.test(key))) this.byFirstKey.set(shape[0]!, shape);
    return shape;
  }
}

/** The engine's own copy of a name: it compares with names in programs by address. */
function atom(name: string): string {
  return Object.keys({ [name]: 0 })[0]!;
}
