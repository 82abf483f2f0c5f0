/**
 * Taint contexts: the places that text from outside can be made fit for. The runtime has a sanitizer for each, the
 * checker compares the context a value was sanitised for with the place it is used in.
 */
export const taintContexts = [
  'sql',
  'html',
  'shell',
  'url',
  'log',
  'prompt',
  'regex',
  'json',
  'path',
  'number',
  'identifier',
] as const;

export type TaintContext = (typeof taintContexts)[number];

export function isTaintContext(name: string): name is TaintContext {
  return (taintContexts as readonly string[]).includes(name);
}
