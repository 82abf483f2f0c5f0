/**
 * Standard output and error of a program: a buffer in front of the sink that the program process gives. A line costs no
 * system call: text leaves at once on a terminal, else when much or old, before any request to the host, and at the end.
 */

export type Stream = 'stdout' | 'stderr';
export type Sink = (stream: Stream, text: string) => void;

/** Characters after which the buffer is written. */
const fullSize = 1 << 16;
/** Milliseconds after which the next print writes what waits. */
const oldAge = 50;

let sink: Sink = () => {};
let writesLines = false;
let waiting = '';
let since = 0;
const now = Date.now;

/**
 * Says where output goes; what was waiting goes there too.
 *
 * @param write must write all of the text or throw
 * @param options.isTerminal write each line at once
 */
export function setOutput(write: Sink, options: { readonly isTerminal?: boolean } = {}): void {
  sink = write;
  writesLines = options.isTerminal ?? false;
}

/** Appends to standard output. */
export function writeOutput(text: string): void {
  if (waiting === '') since = now();
  waiting += text;
  if (waiting.length >= fullSize || (writesLines && text.endsWith('\n')) || now() - since >= oldAge) flushOutput();
}

/** Writes to standard error, after all that was printed before. */
export function writeError(text: string): void {
  flushOutput();
  sink('stderr', text);
}

/** Writes what waits: before every request to the host, at exit and on a crash. */
export function flushOutput(): void {
  if (waiting === '') return;
  const text = waiting;
  waiting = '';
  sink('stdout', text);
}
