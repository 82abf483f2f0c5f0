/**
 * The main job of Aegis from a user's chair, with the built binary: the recorded case tests/cli/main_job, played in an empty
 * folder with an empty home, and held against its record. `npm start` ends with it.
 */
import { join } from 'node:path';
import { fits, play, readExpected } from '../tests/support/cli.ts';
import { repository } from '../tests/support/files.ts';

const folder = join(repository, 'tests/cli/main_job');
const transcript = await play(folder, (text) => process.stdout.write(text));
if (!fits(transcript, readExpected(folder))) {
  console.error(`This is not what ${join(folder, 'case.out')} says.`);
  process.exit(1);
}
