/** `npm start`: from a fresh clone to running Aegis programs, saying each step. */
import { build, main, run, say, setUp } from './setup.mjs';

main(async () => {
  say('Building dist/aegis');
  await build();
  say('The main job, in an empty folder with an empty home');
  await run(await setUp(), ['scripts/main-job.ts']);
  say('Done. The executable is dist/aegis; copy it anywhere on your PATH.');
});
