/** What is said about contracts that cannot be relied on. Slug and title; each has a page under docs/errors. */
export const contractMessages = {
  'contract/impure': 'A contract changes something or touches the world',
  'contract/violated': 'A call surely breaks a contract',
} as const;
