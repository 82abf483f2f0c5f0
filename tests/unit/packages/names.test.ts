/** What packages and versions may be called; everything that could be taken for something else is refused. */
import { describe, expect, test } from 'bun:test';
import { problemOfName, problemOfVersion } from '#packages/names';

describe('a package name', () => {
  test('is small letters, digits and single hyphens', () => {
    for (const name of ['a', 'aegis-web-tools', 'x2', 'a-1-b']) expect(problemOfName(name)).toBe(null);
  });

  for (const name of [
    '',
    '..',
    '../x',
    'a/b',
    'a\\b',
    'a\0',
    'Aegis',
    'аegis',
    '-x',
    'x-',
    'a--b',
    'a_b',
    '1a',
    'con',
    'json',
    'os',
    'if',
    'a'.repeat(65),
    ' a',
    'a\n',
  ]) {
    test(`is not ${JSON.stringify(name)}`, () => expect(problemOfName(name)).not.toBe(null));
  }
});

describe('a version', () => {
  test('is written as semver writes it', () => {
    for (const version of ['0.0.1', '1.2.3', '1.0.0-beta.1']) expect(problemOfVersion(version)).toBe(null);
  });

  for (const version of [
    '1.0',
    'v1.0.0',
    '01.0.0',
    '1.0.0+meta',
    '99999999999999999999.0.0',
    '=1.0.0',
    ' 1.0.0',
    '1.0.0 ',
    '',
  ]) {
    test(`is not ${JSON.stringify(version)}`, () => expect(problemOfVersion(version)).not.toBe(null));
  }
});
