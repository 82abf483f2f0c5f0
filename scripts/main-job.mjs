/**
 * The main job of Aegis from a user's chair, with the built binary: make a project, run it, read what was recorded.
 * `npm start` ends with it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aegis, run, say } from './setup.mjs';

export async function mainJob() {
  const folder = mkdtempSync(join(tmpdir(), 'aegis-start-'));
  try {
    for (const words of [['init'], ['run'], ['audit', 'show']]) {
      say(`aegis ${words.join(' ')}   (in ${folder})`);
      await run(aegis, words, { cwd: folder });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  say('Done. The executable is dist/aegis; copy it anywhere on your PATH.');
}
