/**
 * Interfaces of the standard library, by dotted name: the functions and classes that programs use most. A module or
 * member that is not here is not checked; what is here is declared as `builtins.ts` says.
 */
export const moduleInterfaces: Readonly<Record<string, string>> = {};
