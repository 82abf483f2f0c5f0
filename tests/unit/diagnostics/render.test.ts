/** Diagnostics for people: the caret stands under the exact place, whatever the line holds. */
import { describe, expect, test } from 'bun:test';
import { Diagnostics } from '#diagnostics/diagnostic';
import { renderDiagnostic } from '#diagnostics/render';
import { visibleText } from '#diagnostics/visible-text';
import { SourceFile } from '#language/source';

function frameOf(text: string, marked: string): string[] {
  const diagnostics = new Diagnostics(new SourceFile('a.aegis', text));
  const start = text.indexOf(marked);
  diagnostics.report('syntax/unexpected', { start, end: start + marked.length }, 'here');
  return renderDiagnostic(diagnostics.list[0]!).trimEnd().split('\n').slice(2);
}

describe('a frame', () => {
  test('shows one line before and after', () => {
    expect(frameOf('a\nb\nlet c\nd\ne\n', 'c')).toEqual(['  2 | b', '> 3 | let c', '    |     ^', '  4 | d']);
  });
  test('widens tabs', () => {
    expect(frameOf('\tif x\n', 'x')).toEqual(['> 1 |     if x', '    |        ^']);
  });
  test('knows wide and combining characters', () => {
    expect(frameOf('漢字 x', 'x')).toEqual(['> 1 | 漢字 x', '    |      ^']);
    expect(frameOf('e\u0301e x', 'x')).toEqual(['> 1 | e\u0301e x', '    |    ^']);
    expect(frameOf('😀 x', 'x')).toEqual(['> 1 | 😀 x', '    |    ^']);
  });
  test('writes out what could act on a terminal', () => {
    expect(frameOf('\u001b[31m x', 'x')).toEqual(['> 1 | \\x1b[31m x', '    |          ^']);
    expect(visibleText('a\u202eb\u0007')).toBe('a\\u202eb\\x07');
  });
  test('cuts a very long line around the place', () => {
    const lines = frameOf(`${'a'.repeat(500_000)}!${'b'.repeat(500_000)}`, '!');
    expect(lines.every((line) => line.length < 140)).toBe(true);
    expect(lines[0]![lines[1]!.indexOf('^')]).toBe('!');
  });
  test('marks a span of several lines to the end of its first', () => {
    expect(frameOf('f(a,\n  b)\n', '(a,\n  b)')).toEqual(['> 1 | f(a,', '    |  ^^^', '  2 |   b)']);
  });
  test('shows the end of the file', () => {
    expect(frameOf('x = (', '')).toEqual(['> 1 | x = (', '    | ^']);
  });
});
