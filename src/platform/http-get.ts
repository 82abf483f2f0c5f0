/**
 * Fetching one file over HTTP for the package manager: bounded in size and time, without following redirects (whoever
 * answers must be who was asked) and without cookies or credentials.
 */

export type HttpProblem = 'unreachable' | 'too-large' | 'too-slow' | 'redirect' | 'status';

export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  constructor(
    readonly problem: HttpProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface HttpLimits {
  readonly mostBytes: number;
  /** Milliseconds for the whole answer. */
  readonly mostTime: number;
}

/**
 * @returns the file; null when there is none (404, 410)
 * @throws HttpFailure
 */
export async function getFile(url: string, { mostBytes, mostTime }: HttpLimits): Promise<Uint8Array | null> {
  const tooLarge = (): HttpFailure => new HttpFailure('too-large', `${url} is larger than ${mostBytes} bytes`);
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(mostTime) });
    if (response.status === 404 || response.status === 410) return null;
    if (response.status >= 300 && response.status < 400)
      throw new HttpFailure('redirect', `${url} leads elsewhere, which is not followed`);
    if (!response.ok) throw new HttpFailure('status', `${url} answers ${response.status}`);
    if (Number(response.headers.get('content-length') ?? 0) > mostBytes) throw tooLarge();
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > mostBytes) throw tooLarge();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof HttpFailure) throw error;
    if ((error as Error).name === 'TimeoutError')
      throw new HttpFailure('too-slow', `${url} took longer than ${mostTime / 1000} seconds`, { cause: error });
    throw new HttpFailure('unreachable', `${url} cannot be reached: ${(error as Error).message}`, { cause: error });
  }
}
