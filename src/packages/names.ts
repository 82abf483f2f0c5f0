/**
 * What a package may be called and how its versions are written. The grammar is narrow on purpose: a name is a folder, a
 * file of the index, a word on a command line and, with `_` for `-`, an import, and must be one thing in all of them.
 */
import { parse as parseSemver, validRange } from 'semver';
import { hardKeywords } from '#language/keywords';
import { blockedModules, standardModuleNames } from '#language/standard-library';
import { importNameOf } from './import-name.ts';

const longestName = 64;

/** @returns what is wrong with a package name, to be read after it; null when it may be one */
export function problemOfName(name: string): string | null {
  if (name === '') return 'is empty';
  if (name.length > longestName) return `is longer than ${longestName} letters`;
  if (/[A-Z]/.test(name)) return 'has capital letters; names are written small';
  if (/[^\x20-\x7e]/.test(name)) return 'has a letter other than a to z, which may look like one of them';
  if (!/^[a-z]/.test(name)) return 'does not begin with a letter';
  if (!/^[a-z0-9-]+$/.test(name)) return 'has a character other than a to z, 0 to 9 and -';
  if (name.endsWith('-') || name.includes('--')) return "has a '-' that joins nothing";
  if (/^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(name)) return 'is the name of a device on Windows';
  const importName = importNameOf(name);
  if (standardModuleNames.has(importName)) return 'is the name of a standard module';
  if (Object.hasOwn(blockedModules, importName)) return 'is the name of a module of Python';
  if ((hardKeywords as readonly string[]).includes(name)) return 'is a word of the language';
  return null;
}

/** @returns what is wrong with a version, to be read after it; null when it is one, written as it should be */
export function problemOfVersion(version: string): string | null {
  if (version.length > 100) return 'is too long for a version';
  if (version.includes('+')) return 'has build metadata, by which no version can be told from another';
  const parsed = parseSemver(version);
  return parsed === null || parsed.version !== version ? 'is not a version like 1.2.3 or 1.2.3-beta.1' : null;
}

/** @returns what is wrong with a range of versions, to be read after it; null when it is one */
export function problemOfRange(range: string): string | null {
  if (range.length > 100) return 'is too long for a range of versions';
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(range) && validRange(range) !== null
    ? null
    : 'is not a range of versions like ^1.2.0';
}
