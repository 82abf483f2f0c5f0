/** Decompression with a bound, so that a small file cannot become more than we are willing to hold. */

/** The bytes are not gzip, are cut off, or hold more than was allowed. */
export class CompressionFailure extends Error {
  override readonly name = 'CompressionFailure';

  constructor(
    readonly problem: 'too-large' | 'malformed',
    options?: ErrorOptions,
  ) {
    super(problem === 'too-large' ? 'it unpacks to more than is allowed' : 'it is not a whole gzip file', options);
  }
}

/**
 * @param mostBytes what the result may hold
 * @throws CompressionFailure
 */
export async function gunzip(bytes: Uint8Array, mostBytes: number): Promise<Uint8Array> {
  const { gunzipSync } = await import('node:zlib');
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch (error) {
    const isTooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new CompressionFailure(isTooLarge ? 'too-large' : 'malformed', { cause: error });
  }
}
