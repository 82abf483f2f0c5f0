/**
 * The fuzzer as an executable of its own, so that it has the library precompiled as the product has and can play the
 * program process: `bun run fuzz [--programs N] [--seed FIRST] [--steps N] [--show SEED]` builds and starts it.
 */
import { programRole } from '#platform/program-process';
import { play } from '../../src/entries.ts';
import { main } from './run.ts';

const words = process.argv.slice(2);
process.exitCode = words[0] === programRole ? await play(words) : await main(words);
