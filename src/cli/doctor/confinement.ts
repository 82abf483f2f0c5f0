/** Whether the system holds a program process, proved by trying. */
import type { DoctorReport } from '#host/doctor';
import { type Finding, findingsOf } from './finding.ts';

const { ok, fail } = findingsOf('confinement');

export function judgeConfinement({ confinedBy, reason, seenByKernel, attempts }: DoctorReport): readonly Finding[] {
  if (confinedBy === null)
    return [
      fail(`nothing confines programs here: ${reason}`, "'aegis run' refuses unless --allow-unconfined is given"),
    ];
  const held = ok(`${confinedBy}${seenByKernel === true ? '; the kernel says so, too' : ''}`);
  const unseen = seenByKernel === false ? [fail('the kernel says that the process is not confined', reportIt)] : [];
  const allowed = attempts.filter(({ denied }) => !denied);
  if (attempts.length === 0) return [held, ...unseen, fail(`nothing could be tried: ${reason}`, reportIt)];
  if (allowed.length === 0) return [held, ...unseen, ok(`${attempts.length} forbidden things tried, all denied`)];
  return [held, ...unseen, ...allowed.map(({ attempt, detail }) => fail(`ALLOWED: ${attempt} (${detail})`, reportIt))];
}

const reportIt = 'please report this; do not run programs that you do not trust';
