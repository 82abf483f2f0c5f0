/**
 * What a confined process must not be able to do, tried by raw system calls. Each attempt is one a taken-over process
 * would make; none does harm when it succeeds (signal 0, a path everyone may read, a closed port).
 */
import { ptr } from 'bun:ffi';
import { cLibrary, type SystemCall } from '../c-library.ts';

export interface Attempt {
  readonly name: string;
  /** Makes the call; true when it was denied. */
  readonly try: () => boolean;
}

interface Numbers {
  readonly openat: number;
  readonly newfstatat: number;
  readonly statx: number;
  readonly unlinkat: number;
  readonly socket: number;
  readonly connect: number;
  readonly execve: number;
  readonly clone: number;
  readonly clone3: number;
  readonly kill: number;
  readonly tgkill: number;
  readonly ptrace: number;
  readonly prctl: number;
  readonly ioctl: number;
  readonly fcntl: number;
  readonly processVmReadv: number;
  readonly ioUringSetup: number;
  readonly pidfdOpen: number;
  readonly setAffinity: number;
  readonly prlimit64: number;
  readonly memfdCreate: number;
  readonly bpf: number;
  readonly unshare: number;
  readonly read: number;
}

const numbers: Readonly<Record<string, Numbers>> = {
  x64: {
    openat: 257,
    newfstatat: 262,
    statx: 332,
    unlinkat: 263,
    socket: 41,
    connect: 42,
    execve: 59,
    clone: 56,
    clone3: 435,
    kill: 62,
    tgkill: 234,
    ptrace: 101,
    prctl: 157,
    ioctl: 16,
    fcntl: 72,
    processVmReadv: 310,
    ioUringSetup: 425,
    pidfdOpen: 434,
    setAffinity: 203,
    prlimit64: 302,
    memfdCreate: 319,
    bpf: 321,
    unshare: 272,
    read: 0,
  },
  arm64: {
    openat: 56,
    newfstatat: 79,
    statx: 291,
    unlinkat: 35,
    socket: 198,
    connect: 203,
    execve: 221,
    clone: 220,
    clone3: 435,
    kill: 129,
    tgkill: 131,
    ptrace: 117,
    prctl: 167,
    ioctl: 29,
    fcntl: 25,
    processVmReadv: 270,
    ioUringSetup: 425,
    pidfdOpen: 434,
    setAffinity: 122,
    prlimit64: 261,
    memfdCreate: 279,
    bpf: 280,
    unshare: 97,
    read: 63,
  },
};

const currentDirectory = -100;
const childSignal = 17;
/** EPERM, and ENOSYS for calls that are made to look missing. */
const filterAnswers: readonly number[] = [1, 38];

/** @param hostProcess the process that must stay out of reach */
export function attempts(hostProcess: number): readonly Attempt[] {
  const { systemCall: call, errorNumber } = cLibrary();
  // Some of these calls fail by themselves, so a failure is no proof: only the filter's own answers count.
  const denied = (number: number, ...args: (number | bigint)[]): boolean =>
    call(number, ...args) < 0 && filterAnswers.includes(errorNumber());
  const n = numbers[process.arch];
  if (n === undefined) return [];
  const path = bytes('/etc/passwd\0');
  const program = bytes('/bin/true\0');
  const missing = bytes('/nonexistent/aegis-probe\0');
  const name = bytes('probe\0');
  const scratch = new Uint8Array(512);
  const address = new Uint8Array([2, 0, 0, 1, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  return [
    { name: 'open a file', try: () => denied(n.openat, currentDirectory, ptr(path), 0) },
    { name: 'create a file', try: () => denied(n.memfdCreate, ptr(name), 0) },
    { name: 'delete a file', try: () => denied(n.unlinkat, currentDirectory, ptr(missing), 0) },
    { name: 'look at a path (stat)', try: () => denied(n.newfstatat, currentDirectory, ptr(path), ptr(scratch), 0) },
    { name: 'look at a path (statx)', try: () => denied(n.statx, currentDirectory, ptr(path), 0, 0x7ff, ptr(scratch)) },
    { name: 'open a socket', try: () => denied(n.socket, 2, 1, 0) },
    { name: 'connect', try: () => denied(n.connect, 3, ptr(address), address.length) },
    { name: 'start a program', try: () => denied(n.execve, ptr(program), 0, 0) },
    { name: 'fork', try: () => forkIsDenied(call, n) },
    { name: 'fork (clone3)', try: () => denied(n.clone3, 0, 0) },
    { name: 'signal the host', try: () => denied(n.kill, hostProcess, 0) },
    { name: 'signal a thread of the host', try: () => denied(n.tgkill, hostProcess, hostProcess, 0) },
    { name: 'name the host by descriptor', try: () => denied(n.pidfdOpen, hostProcess, 0) },
    { name: 'trace the host', try: () => denied(n.ptrace, 0x4206, hostProcess, 0, 0) },
    { name: 'read memory of the host', try: () => denied(n.processVmReadv, hostProcess, 0, 0, 0, 0, 0) },
    { name: 'change privileges (prctl)', try: () => denied(n.prctl, 4, 1) },
    { name: 'drop the parent-death signal', try: () => denied(n.prctl, 1, 0) },
    { name: 'type into the terminal', try: () => denied(n.ioctl, 1, 0x5412, ptr(name)) },
    { name: 'change the terminal', try: () => denied(n.ioctl, 1, 0x5402, ptr(scratch)) },
    { name: 'read the terminal', try: () => denied(n.read, 1, ptr(scratch), 0) },
    { name: 'change a descriptor', try: () => denied(n.fcntl, 1, 4, 0) },
    { name: 'move the host to another core', try: () => denied(n.setAffinity, hostProcess, 0, 0) },
    { name: 'read limits of the host', try: () => denied(n.prlimit64, hostProcess, 7, 0, ptr(scratch)) },
    { name: 'make an io_uring', try: () => denied(n.ioUringSetup, 1, ptr(scratch)) },
    { name: 'load a kernel program', try: () => denied(n.bpf, 0, 0, 0) },
    { name: 'make a namespace', try: () => denied(n.unshare, 0x10000000) },
  ];
}

/** A child that comes to life ends itself at once. */
function forkIsDenied(call: SystemCall, n: Numbers): boolean {
  const child = call(n.clone, childSignal, 0, 0, 0, 0);
  if (child === 0) process.exit(0);
  return child < 0;
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
