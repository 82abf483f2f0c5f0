import { describe, expect, test } from 'bun:test';
import { commonRest, complete } from '#cli/repl/completion';
import { draw } from '#cli/repl/drawing';
import { type Key, LineEditor } from '#cli/repl/line-editor';

/** Presses keys: plain characters, or names in `<…>` such as `<left>`, `<ctrl-a>`, `<meta-b>`. */
function press(editor: LineEditor, keys: string): void {
  for (const [, name, character] of keys.matchAll(/<([a-z-]+)>|([^<])/gsu)) {
    const modified = /^(ctrl|meta)-(.*)$/.exec(name ?? '');
    const key: Key = {
      name: modified?.[2] ?? name ?? null,
      text: character ?? '',
      ctrl: modified?.[1] === 'ctrl',
      meta: modified?.[1] === 'meta',
    };
    editor.press(key);
  }
}

/** The text with `|` at the cursor after these keys. */
function typed(keys: string, history: readonly string[] = []): string {
  const editor = new LineEditor(history);
  press(editor, keys);
  return `${editor.text.slice(0, editor.cursor)}|${editor.text.slice(editor.cursor)}`;
}

describe('keys', () => {
  const cases: Readonly<Record<string, readonly [keys: string, expected: string]>> = {
    'text goes in at the cursor': ['ac<left>b', 'ab|c'],
    'a whole character is one step': ['a👨‍👩‍👧<left>b', 'ab|👨‍👩‍👧'],
    'backspace takes a whole character': ['ae\u0301<backspace>', 'a|'],
    'the ends of a line': ['abc<ctrl-a>x<ctrl-e>y', 'xabcy|'],
    words: ['one two three<meta-b><meta-b><meta-d>', 'one | three'],
    'the rest of a line': ['one two<ctrl-left><ctrl-k>', 'one |'],
    'the line so far': ['one two<ctrl-left><ctrl-u>', '|two'],
    'tab indents an empty line': ['<tab>x', '    x|'],
    'backspace takes an indentation': ['<tab><tab><backspace>x', '    x|'],
    'alt-enter breaks the line and indents a block': ['if x:<meta-return>y<meta-return>z', 'if x:\n    y\n    z|'],
    'a branch goes to its statement': ['if x:<meta-return>y<meta-return>else:', 'if x:\n    y\nelse:|'],
    'a branch in a block': [
      'for i in x:<meta-return>try:<meta-return>y<meta-return>except E:<meta-return>z',
      'for i in x:\n    try:\n        y\n    except E:\n        z|',
    ],
    'a branch of the statement beside it stays': [
      'for i in x:<meta-return>if y: z<meta-return>else:',
      'for i in x:\n    if y: z\n    else:|',
    ],
    'a colon elsewhere moves nothing': ['if x:<meta-return>y<meta-return>z = d[1:', 'if x:\n    y\n    z = d[1:|'],
    'up goes to the line above': ['ab<meta-return>cd<left><up>x', 'ax|b\ncd'],
    'down comes back': ['ab<meta-return>cd<up><down>x', 'ab\ncdx|'],
    'a paste keeps its lines': ['<paste-start>a\n  b<paste-end>c', 'a\n  bc|'],
    'control characters are not typed': ['a\u0007b', 'ab|'],
  };
  for (const [name, [keys, expected]] of Object.entries(cases)) test(name, () => expect(typed(keys)).toBe(expected));

  test('up brings back entries whole, down what was typed', () => {
    const history = ['first', 'if x:\n    y'];
    expect(typed('new<up>', history)).toBe('if x:\n    y|');
    expect(typed('new<up><up><up>', history)).toBe('first|');
    expect(typed('new<up><down>', history)).toBe('new|');
  });
});

describe('drawing', () => {
  const width = (text: string) => text.length;
  test('the cursor stands where the text says', () => {
    const { output, cursorRow } = draw('if x:\n    y', 3, 0, 80, width);
    expect(cursorRow).toBe(0);
    expect(output).toBe('\r\u001b[J>>> if x:\r\n...     y\u001b[1A\r\u001b[7C');
  });
  test('long lines wrap', () => {
    const { cursorRow } = draw('x'.repeat(30), 30, 0, 10, width);
    expect(cursorRow).toBe(3);
  });
});

describe('completion', () => {
  const sources = {
    names: ['price', 'prices'],
    modules: () => ['helpers'],
    commands: [':help', ':quit'],
    attributes: async ([name]: readonly string[]) => (name === 'price' ? ['real', '_hidden', 'as_ratio'] : null),
  };
  const cases: Readonly<Record<string, readonly string[]>> = {
    'x = pric': ['price', 'prices'],
    'price.': ['as_ratio', 'real'],
    'price._': ['_hidden'],
    'nothing.': [],
    'import hel': ['helpers'],
    'from collections.': ['collections.abc'],
    ':h': [':help'],
    'x = ': [],
  };
  for (const [before, expected] of Object.entries(cases)) {
    test(before, async () => expect((await complete(before, sources)).candidates).toEqual([...expected]));
  }
  test('what all have in common is typed', () => {
    expect(commonRest({ typed: 'pri', candidates: ['price', 'prices'] })).toBe('ce');
    expect(commonRest({ typed: 'price', candidates: ['price', 'prices'] })).toBe('');
  });
});
