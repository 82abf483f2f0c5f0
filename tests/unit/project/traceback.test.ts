/** What people see of an uncaught exception. */
import { describe, expect, test } from 'bun:test';
import { plain } from '#diagnostics/paint';
import { SourceFile } from '#language/source';
import { renderTraceback } from '#project/traceback';

const text = `${'\n'.repeat(13)}let name = tainted(user_input)
let msg = f"Hello, {name}"
return msg
`;
const source = new SourceFile('example.aegis', text);
const sources = new Map([[source.path, source]]);
const at = (code: string) => ({ start: text.indexOf(code), end: text.indexOf(code) + code.length });
const frame = (code: string, name: string) => ({ path: source.path, function: name, ...at(code) });
const summary = `TaintError: Cannot convert tainted value to string directly.
Use sanitize(name, context=html) to unwrap safely.`;

describe('a traceback', () => {
  test('shows the place with its neighbours, and the way out', () => {
    const uncaught = { type: 'TaintError', summary, frames: [frame('f"Hello, {name}"', 'greet')], chain: [] };
    expect(renderTraceback(uncaught, sources, plain)).toBe(`Traceback (most recent call last):
  File "example.aegis", line 15, in greet
Runtime error at line 15 of example.aegis:
  14 | let name = tainted(user_input)
> 15 | let msg = f"Hello, {name}"
     |           ^^^^^^^^^^^^^^^^
  16 | return msg
TaintError: Cannot convert tainted value to string directly.
Use sanitize(name, context=html) to unwrap safely.
`);
  });

  test('shows the callers with carets, and folds a recursion', () => {
    const caller = frame('tainted(user_input)', 'f');
    const frames = [frame('return msg', '<module>'), ...Array(1000).fill(caller), frame('f"Hello, {name}"', 'g')];
    const lines = renderTraceback({ type: 'E', summary: 'E', frames, chain: [] }, sources, plain).split('\n');
    expect(lines.slice(0, 6)).toEqual([
      'Traceback (most recent call last):',
      '  File "example.aegis", line 16, in <module>',
      '    return msg',
      '  File "example.aegis", line 14, in f',
      '    let name = tainted(user_input)',
      '               ^^^^^^^^^^^^^^^^^^^',
    ]);
    expect(lines).toContain('  [Previous line repeated 997 more times]');
  });

  test('tells the causes first', () => {
    const cause = { type: 'A', summary: 'A: one', frames: [frame('return msg', 'f')], link: 'During handling:' };
    const uncaught = { type: 'B', summary: 'B: two\u001b[2J', frames: [], chain: [cause] };
    expect(renderTraceback(uncaught, sources, plain)).toBe(`Traceback (most recent call last):
  File "example.aegis", line 16, in f
    return msg
A: one

During handling:

B: two\\x1b[2J
`);
  });
});
