/** `npm start`: from a fresh clone to a running Aegis program, saying each step. */
import { mainJob } from './main-job.mjs';
import { build, main, say } from './setup.mjs';

main(async () => {
  say('Building dist/aegis');
  await build();
  await mainJob();
});
