/**
 * The kernel wall alone: `aegis doctor` asks for every forbidden thing from inside a confined process and must be refused
 * each time. On systems without confinement doctor says so, and `run` needs `--allow-unconfined`.
 */
import { expect, test } from 'bun:test';
import { fromSource } from '../../support/batch.ts';

interface Attempt {
  readonly attempt: string;
  readonly denied: boolean;
}

test.if(process.platform === 'linux')(
  'every denial holds when it is tried',
  async () => {
    const child = Bun.spawn([...fromSource, 'doctor', '--json'], { stdout: 'pipe', stderr: 'pipe', stdin: 'ignore' });
    const [output, status] = await Promise.all([new Response(child.stdout).text(), child.exited]);
    const { confinement } = JSON.parse(output) as { confinement: { confinedBy: string; attempts: Attempt[] } };
    expect(confinement.confinedBy).toBe('seccomp');
    expect(confinement.attempts.length).toBeGreaterThan(20);
    expect(confinement.attempts.filter(({ denied }) => !denied)).toEqual([]);
    expect(status).toBe(0);
  },
  30_000,
);
