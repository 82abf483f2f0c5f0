/** A construct is complete when its card exists, the tables know it, and its example compiles. */
import { describe, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '#compiler/2-parse/parse';
import { Diagnostics } from '#diagnostics/diagnostic';
import { constructNames } from '#language/constructs';
import { constructCards } from '#language/constructs/cards';
import { SourceFile } from '#language/source';
import { repository } from '../support/files.ts';

describe('constructs', () => {
  for (const name of constructNames) {
    test(`${name} has a card and a file of its own`, () => {
      expect(constructCards[name].name).toBe(name);
      expect(existsSync(join(repository, 'src/language/constructs', `${name}.ts`))).toBe(true);
    });

    test(`the example of ${name} parses`, () => {
      const source = new SourceFile(`${name}.aegis`, constructCards[name].example);
      const diagnostics = new Diagnostics(source);
      parse(source, diagnostics);
      expect(diagnostics.list.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    });
  }
});
