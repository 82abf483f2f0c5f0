/** Starts Aegis: `entries.ts` knows which role this process plays. */
import { play } from './entries.ts';

process.exitCode = await play(process.argv.slice(2));
