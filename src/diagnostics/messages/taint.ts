/** What is said about tainted values. Slug and title; each has a page under docs/errors. */
export const taintMessages = {
  'taint/unsanitized-sink': 'A tainted value is shown or handed out',
} as const;
