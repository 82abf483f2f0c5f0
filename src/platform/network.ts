/**
 * One HTTP/1.1 exchange with one address that the caller chose. Nothing here looks a name up, follows a redirect, keeps a
 * connection or reads a proxy from the environment: we open the socket ourselves and hand it to the HTTP client, so that
 * what was checked is what is talked to. `NODE_TLS_REJECT_UNAUTHORIZED` and its kin change nothing.
 */
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { limitedBody } from './network/body.ts';
import { NetworkFailure } from './network/failure.ts';
import { basicAuthentication, openSocket, type Peer, type ProxyAddress } from './network/socket.ts';

export { NetworkFailure, type NetworkProblem } from './network/failure.ts';
export type { Peer, ProxyAddress };

export interface Exchange {
  readonly peer: Peer;
  readonly method: string;
  /** Path and query as they stand in the request line. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | null;
  /** More than this of a body, packed or unpacked, is not read. */
  readonly mostBytes: number;
  /** Ends the exchange, whatever it is doing. */
  readonly signal: AbortSignal;
}

export interface Reply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Unpacked. */
  readonly body: Uint8Array;
}

export interface Network {
  /** All addresses of a host name, as the system resolves it. @throws NetworkFailure */
  resolve(host: string, signal: AbortSignal): Promise<readonly string[]>;
  /** @throws NetworkFailure; the signal's reason when it was ended */
  exchange(exchange: Exchange): Promise<Reply>;
}

export const systemNetwork: Network = { resolve, exchange };

async function resolve(host: string, signal: AbortSignal): Promise<readonly string[]> {
  const { lookup } = await import('node:dns/promises');
  try {
    const found = await untilAborted(lookup(host, { all: true, verbatim: true }), signal);
    return found.map(({ address }) => address);
  } catch (error) {
    signal.throwIfAborted();
    throw new NetworkFailure('unresolved', { cause: error });
  }
}

async function exchange(asked: Exchange): Promise<Reply> {
  const socket = await openSocket(asked.peer, asked.signal);
  try {
    const response = await untilAborted(answered(socket, asked), asked.signal);
    const body = await untilAborted(limitedBody(response, asked), asked.signal);
    return { status: response.statusCode ?? 0, headers: pairs(response.rawHeaders), body };
  } catch (error) {
    asked.signal.throwIfAborted();
    if (error instanceof NetworkFailure) throw error;
    throw new NetworkFailure('broken', { cause: error });
  } finally {
    socket.destroy();
  }
}

async function answered(socket: Socket, asked: Exchange): Promise<IncomingMessage> {
  const { peer, method, body } = asked;
  const { target, headers } = peer.proxy === null || peer.isSecure ? asked : throughProxy(asked, peer.proxy);
  const { request } = await import('node:http');
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent: ClientRequest = request({
    createConnection: () => socket,
    // Never looked at, because the socket is there; were it, it would still lead to no other machine.
    host: peer.address,
    port: peer.port,
    method,
    path: target,
    setHost: false,
    headers: headers.flat(),
  });
  sent.on('response', resolve);
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

/** Without TLS a proxy gets the request itself, with the whole address in it. */
function throughProxy({ peer, target, headers }: Exchange, proxy: ProxyAddress): Pick<Exchange, 'target' | 'headers'> {
  const host = headers.find(([name]) => name === 'host')?.[1] ?? peer.host;
  const authorization = proxy.credentials === null ? [] : [basicAuthentication(proxy.credentials)];
  return {
    target: `http://${host}${target}`,
    headers: [...headers, ...authorization.map((value) => ['proxy-authorization', value] as const)],
  };
}

function pairs(raw: readonly string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) list.push([raw[at]!, raw[at + 1]!]);
  return list;
}

/** The work, or the signal's reason as soon as it is given. */
async function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  // What loses the race must not count as an error that nobody handled.
  work.catch(() => {});
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
