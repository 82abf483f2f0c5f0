/**
 * A message on the pipe: four bytes of length (little-endian), then that many bytes of JSON in UTF-8. Both sides bound
 * the length, so that a broken or hostile peer costs at most one buffer.
 */
import { fail, type Json } from './json.ts';

export const headerLength = 4;
export const longestFrame = 256 * 1024 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** @param message anything that JSON can hold */
export function encodeFrame(message: unknown): Uint8Array {
  const body = encoder.encode(JSON.stringify(message));
  const frame = new Uint8Array(headerLength + body.length);
  new DataView(frame.buffer).setUint32(0, body.length, true);
  frame.set(body, headerLength);
  return frame;
}

/**
 * Length of the body that a header announces.
 *
 * @throws MalformedMessage when it is more than anyone may send
 */
export function bodyLength(header: Uint8Array): number {
  const length = new DataView(header.buffer, header.byteOffset, headerLength).getUint32(0, true);
  return length <= longestFrame ? length : fail(`${length} bytes, more than ${longestFrame}`);
}

/** @throws MalformedMessage when the bytes are not JSON in UTF-8 */
export function decodeBody(body: Uint8Array): Json {
  try {
    return JSON.parse(decoder.decode(body)) as Json;
  } catch {
    return fail('bytes that are no JSON');
  }
}

/**
 * Puts a stream of chunks together into message bodies. Chunks of an unfinished message are only kept, and copied once
 * when it is complete: joining them one by one would let a peer keep us busy with a long message in small pieces.
 */
export class FrameReader {
  private chunks: Uint8Array[] = [];
  private length = 0;
  /** Bytes that must be there before looking at them makes sense. */
  private needed = headerLength;

  /** @throws MalformedMessage when a header announces too much */
  *push(chunk: Uint8Array): Generator<Json> {
    this.chunks.push(new Uint8Array(chunk));
    this.length += chunk.length;
    while (this.length >= this.needed) {
      const bytes = this.joined();
      const end = headerLength + bodyLength(bytes);
      this.needed = end;
      if (bytes.length < end) return;
      this.chunks = [bytes.subarray(end)];
      this.length = bytes.length - end;
      this.needed = headerLength;
      yield decodeBody(bytes.subarray(headerLength, end));
    }
  }

  private joined(): Uint8Array {
    if (this.chunks.length === 1) return this.chunks[0]!;
    const whole = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    this.chunks = [whole];
    return whole;
  }
}
