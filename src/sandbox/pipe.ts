/**
 * The program process's end of the pipe: descriptor 3, read and written by blocking calls. Because the program simply
 * waits here, its functions stay ordinary functions.
 */
import fs from 'node:fs';
import { bodyLength, decodeBody, encodeFrame, headerLength } from '#protocol/frames';
import type { HostMessage, ProgramMessage } from '#protocol/messages';

const descriptor = 3;
const { readSync, writeSync } = fs;

/** The host closed the pipe: nothing is left to do. */
export class PipeClosed extends Error {
  override readonly name = 'PipeClosed';
}

export interface Pipe {
  send(message: ProgramMessage): void;
  /** Keeps a message back until the next `send` or `flush`: what is one-way costs no system call of its own. */
  sendLater(message: ProgramMessage): void;
  flush(): void;
  /** Waits for the next message. @throws PipeClosed when the host is gone */
  receive(): HostMessage;
}

export function openPipe(): Pipe {
  const header = new Uint8Array(headerLength);
  let body = new Uint8Array(64 * 1024);
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;

  function fill(target: Uint8Array, length: number): void {
    for (let filled = 0; filled < length; ) {
      const count = readSync(descriptor, target, filled, length - filled, null);
      if (count === 0) throw new PipeClosed('the host closed the pipe');
      filled += count;
    }
  }
  function write(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(descriptor, bytes, written, bytes.length - written);
    }
  }
  function flush(): void {
    const frames = waiting;
    waiting = [];
    waitingBytes = 0;
    for (let index = 0; index < frames.length; index++) write(frames[index]!);
  }
  return {
    flush,
    send(message) {
      if (waiting.length > 0) flush();
      write(encodeFrame(message));
    },
    sendLater(message) {
      const frame = encodeFrame(message);
      waiting.push(frame);
      waitingBytes += frame.length;
      if (waitingBytes > 256 * 1024) flush();
    },
    receive() {
      fill(header, headerLength);
      const length = bodyLength(header);
      if (length > body.length) body = new Uint8Array(length);
      fill(body, length);
      return decodeBody(body.subarray(0, length)) as unknown as HostMessage;
    },
  };
}
