/**
 * `aegis doctor`: starts a confined process that tries everything it must not be able to do, and reports what held. What
 * is proved here by trying is the kernel's wall alone; the attempts are raw system calls.
 */

import { isConfined } from '#platform/process-status';
import { spawnProgramProcess } from '#platform/program-process';
import { encodeFrame, FrameReader } from '#protocol/frames';
import { type ProbeResultMessage, programMessage, type ReadyMessage } from '#protocol/messages';

export interface DoctorReport {
  /** What confined the process; null when nothing did. */
  readonly confinedBy: string | null;
  /** Why nothing did. */
  readonly reason: string | null;
  /** What the kernel itself says of the process; null where it cannot be asked. */
  readonly seenByKernel: boolean | null;
  readonly attempts: ProbeResultMessage['results'];
  /** Every attempt was denied and the process is confined. */
  readonly isSound: boolean;
}

const longestProbe = 10_000;

/** Never rejects: what goes wrong is part of the report. */
export function examineConfinement(): Promise<DoctorReport> {
  return new Promise((resolve) => {
    const child = spawnProgramProcess({ inheritOutput: false });
    const frames = new FrameReader();
    let ready: ReadyMessage | null = null;
    let seenByKernel: boolean | null = null;

    function finish(attempts: DoctorReport['attempts'], failure: string | null): void {
      clearTimeout(timer);
      child.kill();
      const confinedBy = ready?.confinedBy ?? null;
      resolve({
        confinedBy,
        reason: ready?.reason ?? failure,
        seenByKernel,
        attempts,
        isSound:
          confinedBy !== null &&
          failure === null &&
          seenByKernel !== false &&
          attempts.length > 0 &&
          attempts.every((each) => each.denied),
      });
    }
    const timer = setTimeout(() => finish([], 'the probe did not answer'), longestProbe);
    child.onData((chunk) => {
      try {
        for (const json of frames.push(chunk)) {
          const message = programMessage(json);
          if (message.kind === 'ready') {
            ready = message;
            seenByKernel = isConfined(child.id);
          } else if (message.kind === 'probed') finish(message.results, null);
        }
      } catch (error) {
        finish([], error instanceof Error ? error.message : String(error));
      }
    });
    child.exited.then(() => setTimeout(() => finish([], 'the probing process ended too early'), 20));
    child.send(encodeFrame({ kind: 'probe' }));
  });
}
