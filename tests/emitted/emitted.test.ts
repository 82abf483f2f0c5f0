/** The shape of what the compiler writes, for few programs: `.aegis` beside the `.js` it becomes. `UPDATE=1` rewrites. */
import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compile } from '#compiler/compile';
import { SourceFile } from '#language/source';
import { beside, filesUnder, readIfThere, shortName, updating, write } from '../support/files.ts';

describe('emitted', () => {
  for (const file of filesUnder('tests/emitted', '.aegis')) {
    test(shortName(file), () => {
      const { emitted, diagnostics } = compile(new SourceFile(basename(file), readFileSync(file, 'utf8')), {
        name: '__main__',
        package: null,
        importName: (written) => written,
        isGranted: null,
      });
      expect(diagnostics.map(({ code }) => code)).toEqual([]);
      const snapshot = beside(file, '.js');
      if (updating) write(snapshot, `${emitted?.js}\n`);
      expect(`${emitted?.js}\n`).toBe(readIfThere(snapshot) ?? '');
    });
  }
});
