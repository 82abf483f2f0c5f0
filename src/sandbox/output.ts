/**
 * stdout and stderr of the program: the inherited descriptors behind a buffer, so that printing costs no round trip.
 * A terminal is flushed per line; anything else by size, or by age at the next write, and always before a request, at the
 * end and on a crash. A reader that went away (`| head`) ends the program quietly.
 */
import fs from 'node:fs';

const { writeSync } = fs;
const now = performance.now.bind(performance);
const encoder = new TextEncoder();
const sharedWait = new Int32Array(new SharedArrayBuffer(4));
const { wait } = Atomics;

const flushSize = 32 * 1024;
const flushAge = 50;

export type Stream = 'stdout' | 'stderr';

/** The reader of stdout closed it. The program ends with the code that shells know for a broken pipe. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

export interface Output {
  write(stream: Stream, text: string): void;
  flush(): void;
}

/** @param perLine per stream: whether it is a terminal */
export function openOutput(perLine: Readonly<Record<Stream, boolean>>): Output {
  const buffers: Record<Stream, string> = { stdout: '', stderr: '' };
  let oldest = 0;

  function flushStream(stream: Stream): void {
    const text = buffers[stream];
    if (text === '') return;
    buffers[stream] = '';
    writeAll(stream === 'stdout' ? 1 : 2, encoder.encode(text));
  }
  function flush(): void {
    flushStream('stdout');
    flushStream('stderr');
  }
  return {
    flush,
    write(stream, text) {
      // What people see must keep the order in which it was written across both streams.
      if (stream === 'stderr') flushStream('stdout');
      const before = buffers[stream];
      if (before === '' && !perLine[stream]) oldest = now();
      const whole = before + text;
      buffers[stream] = whole;
      if (stream === 'stderr' || whole.length >= flushSize) flushStream(stream);
      else if (perLine[stream] ? text.includes('\n') : now() - oldest > flushAge) flushStream(stream);
    },
  };
}

/** Keeps what is written, per stream: for programs of a batch. */
export function captureOutput(most = 16 * 1024 * 1024): Output & { readonly text: Readonly<Record<Stream, string>> } {
  const text: Record<Stream, string> = { stdout: '', stderr: '' };
  return {
    text,
    flush() {},
    write(stream, more) {
      if (text[stream].length < most) text[stream] += more;
    },
  };
}

/** Writes until everything is out; a descriptor that is full for now (EAGAIN) is tried again after a moment. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes, written, bytes.length - written);
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code === 'EPIPE') throw new OutputClosed('the reader of the output is gone');
      if (code !== 'EAGAIN') throw error;
      wait(sharedWait, 0, 0, 1);
    }
  }
}
