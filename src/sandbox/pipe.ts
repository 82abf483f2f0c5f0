/**
 * The program process's end of the pipe: descriptor 3, read and written by blocking calls. Because the program simply
 * waits here, its functions stay ordinary functions.
 */
import type { IsReadable } from '#platform/confinement/confinement';
import type { Descriptors } from '#platform/descriptors';
import { bodyLength, decodeBody, encodeFrame, headerLength } from '#protocol/frames';
import type { HostMessage, ProgramMessage } from '#protocol/messages';

const descriptor = 3;
const now = performance.now.bind(performance);
const hasManyCores = navigator.hardwareConcurrency > 1;
/** Milliseconds. */
const longestLook = 0.1;

/** The host closed the pipe: nothing is left to do. */
export class PipeClosed extends Error {
  override readonly name = 'PipeClosed';
}

export interface Pipe {
  send(message: ProgramMessage): void;
  /** Keeps a message back until the next `send` or `flush`: what is one-way costs no system call of its own. */
  sendLater(message: ProgramMessage): void;
  flush(): void;
  /** Whether a message is half written or half read: true after whoever did it was cut short. */
  isBusy(): boolean;
  /** Waits for the next message. @throws PipeClosed when the host is gone */
  receive(): HostMessage;
  /** Whether a message comes within so many milliseconds. Where nothing can tell, it is said to, and `receive` waits. */
  arrives(milliseconds: number): boolean;
  /** Sets how to look for a message without receiving it. */
  lookWith(isReadable: IsReadable): void;
}

export function openPipe(descriptors: Descriptors): Pipe {
  const header = new Uint8Array(headerLength);
  let body = new Uint8Array(64 * 1024);
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let isReadable: IsReadable | null = null;
  let busy = false;

  /**
   * Most answers come within microseconds, and a core that goes to sleep meanwhile takes longer to wake (40 us on virtual
   * machines) than the answer took: so look for a while before sleeping. With one core the host could not answer then.
   */
  function look(): void {
    if (isReadable === null || !hasManyCores) return;
    const end = now() + longestLook;
    while (!isReadable(descriptor, 0) && now() < end);
  }
  function fill(target: Uint8Array, length: number): void {
    for (let filled = 0; filled < length; ) {
      const count = descriptors.read(descriptor, target.subarray(filled, length));
      if (count === 0) throw new PipeClosed('the host closed the pipe');
      busy = true;
      filled += count;
    }
  }
  function write(bytes: Uint8Array): void {
    busy = true;
    for (let written = 0; written < bytes.length; ) {
      written += descriptors.write(descriptor, written === 0 ? bytes : bytes.subarray(written));
    }
    busy = false;
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
    arrives: (milliseconds) => isReadable === null || isReadable(descriptor, milliseconds),
    isBusy: () => busy,
    lookWith(how) {
      isReadable = how;
    },
    receive() {
      look();
      fill(header, headerLength);
      const length = bodyLength(header);
      if (length > body.length) body = new Uint8Array(length);
      fill(body, length);
      busy = false;
      return decodeBody(body.subarray(0, length)) as unknown as HostMessage;
    },
  };
}
