/** What is said about the comments that steer the checker. Slug and title; each has a page under docs/errors. */
export const checkMessages = {
  'check/unused-expect': 'An expectation meets nothing',
} as const;
