/**
 * The body of an answer, unpacked and bounded. Both what arrives and what it unpacks to are counted while they come, so
 * neither an endless body nor a small archive that unpacks to gigabytes fills the memory.
 */
import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { NetworkFailure } from './failure.ts';

/** @throws NetworkFailure (`too-large`, `encoding`, `broken`) */
export async function limitedBody(
  response: IncomingMessage,
  { mostBytes, method }: { readonly mostBytes: number; readonly method: string },
): Promise<Uint8Array> {
  if (method === 'HEAD') return new Uint8Array(0);
  const unpacking = await unpackerFor(response.headers['content-encoding'] ?? 'identity');
  if (unpacking === null) return collected(response, mostBytes, 'broken');
  let packed = 0;
  response.on('data', (chunk: Uint8Array) => {
    packed += chunk.length;
    if (packed > mostBytes) unpacking.destroy(new NetworkFailure('too-large'));
  });
  response.on('error', (error) => unpacking.destroy(new NetworkFailure('broken', { cause: error })));
  return collected(response.pipe(unpacking), mostBytes, 'encoding');
}

async function collected(
  stream: AsyncIterable<Uint8Array>,
  mostBytes: number,
  problem: 'broken' | 'encoding',
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      length += chunk.length;
      if (length > mostBytes) throw new NetworkFailure('too-large');
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof NetworkFailure) throw error;
    throw new NetworkFailure(problem, { cause: error });
  }
  return Buffer.concat(chunks, length);
}

/** @returns null when nothing is packed @throws NetworkFailure for an encoding that we did not ask for */
async function unpackerFor(encoding: string): Promise<Transform | null> {
  const { createGunzip, createInflate, createBrotliDecompress } = await import('node:zlib');
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new NetworkFailure('encoding');
  }
}
