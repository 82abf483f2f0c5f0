/** What is said about imports. Slug and title; each has a page under docs/errors. */
export const importsMessages = {
  'imports/beyond-root': 'A relative import leads above the project',
  'imports/blocked': 'A module of Python that would give ambient power',
  'imports/cycle': 'Modules import each other in a circle',
  'imports/shadows-standard': 'A local file bears the name of a standard module',
  'imports/unknown-module': 'There is no such module',
} as const;
