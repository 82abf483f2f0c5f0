/**
 * Standard output and error of the command line. Writing is synchronous and complete (a pipe that is full is waited
 * for). A reader that went away (`| head`) is no failure: what follows is dropped and the command ends with its own
 * status.
 */
import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';

export type Stream = 'out' | 'error';

const descriptors: Readonly<Record<Stream, number>> = { out: 1, error: 2 };
const closed: Record<Stream, boolean> = { out: false, error: false };

/** @throws Error when the disk behind the stream is full or fails otherwise */
export function writeTo(stream: Stream, text: string): void {
  const bytes = Buffer.from(text);
  for (let offset = 0; offset < bytes.length && !closed[stream]; ) {
    try {
      offset += writeSync(descriptors[stream], bytes, offset);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE' || code === 'EBADF' || code === 'EIO') closed[stream] = true;
      else if (code === 'EAGAIN') Bun.sleepSync(1);
      else throw error;
    }
  }
}

export function isTerminal(stream: Stream): boolean {
  return isatty(descriptors[stream]);
}

/** Colour is for people at a terminal who did not say NO_COLOR. */
export function wantsColour(stream: Stream): boolean {
  return isTerminal(stream) && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
