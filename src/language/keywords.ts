/** The words of the language. The editor grammar and the manual's word list are generated from here. */

/** Always keywords: Python 3.11's, without `def`, plus `func`, `let` and `const`. */
export const hardKeywords = [
  'False',
  'None',
  'True',
  'and',
  'as',
  'assert',
  'async',
  'await',
  'break',
  'class',
  'const',
  'continue',
  'del',
  'elif',
  'else',
  'except',
  'finally',
  'for',
  'from',
  'func',
  'global',
  'if',
  'import',
  'in',
  'is',
  'lambda',
  'let',
  'nonlocal',
  'not',
  'or',
  'pass',
  'raise',
  'return',
  'try',
  'while',
  'with',
  'yield',
] as const;

/** Keywords that are names in Python. */
export const pythonNames = ['const', 'func', 'let'] as const satisfies readonly (typeof hardKeywords)[number][];

/** Keywords only where the grammar expects them; names everywhere else. */
export const softKeywords = [
  'module',
  'type',
  'match',
  'case',
  'tool_call',
  'human_input',
  'memory_access',
  'delegate',
  'plan',
  'step',
  'rollback',
  'reason',
  'conclude',
  'reflect',
  'budget',
  'verify',
  'requires',
] as const;

/** Built-in names of Python that do not exist in Aegis; the diagnostic says why and what to use instead. */
export const bannedNames = [
  'eval',
  'exec',
  'compile',
  'globals',
  'locals',
  'vars',
  '__import__',
  'breakpoint',
  'exit',
  'quit',
] as const;

export type HardKeyword = (typeof hardKeywords)[number];
export type SoftKeyword = (typeof softKeywords)[number];
