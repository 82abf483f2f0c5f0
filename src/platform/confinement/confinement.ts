/**
 * Taking away a process's own rights to the operating system. The program process calls `confine` once, after it loaded
 * all it needs and before it sees a line of the program. `run` refuses to go on where this gives no `confined: true`.
 */
import { confineLinux } from './linux.ts';

export type Confinement =
  | {
      readonly confined: true;
      readonly by: 'seccomp' | 'sandbox profile';
      /** Null where nothing can tell. */
      readonly isReadable: IsReadable | null;
    }
  | { readonly confined: false; readonly reason: string };

/** Tells whether a descriptor has something to read, after waiting for it this many milliseconds at most. */
export type IsReadable = (descriptor: number, milliseconds: number) => boolean;

export interface ConfinementOptions {
  /** The process that must be our parent; another one means that the host is gone already. */
  readonly hostProcess: number;
}

/**
 * Confines the calling process for good, and asks the kernel to kill it when the host dies.
 *
 * @returns what was applied, or why nothing could be
 * @throws HostGone when the host died before the parent-death signal was set
 */
export async function confine(options: ConfinementOptions): Promise<Confinement> {
  if (process.platform === 'linux') return confineLinux(options);
  if (process.platform === 'darwin') return (await import('./macos.ts')).confineMacos();
  return { confined: false, reason: `no confinement is known for ${process.platform}` };
}
