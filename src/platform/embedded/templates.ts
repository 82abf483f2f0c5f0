/** What `aegis init` can write: `<template>/<file>` to text. */
import { readTree } from './read-tree.ts' with { type: 'macro' };

export const templateFiles: Readonly<Record<string, string>> = readTree('templates', [
  '.aegis',
  '.toml',
  '.md',
  '.txt',
  '.csv',
  '.gitignore',
]);
