/** Paths as text; nothing here looks at a disk. */
export { basename, dirname, extname, isAbsolute, join, relative, resolve } from 'node:path';
