/** What is said about capabilities. Slug and title; each has a page under docs/errors. */
export const capabilityMessages = {
  'capability/never-granted': 'A call would always be denied',
} as const;
