/**
 * Where an interactive command reads its lines: a terminal with a prompt, line editing and history, or a pipe without any
 * of them. Between questions the terminal is as we found it, so that Ctrl-C is a signal to whatever runs then.
 */
import type { Interface } from 'node:readline';
import { isatty, ReadStream } from 'node:tty';
import { readLine } from './world.ts';

export type ConsoleLine =
  | { readonly kind: 'line'; readonly text: string }
  /** Ctrl-D, or the pipe has ended. */
  | { readonly kind: 'end' }
  /** Ctrl-C: what was typed is to be forgotten. */
  | { readonly kind: 'dropped' };

export interface Console {
  /** Whether a person sits at the other end. */
  readonly isTerminal: boolean;
  /** The next line, typed for us; the prompt is shown on a terminal only. */
  ask(prompt: string): Promise<ConsoleLine>;
  /** The next line with a line end, typed for a program that prompts by itself; null at the end of input. */
  readLine(): Promise<string | null>;
}

export function openConsole(): Console {
  return isatty(0) && isatty(1) ? terminalConsole() : { isTerminal: false, ask: readPiped, readLine };
}

async function readPiped(): Promise<ConsoleLine> {
  const line = await readLine();
  return line === null ? { kind: 'end' } : { kind: 'line', text: line.slice(0, -1) };
}

function terminalConsole(): Console {
  let input: ReadStream = process.stdin;
  let history: string[] = [];
  /** Lines that came before anyone asked: of a text that was pasted. */
  const early: string[] = [];
  let editor: Interface | null = null;
  let reader: Interface | null = null;
  let deliver: ((line: ConsoleLine) => void) | null = null;

  function answer(line: ConsoleLine): void {
    const waiting = deliver;
    deliver = null;
    editor?.pause();
    input.setRawMode(false);
    if (waiting === null && line.kind === 'line') early.push(line.text);
    else waiting?.(line);
  }
  function closeLines(): void {
    deliver = null;
    editor?.close();
    reader?.close();
    editor = null;
    reader = null;
    // Ctrl-D ends a stream for good, but the terminal goes on.
    if (input.readableEnded) input = new ReadStream(0);
  }
  async function openEditor(): Promise<Interface> {
    const { createInterface } = await import('node:readline');
    closeLines();
    const lines = createInterface({ input, output: process.stdout, terminal: true, history });
    lines.on('history', (entries) => {
      history = entries;
    });
    lines.on('line', (text) => answer({ kind: 'line', text }));
    lines.on('SIGINT', () => {
      lines.write(null, { ctrl: true, name: 'e' });
      lines.write(null, { ctrl: true, name: 'u' });
      process.stdout.write('\n');
      answer({ kind: 'dropped' });
    });
    lines.on('close', () => {
      if (deliver === null) return;
      editor = null;
      process.stdout.write('\n');
      answer({ kind: 'end' });
    });
    return lines;
  }
  return {
    isTerminal: true,
    async ask(prompt) {
      const waiting = early.shift();
      if (waiting !== undefined) return { kind: 'line', text: waiting };
      editor ??= await openEditor();
      const line = new Promise<ConsoleLine>((resolve) => {
        deliver = resolve;
      });
      input.setRawMode(true);
      editor.setPrompt(prompt);
      editor.prompt();
      return line;
    },
    async readLine() {
      const waiting = early.shift();
      if (waiting !== undefined) return `${waiting}\n`;
      const { createInterface } = await import('node:readline');
      closeLines();
      // The terminal's own editing: ours would write over the prompt of the program, and Ctrl-C stays a signal.
      const lines = createInterface({ input, terminal: false });
      reader = lines;
      return new Promise((resolve) => {
        let isAnswered = false;
        lines.on('line', (text) => {
          if (isAnswered) early.push(text);
          isAnswered = true;
          resolve(`${text}\n`);
          lines.pause();
        });
        lines.on('close', () => resolve(null));
      });
    },
  };
}
