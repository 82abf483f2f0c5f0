/** Blocking reads and writes of descriptors that are already open: all the input and output a program process has. */
import { cLibrary } from './c-library.ts';

export interface Descriptors {
  /**
   * Waits for bytes and puts them at the front of the target.
   *
   * @returns how many came; 0 at the end
   * @throws DescriptorError
   */
  read(descriptor: number, target: Uint8Array): number;
  /** @returns how many of the bytes were taken @throws DescriptorError */
  write(descriptor: number, bytes: Uint8Array): number;
  close(descriptor: number): void;
  isTerminal(descriptor: number): boolean;
}

/** The system refused to read or write. */
export class DescriptorError extends Error {
  override readonly name = 'DescriptorError';

  /** @param code the system's name for the reason, such as EPIPE */
  constructor(readonly code: string) {
    super(`a descriptor cannot be read or written: ${code}`);
  }
}

/** To be opened before the process is confined. */
export async function openDescriptors(): Promise<Descriptors> {
  return process.platform === 'linux' ? linuxDescriptors() : (await import('./descriptors-node.ts')).nodeDescriptors;
}

const interrupted = 4;
/** What is told apart or explained; the numbers are the same on every architecture that we confine. */
const errorCodes: Readonly<Record<number, string>> = {
  5: 'EIO',
  9: 'EBADF',
  11: 'EAGAIN',
  27: 'EFBIG',
  28: 'ENOSPC',
  32: 'EPIPE',
  104: 'ECONNRESET',
  122: 'EDQUOT',
};

/** @throws Error when the C library cannot be found */
function linuxDescriptors(): Descriptors {
  const { read, write, close, isTerminal, errorNumber } = cLibrary();
  function transfer(how: typeof read, descriptor: number, bytes: Uint8Array): number {
    for (;;) {
      const count = how(descriptor, bytes);
      if (count >= 0) return count;
      const reason = errorNumber();
      if (reason !== interrupted) throw new DescriptorError(errorCodes[reason] ?? `error ${reason}`);
    }
  }
  return {
    read: (descriptor, target) => transfer(read, descriptor, target),
    write: (descriptor, bytes) => transfer(write, descriptor, bytes),
    close,
    isTerminal,
  };
}
