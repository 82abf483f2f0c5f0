/** What is said about types. Slug and title; each has a page under docs/errors. */
export const typeMessages = {
  'type/mismatch': 'A value has another type than the place it goes to',
  'type/argument': 'An argument has another type than its parameter',
  'type/return': 'A function gives back another type than it says',
  'type/missing-argument': 'A call leaves out an argument',
  'type/too-many-arguments': 'A call passes more arguments than are taken',
  'type/unknown-keyword': 'A call names a parameter that does not exist',
  'type/repeated-argument': 'A call passes one argument twice',
  'type/unknown-attribute': 'A value has no such attribute',
  'type/operator': 'An operator does not take these values',
  'type/not-callable': 'Something is called that is no function',
  'type/not-iterable': 'Something is walked over that has no items',
  'type/not-subscriptable': 'Something is indexed that has no items',
  'type/index': 'An index has the wrong type, or lies outside',
  'type/unpack': 'A value has another number of items than are unpacked',
  'type/not-awaitable': 'Something is awaited that cannot be',
  'type/not-raisable': 'Something is raised that is no exception',
  'type/missing-await': 'An async function is called and never awaited',
  'type/missing-case': 'A match leaves out a case',
} as const;

/** What is said about code that does nothing, or may fail. */
export const codeMessages = {
  'code/unreachable': 'Code can never run',
  'code/unused': 'A name is never used',
  'code/possibly-unbound': 'A name may have no value yet',
} as const;

export type TypesCode = keyof typeof typeMessages | keyof typeof codeMessages;
