/**
 * Linux: a seccomp filter over all threads, after no-new-privileges and the parent-death signal. One imported C function
 * (`syscall`) does everything, because each symbol costs start-up time.
 */
import { dlopen, type Pointer, ptr, read } from 'bun:ffi';
import { assembleFilter } from './bpf.ts';
import { type Confinement, type ConfinementOptions, HostGone, type IsReadable } from './confinement.ts';
import { callNumbersFor, rulesFor } from './linux-calls.ts';

const setParentDeathSignal = 1;
const setNoNewPrivileges = 38;
const killSignal = 9;
const setModeFilter = 1;
const allThreads = 1;
/** glibc, then musl. */
const libraries = ['libc.so.6', `libc.musl-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.so.1`, 'libc.so'];

const syscall = { args: ['i64', 'i64', 'i64', 'i64', 'i64', 'i64', 'i64'], returns: 'i64' } as const;
const __errno_location = { args: [], returns: 'ptr' } as const;

/** Makes any system call by number; the result is -1 on failure. */
export type SystemCall = (number: number, ...args: (number | bigint)[]) => number;

/** @throws Error when the C library cannot be found */
export function loadSystemCall(): SystemCall {
  const { symbols } = firstLibrary((library) => dlopen(library, { syscall }));
  return (number, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0) => Number(symbols.syscall(number, a, b, c, d, e, f));
}

/** The error number of the last call of this thread that failed; what `doctor` tells a denial from a mistake by. */
export function loadErrorNumber(): () => number {
  const { symbols } = firstLibrary((library) => dlopen(library, { __errno_location }));
  return () => read.i32(symbols.__errno_location() as Pointer, 0);
}

function firstLibrary<Loaded>(load: (library: string) => Loaded): Loaded {
  for (const library of libraries) {
    try {
      return load(library);
    } catch {
      // The next name may be the one of this system; when none is, the caller is told below.
    }
  }
  throw new Error('no C library was found');
}

export function confineLinux(options: ConfinementOptions): Confinement {
  const calls = callNumbersFor(process.arch);
  if (calls === null) return { confined: false, reason: `no system call table for ${process.arch}` };
  let systemCall: SystemCall;
  try {
    systemCall = loadSystemCall();
  } catch (error) {
    return { confined: false, reason: String(error) };
  }
  systemCall(calls.prctl, setParentDeathSignal, killSignal);
  if (systemCall(calls.getppid) !== options.hostProcess) throw new HostGone();
  if (systemCall(calls.prctl, setNoNewPrivileges, 1) !== 0)
    return { confined: false, reason: 'no-new-privileges was refused' };
  const filter = assembleFilter(calls.architecture, rulesFor(calls, process.pid));
  const header = new BigUint64Array([BigInt(filter.length / 8), BigInt(ptr(filter))]);
  // The kernel reads a 16-bit length and, at offset 8, a pointer: two little-endian words are that layout.
  const applied = systemCall(calls.seccomp, setModeFilter, allThreads, ptr(header));
  return applied === 0
    ? { confined: true, by: 'seccomp', isReadable: makeIsReadable(systemCall, calls.ppoll) }
    : { confined: false, reason: 'the kernel refused the seccomp filter' };
}

const readableEvent = 1;

/** `ppoll` of one descriptor. */
function makeIsReadable(systemCall: SystemCall, ppoll: number): IsReadable {
  // The kernel is given addresses: the storage of a small array is the engine's to move, that of a buffer stays.
  const memory = new ArrayBuffer(24);
  // struct pollfd: the descriptor, then asked and answered events of 16 bits each.
  const asked = new Int32Array(memory, 0, 2);
  // struct timespec: seconds, nanoseconds. The kernel writes what was left of it.
  const time = new BigInt64Array(memory, 8, 2);
  const [askedAt, timeAt] = [ptr(memory), ptr(memory, 8)];
  return (descriptor, milliseconds) => {
    asked[0] = descriptor;
    asked[1] = readableEvent;
    const seconds = Math.floor(milliseconds / 1000);
    time[0] = BigInt(seconds);
    time[1] = BigInt(Math.round((milliseconds - seconds * 1000) * 1e6));
    return systemCall(ppoll, askedAt, 1, timeAt) === 1 && asked[1] >> 16 !== 0;
  };
}
