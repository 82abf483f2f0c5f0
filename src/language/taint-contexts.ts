/** The built-in contexts of `sanitize`: bare words that name the place a value goes to. */
export const taintContextNames = [
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

export type TaintContext = (typeof taintContextNames)[number];

export const taintContexts: ReadonlySet<string> = new Set(taintContextNames);
