/** Descriptors through the C library, without `node:fs`. */
import { cLibrary } from './c-library.ts';
import { DescriptorError, type Descriptors } from './descriptors.ts';

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
export function linuxDescriptors(): Descriptors {
  const { read, write, isTerminal, errorNumber } = cLibrary();
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
    isTerminal,
  };
}
