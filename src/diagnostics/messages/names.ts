/** What is said about names. Slug and title; each has a page under docs/errors. */
export const namesMessages = {
  'names/banned': 'A built-in of Python that Aegis does not have',
  'names/body-variable': 'A contract speaks of a variable of the body',
  'names/const-reassigned': 'A const is bound a second time',
  'names/global-after-use': 'global or nonlocal comes after the name was bound',
  'names/nonlocal': 'No enclosing function has this variable',
  'names/other-spelling': 'A name is bound again in another spelling',
  'names/undeclared': 'A name is assigned but was never declared',
  'names/unknown': 'A name is not defined',
} as const;
