/**
 * Programs that are right must stay unsuspected: whatever runs as it should among the cases gets no finding
 * of types. Cases that provoke such errors on purpose show them in their output and are left out.
 */
import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { compile } from '#compiler/compile';
import { SourceFile } from '#language/source';
import { beside, filesUnder, readIfThere, shortName } from '../support/files.ts';

/** What a program prints that runs into what the checker warns of. */
const provoked = /\b(?:Type|Attribute|Index|Key|Value)Error\b|has no attribute|not supported|unsupported operand/;

const programs = filesUnder('tests/language', '.aegis').filter(
  (file) => !file.includes('/errors/') && !provoked.test(readIfThere(beside(file, '.out')) ?? ''),
);

describe('silence', () => {
  for (const file of programs) test(shortName(file), () => expect(findings(file)).toEqual([]));
});

function findings(file: string): string[] {
  const source = new SourceFile(shortName(file), readFileSync(file, 'utf8'));
  const options = { name: '__main__', package: null, importName: (written: string) => written, isGranted: null };
  return compile(source, options)
    .diagnostics.filter(({ code, severity }) => code.startsWith('type/') && severity === 'error')
    .map(({ code, span, message }) => `line ${source.lineAt(span.start)}: ${code}: ${message}`);
}
