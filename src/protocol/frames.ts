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

/** Puts a stream of chunks together into message bodies. */
export class FrameReader {
  private pending = new Uint8Array(0);

  /** @throws MalformedMessage when a header announces too much */
  *push(chunk: Uint8Array): Generator<Json> {
    this.pending = this.pending.length === 0 ? new Uint8Array(chunk) : concatenate(this.pending, chunk);
    while (this.pending.length >= headerLength) {
      const end = headerLength + bodyLength(this.pending);
      if (this.pending.length < end) return;
      const body = this.pending.subarray(headerLength, end);
      this.pending = this.pending.subarray(end);
      yield decodeBody(body);
    }
  }
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
