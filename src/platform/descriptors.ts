/** Blocking reads and writes of descriptors that are already open: all the input and output a program process has. */

export interface Descriptors {
  /**
   * Waits for bytes and puts them at the front of the target.
   *
   * @returns how many came; 0 at the end
   * @throws DescriptorError
   */
  read(descriptor: number, target: Uint8Array): number;
  /** @returns how many of the bytes were taken @throws DescriptorError */
  write(descriptor: number, bytes: Uint8Array): number;
  isTerminal(descriptor: number): boolean;
}

/** The system refused to read or write. */
export class DescriptorError extends Error {
  override readonly name = 'DescriptorError';

  /** @param code the system's name for the reason, such as EPIPE */
  constructor(readonly code: string) {
    super(`a descriptor cannot be read or written: ${code}`);
  }
}

/** To be opened before the process is confined. */
export async function openDescriptors(): Promise<Descriptors> {
  return process.platform === 'linux'
    ? (await import('./descriptors-linux.ts')).linuxDescriptors()
    : (await import('./descriptors-node.ts')).nodeDescriptors;
}
