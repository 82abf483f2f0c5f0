/** Every diagnostic code that the sources use has a manual page, and a case that shows it. */
import { describe, expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, repository } from '../support/files.ts';
import { readMarks } from '../support/marks.ts';

const codes = [
  ...new Set(
    [...filesUnder('src/compiler', '.ts'), ...filesUnder('src/project', '.ts')].flatMap((file) =>
      [
        ...readFileSync(file, 'utf8').matchAll(
          /'((?:syntax|names|type|code|taint|capability|contract|construct|module|unsupported)\/[a-z-]+)'/g,
        ),
      ].map((match) => match[1]!),
    ),
  ),
].sort();

describe('diagnostics', () => {
  test('each code has a page in docs/errors', () => {
    expect(codes.filter((code) => !existsSync(join(repository, 'docs/errors', `${code}.md`)))).toEqual([]);
  });

  test('each page is about a code in use', () => {
    const root = join(repository, 'docs/errors/');
    const pages = filesUnder('docs/errors', '.md').map((file) => file.slice(root.length, -'.md'.length));
    expect(pages.filter((page) => page.includes('/') && isCompilerArea(page) && !codes.includes(page))).toEqual([]);
  });

  test('each code has a case in tests/language/errors', () => {
    const shown = new Set(
      filesUnder('tests/language/errors', '.aegis').flatMap((file) =>
        readMarks(readFileSync(file, 'utf8')).map((mark) => mark.code),
      ),
    );
    expect(codes.filter((code) => !shown.has(code))).toEqual([]);
  });
});

function isCompilerArea(page: string): boolean {
  return codes.some((code) => code.split('/')[0] === page.split('/')[0]);
}
