/** An archive's bytes, made into files in memory. Nothing touches a disk here. */
import { CompressionFailure, gunzip } from '#platform/compression';
import { ArchiveFailure, type ArchiveFile, archiveLimits } from './archive-file.ts';
import { scanArchive } from './scan.ts';

/**
 * @returns the files, each path checked, in the archive's order
 * @throws ArchiveFailure
 */
export async function readArchive(bytes: Uint8Array): Promise<ArchiveFile[]> {
  if (bytes.length > archiveLimits.packedBytes) {
    throw new ArchiveFailure(null, `it is larger than ${archiveLimits.packedBytes / 2 ** 20} MiB`);
  }
  return scanArchive(await unpacked(bytes));
}

async function unpacked(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await gunzip(bytes, archiveLimits.unpackedBytes);
  } catch (error) {
    if (!(error instanceof CompressionFailure)) throw error;
    throw new ArchiveFailure(
      null,
      error.problem === 'too-large'
        ? `it unpacks to more than ${archiveLimits.unpackedBytes / 2 ** 20} MiB`
        : 'it is cut off or no gzip file',
      { cause: error },
    );
  }
}
