/** What is said about capabilities. Slug and title; each has a page under docs/errors. */
export const capabilityMessages = {
  'capability/never-granted': 'A call would always be denied',
  'capability/undeclared': 'A function uses what its declaration refuses',
  'capability/unused-declaration': 'A capability is declared and never used',
} as const;
