/**
 * The C library of Linux, called directly. The program process reads, writes and confines itself with it: it needs the
 * library for its confinement anyway, and loading `node:fs` would take a twentieth of the whole start (docs/decisions/0028).
 */
import { dlopen, type Pointer, read } from 'bun:ffi';

/** glibc, then musl. */
const names = ['libc.so.6', `libc.musl-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.so.1`, 'libc.so'];

/** Linux never transfers more than 31 bits of bytes at once. */
const functions = {
  syscall: { args: ['i64', 'i64', 'i64', 'i64', 'i64', 'i64', 'i64'], returns: 'i64' },
  read: { args: ['i32', 'ptr', 'u64'], returns: 'i32' },
  write: { args: ['i32', 'ptr', 'u64'], returns: 'i32' },
  close: { args: ['i32'], returns: 'i32' },
  isatty: { args: ['i32'], returns: 'i32' },
  __errno_location: { args: [], returns: 'ptr' },
} as const;

/** Makes any system call by number; the result is -1 on failure. */
export type SystemCall = (number: number, ...args: (number | bigint)[]) => number;

export interface CLibrary {
  readonly systemCall: SystemCall;
  /** Reads into memory, waiting for it. @returns the number of bytes, 0 at the end, -1 on failure */
  readonly read: (descriptor: number, target: Uint8Array) => number;
  /** @returns the number of bytes that were taken, -1 on failure */
  readonly write: (descriptor: number, bytes: Uint8Array) => number;
  readonly close: (descriptor: number) => void;
  readonly isTerminal: (descriptor: number) => boolean;
  /** Number of the last failure of this thread. */
  readonly errorNumber: () => number;
}

let loaded: CLibrary | null = null;

/** @throws Error when the C library cannot be found */
export function cLibrary(): CLibrary {
  loaded ??= load();
  return loaded;
}

function load(): CLibrary {
  const symbols = openFirst();
  return {
    systemCall: (number, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0) => Number(symbols.syscall(number, a, b, c, d, e, f)),
    read: (descriptor, target) => symbols.read(descriptor, target, target.length),
    write: (descriptor, bytes) => symbols.write(descriptor, bytes, bytes.length),
    close: (descriptor) => {
      symbols.close(descriptor);
    },
    isTerminal: (descriptor) => symbols.isatty(descriptor) === 1,
    errorNumber: () => read.i32(symbols.__errno_location() as Pointer, 0),
  };
}

function openFirst() {
  for (const name of names) {
    try {
      return dlopen(name, functions).symbols;
    } catch {
      // The next name may be the one of this system; when none is, the caller is told below.
    }
  }
  throw new Error('no C library was found');
}
