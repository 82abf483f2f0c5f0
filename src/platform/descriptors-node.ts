/** Descriptors where the C library is not called: through `node:fs`. */
import fs from 'node:fs';
import { DescriptorError, type Descriptors } from './descriptors.ts';

const { readSync, writeSync, closeSync, fstatSync } = fs;

export const nodeDescriptors: Descriptors = {
  read: (descriptor, target) => withCode(() => readSync(descriptor, target)),
  write: (descriptor, bytes) => withCode(() => writeSync(descriptor, bytes)),
  close: (descriptor) => closeSync(descriptor),
  // Also true for the null device, where it does no harm; node:tty, which would know, takes 4 ms to load.
  isTerminal(descriptor) {
    try {
      return fstatSync(descriptor).isCharacterDevice();
    } catch {
      return false;
    }
  },
};

function withCode(transfer: () => number): number {
  try {
    return transfer();
  } catch (error) {
    throw new DescriptorError((error as { code?: string }).code ?? String(error));
  }
}
