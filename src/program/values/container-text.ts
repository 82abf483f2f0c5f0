/**
 * `repr` of containers: the items' own representations between brackets, with a mark where a container holds itself.
 */

import { repr, withRepresentation } from './representation.ts';
import type { TableWalk } from './table-walk.ts';
import { type Str, textFromString } from './text.ts';
import type { Value } from './value.ts';

/**
 * `[1, 'a']`: items separated by commas between `open` and `close`.
 *
 * @param mark what stands for the container inside itself
 * @throws what an item's `__repr__` throws
 */
export function representItems(
  container: object,
  items: readonly Value[],
  open: string,
  close: string,
  mark = `${open}...${close}`,
): Str {
  if (items.length === 0) return open + close;
  return withRepresentation(container, mark, () => {
    let text = open;
    // The length counts at each step: an item's own `__repr__` may change the list.
    for (let index = 0; index < items.length; index++) {
      if (index > 0) text += ', ';
      text += String(repr(items[index]!));
    }
    return textFromString(text + close);
  });
}

/** `{'a': 1}`. */
export function representEntries(container: object, walk: TableWalk): Str {
  return withRepresentation(container, '{...}', () => {
    let text = '{';
    while (walk.advance()) {
      if (text.length > 1) text += ', ';
      text += `${repr(walk.key!)}: ${repr(walk.value!)}`;
    }
    return textFromString(text + '}');
  });
}
