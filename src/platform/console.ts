/**
 * Where an interactive command reads its lines: a terminal with a prompt, line editing and history, or a pipe without any
 * of them. Between questions the terminal is as we found it, so that Ctrl-C is a signal to whatever runs then.
 */
import type { Interface } from 'node:readline';
import { isatty } from 'node:tty';
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
  /** The next line; the prompt is shown on a terminal only. */
  ask(prompt: string): Promise<ConsoleLine>;
}

export function openConsole(): Console {
  return isatty(0) && isatty(1) ? terminalConsole() : { isTerminal: false, ask: readPiped };
}

async function readPiped(): Promise<ConsoleLine> {
  const line = await readLine();
  return line === null ? { kind: 'end' } : { kind: 'line', text: line.slice(0, -1) };
}

function terminalConsole(): Console {
  let open: Interface | null = null;
  let history: string[] = [];
  /** Lines that came before anyone asked: of a text that was pasted. */
  const early: string[] = [];
  let deliver: ((line: ConsoleLine) => void) | null = null;

  function answer(line: ConsoleLine): void {
    const waiting = deliver;
    deliver = null;
    open?.pause();
    process.stdin.setRawMode(false);
    waiting?.(line);
  }
  async function openLines(): Promise<Interface> {
    const { createInterface } = await import('node:readline');
    const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: true, history });
    lines.on('history', (entries) => {
      history = entries;
    });
    lines.on('line', (text) => {
      if (deliver === null) early.push(text);
      else answer({ kind: 'line', text });
    });
    lines.on('SIGINT', () => {
      lines.write(null, { ctrl: true, name: 'e' });
      lines.write(null, { ctrl: true, name: 'u' });
      process.stdout.write('\n');
      answer({ kind: 'dropped' });
    });
    // Ctrl-D closes it; a program that read its input's end goes on, and so does the session.
    lines.on('close', () => {
      open = null;
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
      open ??= await openLines();
      const line = new Promise<ConsoleLine>((resolve) => {
        deliver = resolve;
      });
      process.stdin.setRawMode(true);
      open.setPrompt(prompt);
      open.prompt();
      return line;
    },
  };
}
