/**
 * A new name must not be mistaken for an existing one: not written alike (`web-tools`, `webtools`), not drawn alike
 * (`rn` and `m`, `1` and `l`), not one slip of the finger away. Names that existed before are not asked again.
 */
import { type PublishCheck, refusal } from './check.ts';

/** Short names are all near each other; for them only looks count. */
const shortest = 5;

export const nameIsDistinct: PublishCheck = {
  title: 'the name is not mistaken for another',
  run({ manifest, history, otherNames }) {
    const { name } = manifest.package;
    if (history.entries.length > 0) return [];
    const near = otherNames.find((other) => other !== name && isMistakenFor(name, other));
    if (near === undefined) return [];
    return [refusal(`the name '${name}' is too easily mistaken for '${near}'`, 'choose a name that nobody mistypes')];
  },
};

function isMistakenFor(name: string, other: string): boolean {
  return looks(name) === looks(other) || (Math.min(name.length, other.length) >= shortest && isOneSlip(name, other));
}

/** One text for all names that look the same at a glance. */
function looks(name: string): string {
  return name
    .replaceAll('-', '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('cl', 'd')
    .replace(/[1il]/g, 'l')
    .replaceAll('0', 'o')
    .replaceAll('5', 's');
}

/** Whether one letter more, less or other, or two letters the other way round, make one name of the other. */
function isOneSlip(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  const [one, two] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  // `tool-1` and `tool-2` are a series, not a slip.
  if (/^\d*$/.test(one) && /^\d*$/.test(two)) return false;
  return Math.max(one.length, two.length) <= 1 || (one.length === 2 && two === one[1]! + one[0]!);
}
