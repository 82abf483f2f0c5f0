/** `aegis doctor`, inside the process it judges: confine as a run does, then try what must be denied and tell the host. */
import { confine } from '#platform/confinement/confinement';
import type { Pipe } from './pipe.ts';

/** Confines the process, tries every denial, sends the results and ends the process. */
export async function probeDenials(pipe: Pipe, hostProcess: number): Promise<void> {
  const attempts =
    process.platform === 'linux' ? (await import('#platform/confinement/probe-linux')).attempts(hostProcess) : [];
  const exit = process.exit.bind(process);
  const confinement = await confine({ hostProcess });
  pipe.send({
    kind: 'ready',
    confinedBy: confinement.confined ? confinement.by : null,
    reason: confinement.confined ? null : confinement.reason,
  });
  const results = attempts.map((attempt) => {
    const denied = attempt.try();
    return { attempt: attempt.name, denied, detail: denied ? 'denied' : 'not denied' };
  });
  pipe.send({ kind: 'probed', results });
  exit(0);
}
