/** What is said about imports. Slug and title; each has a page under docs/errors. */
export const importsMessages = {
  'imports/beyond-root': 'A relative import leads above the project',
  'imports/blocked': 'A module of Python that would give ambient power',
  'imports/cycle': 'Modules import each other in a circle',
  'imports/not-installed': 'A package is locked but not on this machine',
  'imports/private-module': "A package's own module is imported from outside",
  'imports/shadows-package': 'A local file bears the name of an installed package',
  'imports/shadows-standard': 'A local file bears the name of a standard module',
  'imports/undeclared-package': 'A package is imported that only other packages depend on',
  'imports/unknown-module': 'There is no such module',
} as const;
