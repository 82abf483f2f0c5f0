/** Where entries come from: the editor of a terminal, or the lines of a pipe. */
import type { Console, Terminal } from '#platform/console';
import { isUnfinished } from '#project/session';
import { type CompletionSources, commonRest, complete } from './completion.ts';
import { draw } from './drawing.ts';
import type { History } from './history.ts';
import { LineEditor } from './line-editor.ts';

export interface EntryReader {
  /** The next entry that is not blank; null when there are no more. */
  next(): Promise<string | null>;
}

export function openReader(console: Console, history: History, sources: () => CompletionSources): EntryReader {
  const { terminal } = console;
  if (terminal === null) return { next: () => readPiped(console) };
  return {
    async next() {
      for (;;) {
        const text = await edit(terminal, history, sources);
        if (text === null || text.trim() !== '') return text;
      }
    },
  };
}

/** Blank lines between entries are passed over; the end of input ends an entry. */
async function readPiped(console: Console): Promise<string | null> {
  let text = '';
  for (;;) {
    const line = (await console.readLine())?.slice(0, -1) ?? null;
    if (line === null) return text === '' ? null : text;
    if (text === '' && line.trim() === '') continue;
    text = text === '' ? line : `${text}\n${line}`;
    if (await isWhole(text)) return text;
  }
}

async function isWhole(text: string): Promise<boolean> {
  return text.startsWith(':') || !(await isUnfinished(text));
}

/** One entry at the terminal. Null for Ctrl-D, '' for one that was dropped. */
async function edit(terminal: Terminal, history: History, sources: () => CompletionSources): Promise<string | null> {
  const editor = new LineEditor(history.entries);
  let row = 0;
  function redraw(): void {
    const { output, cursorRow } = draw(editor.text, editor.cursor, row, terminal.columns(), terminal.width);
    terminal.write(output);
    row = cursorRow;
  }
  /** Leaves the text as it stands and goes to a line of its own. */
  function leave(): void {
    editor.cursor = editor.text.length;
    redraw();
    terminal.write('\r\n');
    row = 0;
  }
  async function offer(): Promise<void> {
    const lineStart = editor.text.lastIndexOf('\n', editor.cursor - 1) + 1;
    const completion = await complete(editor.text.slice(lineStart, editor.cursor), sources());
    const rest = commonRest(completion);
    if (rest !== '') editor.insert(rest);
    else if (completion.candidates.length > 1) {
      const { cursor } = editor;
      leave();
      editor.cursor = cursor;
      terminal.write(`${columns(completion.candidates, terminal.columns())}\r\n`);
    }
  }
  redraw();
  return terminal.keys<string | null>(async (key) => {
    switch (editor.press(key)) {
      case 'enter':
        if (await isWhole(editor.text)) {
          leave();
          return editor.text;
        }
        editor.breakLine();
        break;
      case 'complete':
        await offer();
        break;
      case 'drop':
        leave();
        return '';
      case 'end':
        terminal.write('\r\n');
        return null;
      case 'clear':
        terminal.write('\u001b[2J\u001b[H');
        row = 0;
        break;
    }
    redraw();
    return undefined;
  });
}

/** Words in columns, as `ls` shows them; at most 200 of them. */
function columns(words: readonly string[], width: number): string {
  const shown = words.slice(0, 200);
  const cell = Math.max(...shown.map((word) => word.length)) + 2;
  const perRow = Math.max(1, Math.floor(width / cell));
  const rows = Math.ceil(shown.length / perRow);
  const lines = Array.from({ length: rows }, (_, row) =>
    shown
      .filter((_word, index) => index % rows === row)
      .map((word) => word.padEnd(cell))
      .join('')
      .trimEnd(),
  );
  if (words.length > shown.length) lines.push(`… and ${words.length - shown.length} more`);
  return lines.join('\r\n');
}
