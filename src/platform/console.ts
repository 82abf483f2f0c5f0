/**
 * Where an interactive command reads: a terminal that sends keys, or a pipe of lines. Between questions the terminal is as
 * we found it, so that Ctrl-C is a signal to whatever runs then.
 */
import { isatty, ReadStream } from 'node:tty';
import { readLine } from './world.ts';

/** A key, or text that came without one (a character of another script, a paste). */
export interface KeyPress {
  readonly name: string | null;
  readonly text: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
}

export interface Terminal {
  /** In cells. */
  columns(): number;
  write(text: string): void;
  /** How many cells a text takes. */
  width(text: string): number;
  /**
   * Hands over keys, one after another, until one of them is the last.
   *
   * @param press gives what to end with, or undefined to go on
   */
  keys<Result>(press: (key: KeyPress) => Promise<Result | undefined>): Promise<Result>;
}

export interface Console {
  /** Null when no person sits at the other end. */
  readonly terminal: Terminal | null;
  /** The next line with a line end, typed for a program that prompts by itself; null at the end of input. */
  readLine(): Promise<string | null>;
}

export function openConsole(): Console {
  return isatty(0) && isatty(1) ? terminalConsole() : { terminal: null, readLine };
}

const pasteOn = '\u001b[?2004h';
const pasteOff = '\u001b[?2004l';

function terminalConsole(): Console {
  let input: ReadStream = process.stdin;
  /** Keys that came before anyone asked: typed ahead, or the rest of a paste. */
  const waiting: KeyPress[] = [];
  /** Lines that a program was given no more. */
  const lines: string[] = [];
  let wake: (() => void) | null = null;
  let listensTo: ReadStream | null = null;

  async function listen(): Promise<void> {
    const { emitKeypressEvents } = await import('node:readline');
    if (listensTo !== input) {
      emitKeypressEvents(input);
      input.on('keypress', take);
      listensTo = input;
    }
    input.setRawMode(true);
    process.stdout.write(pasteOn);
    input.resume();
  }
  function take(
    text: string | undefined,
    key: { name?: string; sequence?: string; ctrl?: boolean; meta?: boolean },
  ): void {
    const isText = text !== undefined && key.ctrl !== true && key.meta !== true;
    waiting.push({
      name: key.name ?? null,
      text: isText ? text : '',
      ctrl: key.ctrl === true,
      meta: key.meta === true,
    });
    wake?.();
  }
  function quiet(): void {
    process.stdout.write(pasteOff);
    input.setRawMode(false);
    input.pause();
  }
  const terminal: Terminal = {
    columns: () => process.stdout.columns || 80,
    write: (text) => void process.stdout.write(text),
    width: (text) => Bun.stringWidth(text),
    async keys(press) {
      for (const line of lines.splice(0)) for (const text of [...line, '\r']) waiting.push(typed(text));
      await listen();
      try {
        for (;;) {
          const key = waiting.shift();
          if (key === undefined) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
            continue;
          }
          const result = await press(key);
          if (result !== undefined) return result;
        }
      } finally {
        wake = null;
        quiet();
      }
    },
  };
  return {
    terminal,
    async readLine() {
      const ready = lines.shift();
      if (ready !== undefined) return `${ready}\n`;
      const { createInterface } = await import('node:readline');
      // Ctrl-D ends a stream for good, but the terminal goes on.
      if (input.readableEnded) input = new ReadStream(0);
      // The terminal's own editing: ours would write over the prompt of the program, and Ctrl-C stays a signal.
      const reader = createInterface({ input, terminal: false });
      return new Promise((resolve) => {
        let isAnswered = false;
        reader.on('line', (text) => {
          if (isAnswered) lines.push(text);
          isAnswered = true;
          resolve(`${text}\n`);
          reader.close();
          input.pause();
        });
        reader.on('close', () => resolve(null));
      });
    },
  };
}

function typed(text: string): KeyPress {
  return { name: text === '\r' ? 'return' : null, text, ctrl: false, meta: false };
}
