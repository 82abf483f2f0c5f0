/** Starts Aegis: `entries.ts` knows which role this process plays. */
import { play } from './entries.ts';

// Output is written synchronously everywhere, so nothing is lost by not waiting for the event loop to run dry.
process.exit(await play(process.argv.slice(2)));
