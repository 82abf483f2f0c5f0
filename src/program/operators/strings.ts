/** F-strings: what joins their pieces. */
import { pointsOf, type Str, textFromPoints } from '../values/text.ts';

/** Joins pieces of an f-string. */
export function concatenate(...pieces: Str[]): Str {
  let joined = '';
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index]!;
    if (typeof piece !== 'string') return textFromPoints(pieces.flatMap((each) => [...pointsOf(each)]));
    joined += piece;
  }
  return joined;
}
