/** What is said about tainted values. Slug and title; each has a page under docs/errors. */
export const taintMessages = {
  'taint/unsanitized-sink': 'A tainted value is shown or handed out',
  'taint/secret-shown': 'A secret is shown or handed out',
  'taint/context-mismatch': 'A value sanitised for one place is used in another',
  'taint/implicit-flow': 'What is shown depends on a labelled value',
  'taint/unsanitized-return': 'A function gives a labelled parameter back without saying so',
} as const;
