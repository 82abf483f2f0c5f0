/** Linux: a seccomp filter over all threads, after no-new-privileges and the parent-death signal. */
import { ptr } from 'bun:ffi';
import { cLibrary, type SystemCall } from '../c-library.ts';
import { assembleFilter } from './bpf.ts';
import type { Confinement, ConfinementOptions, IsReadable } from './confinement.ts';
import { callNumbersFor, rulesFor } from './linux-calls.ts';

const setParentDeathSignal = 1;
const setNoNewPrivileges = 38;
const killSignal = 9;
const setModeFilter = 1;
const allThreads = 1;

/** The host died before the parent-death signal was set. */
class HostGone extends Error {
  override readonly name = 'HostGone';
}

export function confineLinux(options: ConfinementOptions): Confinement {
  const calls = callNumbersFor(process.arch);
  if (calls === null) return { confined: false, reason: `no system call table for ${process.arch}` };
  let systemCall: SystemCall;
  try {
    ({ systemCall } = cLibrary());
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
