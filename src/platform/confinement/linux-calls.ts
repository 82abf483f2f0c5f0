/**
 * The system calls a confined program process may make, per architecture: what JavaScriptCore needs to compute, collect
 * garbage, start its helper threads and wait, plus reading and writing descriptors that are already open. Nothing here
 * opens, names, connects, starts or signals anything outside the process.
 */
import type { Rule } from './bpf.ts';

interface CallNumbers {
  readonly architecture: number;
  readonly plain: readonly number[];
  readonly read: number;
  readonly readv: number;
  readonly clone: number;
  readonly clone3: number;
  readonly tgkill: number;
  readonly prctl: number;
  readonly fcntl: number;
  readonly prlimit64: number;
  readonly getppid: number;
  readonly seccomp: number;
  readonly ppoll: number;
}

const x64: CallNumbers = {
  architecture: 0xc000003e,
  // futex write madvise mmap munmap mprotect sched_yield clock_gettime close writev poll ppoll brk mremap rt_sigaction
  // rt_sigprocmask rt_sigreturn sigaltstack nanosleep clock_nanosleep clock_getres gettimeofday getpid gettid getrusage
  // exit exit_group set_tid_address set_robust_list rseq membarrier getcpu getrandom sched_getaffinity sysinfo
  // epoll_wait epoll_pwait epoll_pwait2 epoll_ctl epoll_create1 eventfd2 timerfd_create timerfd_settime timerfd_gettime
  // rt_sigpending rt_sigtimedwait rt_sigsuspend
  plain: [
    202, 1, 28, 9, 11, 10, 24, 228, 3, 20, 7, 271, 12, 25, 13, 14, 15, 131, 35, 230, 229, 96, 39, 186, 98, 60, 231, 218,
    273, 334, 324, 309, 318, 204, 99, 232, 281, 441, 233, 291, 290, 283, 286, 287, 127, 128, 130,
  ],
  read: 0,
  readv: 19,
  clone: 56,
  clone3: 435,
  tgkill: 234,
  prctl: 157,
  fcntl: 72,
  prlimit64: 302,
  getppid: 110,
  seccomp: 317,
  ppoll: 271,
};

const arm64: CallNumbers = {
  architecture: 0xc00000b7,
  // the same calls in the same order, without poll, epoll_wait (which this architecture does not have)
  plain: [
    98, 64, 233, 222, 215, 226, 124, 113, 57, 66, 73, 214, 216, 134, 135, 139, 132, 101, 115, 114, 169, 172, 178, 165,
    93, 94, 96, 99, 293, 283, 168, 278, 123, 179, 22, 441, 21, 20, 19, 85, 86, 87, 136, 137, 133,
  ],
  read: 63,
  readv: 65,
  clone: 220,
  clone3: 435,
  tgkill: 131,
  prctl: 167,
  fcntl: 25,
  prlimit64: 261,
  getppid: 173,
  seccomp: 277,
  ppoll: 73,
};

/** Call numbers of the machine we run on, or null where no table was written. */
export function callNumbersFor(architecture: string): CallNumbers | null {
  return architecture === 'x64' ? x64 : architecture === 'arm64' ? arm64 : null;
}

const setName = 15;
const setVirtualMemoryName = 0x53564d41;
const getDescriptorFlags = 1;
const getStatusFlags = 3;
const notImplemented = 38;
/** Exactly what pthread_create asks for (glibc, musl): no other flag, so neither fork nor a namespace. */
const threadFlags = [0x3d0f00, 0x7d0f00];

/** @param ownProcess the only process `tgkill` may name: with it a foreign id would kill the host */
export function rulesFor(calls: CallNumbers, ownProcess: number): readonly Rule[] {
  // A terminal is one open file for input and output, so reading the inherited output would read the keyboard.
  const notStandardStream = [{ argument: 0, noneOf: [0, 1, 2] }];
  return [
    { call: calls.read, when: notStandardStream },
    ...calls.plain.map((call) => ({ call })),
    { call: calls.readv, when: notStandardStream },
    { call: calls.tgkill, when: [{ argument: 0, oneOf: [ownProcess] }] },
    { call: calls.clone, when: [{ argument: 0, oneOf: threadFlags }] },
    // ENOSYS makes the C library fall back to clone, whose flags a filter can read.
    { call: calls.clone3, answer: notImplemented },
    { call: calls.prctl, when: [{ argument: 0, oneOf: [setName, setVirtualMemoryName] }] },
    { call: calls.fcntl, when: [{ argument: 1, oneOf: [getDescriptorFlags, getStatusFlags] }] },
    {
      call: calls.prlimit64,
      when: [
        { argument: 0, oneOf: [0] },
        { argument: 2, isNull: true },
      ],
    },
  ];
}
