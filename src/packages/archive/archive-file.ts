/** What archives are made of and made to: a package's files in memory, and the one failure that tells what is wrong. */

/** A regular file of a package. */
export interface ArchiveFile {
  /** Relative to the package's root, `/` between its parts, as `problemOfPath` allows it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** An archive is refused. The message names the entry, if it is about one. */
export class ArchiveFailure extends Error {
  override readonly name = 'ArchiveFailure';

  constructor(
    /** Path of the entry as the archive has it; null when the archive as a whole is at fault. */
    readonly entry: string | null,
    readonly reason: string,
    { of = null, ...options }: ErrorOptions & { readonly of?: string | null } = {},
  ) {
    const archive = of === null ? 'the archive' : `the archive of ${of}`;
    super(`${archive} is refused: ${entry === null ? '' : `'${shortened(entry)}' `}${reason}`, options);
  }
}

/** What one package may hold. A package is source text; whoever ships more than this ships something else. */
export const archiveLimits = {
  /** Of the archive as it is downloaded. */
  packedBytes: 16 * 2 ** 20,
  /** Of all files and headers together. */
  unpackedBytes: 64 * 2 ** 20,
  entries: 10_000,
} as const;

/** A name can be as long as an attacker likes; a message cannot. */
function shortened(entry: string): string {
  return entry.length <= 100 ? entry : `${entry.slice(0, 100)}…`;
}
