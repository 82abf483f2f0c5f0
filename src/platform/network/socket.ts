/**
 * A connected socket to one address, with TLS on it where that is asked for, through a proxy where the project names one.
 * The certificate is always checked, against the name that the program asked for, never against the address.
 */
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { NetworkFailure } from './failure.ts';

export interface ProxyAddress {
  readonly host: string;
  readonly port: number;
  /** `user:password` for basic authentication; null without. */
  readonly credentials: string | null;
}

export interface Peer {
  /** The address that is connected to; the host's name where a proxy is asked to reach it. */
  readonly address: string;
  readonly port: number;
  /** With TLS. */
  readonly isSecure: boolean;
  /** Whom the certificate must name. */
  readonly host: string;
  /** Certificates (PEM) that are trusted besides the built-in ones; null for none. */
  readonly authorities: string | null;
  readonly proxy: ProxyAddress | null;
}

/** Longest answer of a proxy to CONNECT. */
const longestProxyAnswer = 16_384;

/** @throws NetworkFailure; the signal's reason when it was ended */
export async function openSocket(peer: Peer, signal: AbortSignal): Promise<Socket> {
  const { connect } = await import('node:net');
  signal.throwIfAborted();
  const { proxy } = peer;
  const reached = proxy === null ? { host: peer.address, port: peer.port } : { host: proxy.host, port: proxy.port };
  const socket = connect(reached);
  const close = () => socket.destroy();
  signal.addEventListener('abort', close, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', close));
  try {
    await once(socket, 'connect', proxy === null ? 'unreachable' : 'proxy');
    if (proxy !== null && peer.isSecure) await tunnel(socket, peer, proxy);
    return peer.isSecure ? await secured(socket, peer) : socket;
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw error;
  }
}

async function secured(socket: Socket, peer: Peer): Promise<TLSSocket> {
  const { checkServerIdentity, connect, rootCertificates } = await import('node:tls');
  const secure = connect({
    socket,
    host: peer.host,
    servername: /^[\d.]+$|:/.test(peer.host) ? '' : peer.host,
    rejectUnauthorized: true,
    checkServerIdentity: (_name, certificate) => checkServerIdentity(peer.host, certificate),
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    ...(peer.authorities === null ? {} : { ca: [...rootCertificates, peer.authorities] }),
  });
  await once(secure, 'secureConnect', 'certificate');
  // Not left to the runtime's settings alone, because environment variables of the user can change those.
  const wrong = secure.authorized
    ? checkServerIdentity(peer.host, secure.getPeerCertificate())
    : new Error('untrusted');
  if (wrong !== undefined) {
    secure.destroy();
    throw new NetworkFailure('certificate', { cause: wrong });
  }
  return secure;
}

/** Asks the proxy for a connection to the peer. */
async function tunnel(socket: Socket, peer: Peer, proxy: ProxyAddress): Promise<void> {
  const authority = `${peer.address.includes(':') ? `[${peer.address}]` : peer.address}:${peer.port}`;
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${authorizationLine(proxy)}\r\n`);
  let answer = '';
  while (!answer.includes('\r\n\r\n')) {
    const chunk = await once<Uint8Array>(socket, 'data', 'proxy');
    answer += Buffer.from(chunk).toString('latin1');
    if (answer.length > longestProxyAnswer) throw new NetworkFailure('proxy');
  }
  if (!/^HTTP\/1\.[01] 200 /.test(answer) || !answer.endsWith('\r\n\r\n')) throw new NetworkFailure('proxy');
}

function authorizationLine({ credentials }: ProxyAddress): string {
  return credentials === null ? '' : `Proxy-Authorization: ${basicAuthentication(credentials)}\r\n`;
}

/** The value of a header for basic authentication. */
export function basicAuthentication(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

/** Waits for one event of a socket; its failure or its end is ours. */
function once<Value = void>(
  socket: Socket,
  event: string,
  problem: 'unreachable' | 'certificate' | 'proxy',
): Promise<Value> {
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  const fail = (error?: unknown) => reject(new NetworkFailure(problem, { cause: error }));
  const happen = (value: Value) => resolve(value);
  socket.once(event, happen);
  socket.once('error', fail);
  socket.once('close', fail);
  return promise.finally(() => {
    socket.off(event, happen);
    socket.off('close', fail);
    // The handler of errors stays: one that comes later has nobody else to go to.
  });
}
