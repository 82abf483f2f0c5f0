/** Real HTTP and HTTPS servers on the loopback interface, with certificates of an authority that only tests trust. */
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { join } from 'node:path';

const folder = join(import.meta.dir, 'certificates');

/** Path of the certificate of the tests' authority, as `[network] ca` names it. */
export const authorityFile = join(folder, 'authority.pem');

export interface RunningServer extends AsyncDisposable {
  readonly port: number;
  /** Request lines and hosts that came in: `GET /path host:port`. */
  readonly requests: string[];
}

export interface ServerOptions {
  /** Which certificate to show; none means plain HTTP. */
  readonly certificate?: 'server' | 'expired';
  readonly address?: string;
}

/** Starts a server; it is gone at the end of the `using` block. */
export async function serve(
  answer: RequestListener,
  { certificate, address = '127.0.0.1' }: ServerOptions = {},
): Promise<RunningServer> {
  const requests: string[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.host}`);
    answer(request, response);
  };
  const server: Server =
    certificate === undefined
      ? createPlainServer(listener)
      : createSecureServer(
          {
            key: readFileSync(join(folder, `${certificate}.key`)),
            cert: readFileSync(join(folder, `${certificate}.pem`)),
          },
          listener,
        );
  await new Promise<void>((resolve) => server.listen(0, address, () => resolve()));
  const where = server.address();
  if (where === null || typeof where === 'string') throw new Error('the server has no port');
  return {
    port: where.port,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
