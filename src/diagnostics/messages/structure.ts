/** What is said about statements that stand where they may not. Slug and title; each has a page under docs/errors. */
export const structureMessages = {
  'syntax/await-outside-async': 'await stands outside an async func',
  'syntax/conclude-outside-reason': 'conclude stands outside a reason block',
  'syntax/duplicate-parameter': 'Two parameters have the same name',
  'syntax/jump-in-except-star': 'A jump leaves an except* block',
  'syntax/not-assignable': 'This cannot be assigned to',
  'syntax/outside-function': 'return or yield stands outside a function',
  'syntax/outside-loop': 'break or continue stands outside a loop',
  'syntax/return-in-async-generator': 'An async generator returns a value',
  'syntax/return-in-reason': 'return stands inside a reason block',
  'syntax/star-import': 'import * stands inside a function',
  'syntax/two-stars': 'A target has two starred names',
  'syntax/unreachable-case': 'A pattern before this one matches everything',
  'syntax/walrus-rebinds': 'A comprehension assigns its own variable',
  'syntax/yield-from-in-async': 'yield from stands in an async func',
  'syntax/yield-in-comprehension': 'yield stands inside a comprehension',
} as const;
