/**
 * Where the program's output goes: the inherited descriptors, or a text for programs of a batch. The runtime library
 * buffers, so that printing costs no round trip and hardly a system call; here what leaves it is written whole. A reader
 * that went away (`| head`) ends the program quietly.
 */
import { DescriptorError, type Descriptors } from '#platform/descriptors';

const encoder = new TextEncoder();
// Captured: hardening takes these globals away. The memory to wait on is made when it is needed, which it hardly ever is.
const Shared = SharedArrayBuffer;
const { wait } = Atomics;
let waitingPlace: Int32Array<SharedArrayBuffer> | null = null;

export type Stream = 'stdout' | 'stderr';

/** The reader of stdout closed it. The program ends with the code that shells know for a broken pipe. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

/** The system does not take the output (a full disk, a closed descriptor). The program ends; its message says why. */
export class OutputFailed extends Error {
  override readonly name = 'OutputFailed';
}

export interface Output {
  write(stream: Stream, text: string): void;
}

export function descriptorOutput(descriptors: Descriptors): Output {
  return { write: (stream, text) => writeAll(descriptors, stream === 'stdout' ? 1 : 2, encoder.encode(text)) };
}

/** For a program that may not write: the host gave it the null device besides. */
export const noOutput: Output = { write() {} };

/** Keeps what is written, per stream. @param most characters after which no more is kept */
export function captureOutput(most = 16 * 1024 * 1024): Output & { readonly text: Readonly<Record<Stream, string>> } {
  const text: Record<Stream, string> = { stdout: '', stderr: '' };
  return {
    text,
    write(stream, more) {
      const room = most - text[stream].length;
      if (room > 0) text[stream] += more.length <= room ? more : more.slice(0, room).toWellFormed();
    },
  };
}

/** Writes until everything is out; a descriptor that is full for now (EAGAIN) is tried again after a moment. */
function writeAll(descriptors: Descriptors, descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    try {
      written += descriptors.write(descriptor, bytes.subarray(written));
    } catch (error) {
      if (!(error instanceof DescriptorError)) throw error;
      const { code } = error;
      if (code === 'EPIPE') throw new OutputClosed('the reader of the output is gone');
      if (code !== 'EAGAIN') throw new OutputFailed(`the output cannot be written: ${reasonOf(code)}`);
      waitingPlace ??= new Int32Array(new Shared(4));
      wait(waitingPlace, 0, 0, 1);
    }
  }
}

function reasonOf(code: string): string {
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'the disk is full' : code;
}
