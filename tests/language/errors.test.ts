/**
 * What the compiler complains about: every `.aegis` file under `errors/<area>/` is compiled, and the lines and codes of
 * its diagnostics must be exactly the `#! code` marks that stand on its lines. `UPDATE=1` rewrites the marks.
 */
import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compile } from '#compiler/compile';
import { defaultGrants } from '#language/capabilities';
import { SourceFile } from '#language/source';
import { filesUnder, shortName, updating, write } from '../support/files.ts';
import { listMarks, type Mark, readMarks, withMarks } from '../support/marks.ts';

describe('errors', () => {
  for (const file of filesUnder('tests/language/errors', '.aegis')) {
    test(shortName(file), () => {
      const text = readFileSync(file, 'utf8');
      const found = complaints(shortName(file), text);
      if (updating) write(file, withMarks(text, found));
      expect(listMarks(found)).toEqual(listMarks(readMarks(readFileSync(file, 'utf8'))));
      // The file is named after what it shows.
      expect(found.map(({ code }) => code.split('/')[1])).toContain(basename(file, '.aegis'));
    });
  }
});

function complaints(path: string, text: string): Mark[] {
  const source = new SourceFile(path, withMarks(text, []));
  const { diagnostics } = compile(source, {
    name: '__main__',
    package: null,
    importName: (written) => written,
    isStrict: text.includes('# checked with --strict'),
    isGranted: path.includes('/capability/') ? (name: string) => defaultGrants.includes(name) : null,
  });
  return diagnostics.map(({ code, span }) => ({ line: source.lineAt(span.start), code }));
}
