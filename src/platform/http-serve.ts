/** A small HTTP server for files that are made on the spot: GET and HEAD only, answers from one function. */

export interface FileServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * @param host the address to listen at
 * @param port 0 for any that is free
 * @param answer gives the file at a path without its first `/`; null when there is none
 * @throws Error when the port is taken
 */
export function serveFiles(
  host: string,
  port: number,
  answer: (path: string) => Promise<Uint8Array | null>,
): FileServer {
  const server = Bun.serve({
    hostname: host,
    port,
    async fetch(request) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return new Response('read only\n', { status: 405 });
      const path = new URL(request.url).pathname.slice(1);
      try {
        const bytes = /^[A-Za-z0-9._/-]*$/.test(path) && !path.includes('..') ? await answer(path) : null;
        if (bytes === null) return new Response('not found\n', { status: 404 });
        return new Response(bytes as Uint8Array<ArrayBuffer>, {
          headers: { 'content-type': 'application/octet-stream' },
        });
      } catch {
        return new Response('the registry cannot be read\n', { status: 500 });
      }
    },
  });
  return { port: server.port!, stop: () => server.stop(true) };
}
