/** Clock, chance and standard input of the running system. */

/** Nanoseconds since 1970. */
export function now(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

export function randomBytes(count: number): Uint8Array {
  // node:crypto takes 11 ms to load; this is the same source.
  return crypto.getRandomValues(new Uint8Array(count));
}

let lines: AsyncIterator<string> | null = null;

/** The next line of standard input with a line end; null at its end. */
export async function readLine(): Promise<string | null> {
  lines ??= (await openLines())[Symbol.asyncIterator]();
  const next = await lines.next();
  return next.done === true ? null : `${next.value}\n`;
}

async function openLines(): Promise<AsyncIterable<string>> {
  const { createInterface } = await import('node:readline');
  return createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
}
