/**
 * What the kernel says of a running process, and what it is told. Apart from `program-process.ts`, because `node:fs` is loaded
 * while the program process boots, not before it is started.
 */
import fs from 'node:fs';

const pageSize = 4096;

/** @returns resident memory in bytes; null when it cannot be told (the process is gone, or not on Linux) */
export function residentMemory(id: number): number | null {
  try {
    return Number(fs.readFileSync(`/proc/${id}/statm`, 'latin1').split(' ')[1]) * pageSize;
  } catch {
    return null;
  }
}

/** @returns true when a system call filter is on and no privileges can be gained; null where the kernel cannot say */
export function isConfined(id: number): boolean | null {
  if (process.platform !== 'linux') return null;
  try {
    const status = fs.readFileSync(`/proc/${id}/status`, 'latin1');
    return /^Seccomp:\t2$/m.test(status) && /^NoNewPrivs:\t1$/m.test(status);
  } catch {
    return false;
  }
}

/** Asks the kernel to end this process rather than others when memory runs out; ignored where there is no such thing. */
export function preferForMemoryKill(id: number): void {
  try {
    fs.writeFileSync(`/proc/${id}/oom_score_adj`, '1000');
  } catch {
    // Not Linux, or the process is gone already: the memory watch still holds.
  }
}
