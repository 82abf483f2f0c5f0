/** Types that are found out when somebody first asks, and then known. */
import { any, type Type } from './type.ts';

/** While a type is being found out it is `Any` to itself: a function that calls itself tells nothing about its result. */
export function once(find: () => Type): () => Type {
  let known: Type | null = null;
  let isOpen = false;
  return () => {
    if (known !== null) return known;
    if (isOpen) return any;
    isOpen = true;
    known = find();
    isOpen = false;
    return known;
  };
}
