/** Every file of the package compiles without an error, not only those that its entry reaches. */

import { type PublishCheck, refusal } from './check.ts';
import { showPlace } from './show-place.ts';

const mostShown = 10;

export const codeCompiles: PublishCheck = {
  title: 'the code compiles',
  run({ code }) {
    const shown = code.errors.slice(0, mostShown).map((each) => refusal(`${showPlace(each)}: ${each.message}`));
    const more = code.errors.length - shown.length;
    return more > 0 ? [...shown, refusal(`and ${more} errors more`, "'aegis check' shows them all")] : shown;
  },
};
