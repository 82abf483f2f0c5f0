/** What generated trees found: commas and `in` that look like those of a statement, and are an expression's own. */
import { expect, test } from 'bun:test';
import { format } from '#compiler/format/format';
import { Diagnostics } from '#diagnostics/diagnostic';
import { SourceFile } from '#language/source';

function formatted(text: string, lineLength: number): string | null {
  const source = new SourceFile('case.aegis', text);
  return format(source, { lineLength }, new Diagnostics(source));
}

test('the parameters of an asserted lambda stay with it', () => {
  const text = 'assert lambda *, first: first\n';
  expect(formatted(text, 12)).toBe(text);
});

test('parentheses in the type of an async function stay', () => {
  const text = 'async func check() -> a in (a and b):\n    pass\n';
  expect(formatted(text, 120)).toBe(text);
});
