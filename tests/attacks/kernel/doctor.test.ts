/**
 * The kernel wall alone: `aegis doctor` asks for every forbidden thing from inside a confined process and must be refused
 * each time. On systems without confinement doctor says so, and `run` needs `--allow-unconfined`.
 */
import { expect, test } from 'bun:test';
import { fromSource } from '../../support/batch.ts';

test.if(process.platform === 'linux')(
  'every denial holds when it is tried',
  async () => {
    const child = Bun.spawn([...fromSource, 'doctor'], { stdout: 'pipe', stderr: 'pipe', stdin: 'ignore' });
    const [output, status] = await Promise.all([new Response(child.stdout).text(), child.exited]);
    expect(output).not.toContain('ESCAPED');
    const attempts = output.split('\n').filter((line) => line.startsWith('  '));
    expect(attempts.length).toBeGreaterThan(20);
    expect(attempts.filter((line) => !/ denied +denied$/.test(line))).toEqual([]);
    expect(status).toBe(0);
  },
  30_000,
);
