/** The program process as one chunk: the sandbox together with the runtime library that it drives. */
import * as runtime from '#program/index';
import { main } from './main.ts';

/** Plays the program process. Does not return. @param hostProcess id of the host */
export function start(hostProcess: number): Promise<void> {
  return main(runtime, hostProcess);
}
