/** Clock, chance and standard input of the running system. */
import { randomBytes as nodeRandomBytes } from 'node:crypto';
import { createInterface, type Interface } from 'node:readline';

/** Nanoseconds since 1970. */
export function now(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

export function randomBytes(count: number): Uint8Array {
  return nodeRandomBytes(count);
}

let lines: AsyncIterator<string> | null = null;

/** The next line of standard input with a line end; null at its end. */
export async function readLine(): Promise<string | null> {
  lines ??= openLines()[Symbol.asyncIterator]();
  const next = await lines.next();
  return next.done === true ? null : `${next.value}\n`;
}

function openLines(): Interface {
  return createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
}
