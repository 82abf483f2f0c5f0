/** Git's own web server program (`git http-backend`), behind a listener: repositories as hosts of code serve them. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/**
 * @param folder holds the repositories
 * @param user who the server takes every caller for; nobody may push without
 */
export function gitServer(folder: string, user?: string): RequestListener {
  return (request, response) => void answer(folder, user, request, response);
}

async function answer(
  folder: string,
  user: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, search } = new URL(request.url!, 'https://x');
  const { headers, method } = request;
  const body: Buffer[] = [];
  for await (const chunk of request) body.push(chunk as Buffer);
  const child = Bun.spawn(['git', 'http-backend'], {
    stdin: Buffer.concat(body),
    stdout: 'pipe',
    stderr: 'ignore',
    env: {
      PATH: process.env.PATH ?? '',
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: method ?? 'GET',
      CONTENT_TYPE: headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
      ...(user === undefined ? {} : { REMOTE_USER: user }),
    },
  });
  const output = Buffer.from(await new Response(child.stdout).arrayBuffer());
  const end = output.indexOf('\r\n\r\n');
  for (const line of output.subarray(0, end).toString().split('\r\n')) {
    const [name, value] = line.split(': ') as [string, string];
    if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.end(output.subarray(end + 4));
}
