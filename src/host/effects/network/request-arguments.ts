/**
 * The arguments of `network.request`. The network is a sink: nothing that carries a label leaves, whether in the URL, a
 * header or the body; what came from outside has to be sanitised first, what is secret declassified.
 */
import { labelsIn, type WireValue } from '#protocol/wire-value';
import { content, plainInteger, plainText } from '../arguments.ts';
import { EffectFailure } from '../effect.ts';
import { readTarget, type Target } from './target.ts';

export interface HttpRequest {
  readonly method: string;
  readonly target: Target;
  /** Names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | null;
  /** Milliseconds for everything, redirects included. */
  readonly timeout: number;
  readonly mostRedirects: number;
  readonly mostBytes: number;
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
// A line end in a value would begin another header, or another request.
const headerValue = /^[\t\x20-\x7e]{0,8192}$/;
/** What frames the message or names its receiver is ours to write: two opinions about it are how requests are smuggled. */
const ownHeaders = new Set([
  ...['host', 'connection', 'content-length', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'expect', 'keep-alive'],
  ...['http2-settings', 'accept-encoding', 'proxy-authorization', 'proxy-connection'],
]);
const mostHeaders = 100;
const longestTimeout = 24 * 3_600_000;
const largestBody = 128 * 1024 * 1024;

/** @throws EffectFailure */
export function readRequest(args: readonly WireValue[]): HttpRequest {
  const method = plainText(args, 0, 'the method');
  if (!methods.has(method))
    throw new EffectFailure('ValueError', `the method must be one of ${[...methods].join(', ')}`);
  return {
    method,
    target: readTarget(plainText(args, 1, 'the URL')),
    headers: readHeaders(args[2] ?? null),
    body: readBody(args),
    timeout: plainInteger(args, 4, 'the timeout in milliseconds', 1, longestTimeout),
    mostRedirects: plainInteger(args, 5, 'the number of redirects', 0, 20),
    mostBytes: plainInteger(args, 6, 'the largest size', 0, largestBody),
  };
}

function readBody(args: readonly WireValue[]): Uint8Array | null {
  if (args[3] === undefined || args[3] === null) return null;
  if (labelsIn(args[3]).has('tainted')) {
    throw new EffectFailure('TaintError', 'the body is tainted; pass what came from outside through sanitize first');
  }
  return content(args, 3);
}

/** A list of pairs. */
function readHeaders(value: WireValue): [string, string][] {
  if (!isList(value) || value.length > mostHeaders) {
    throw new EffectFailure('ValueError', `headers are a list of at most ${mostHeaders} pairs`);
  }
  return value.map((pair) => {
    const items = isList(pair) ? pair : [];
    const name = plainText(items, 0, 'the name of a header').toLowerCase();
    const text = plainText(items, 1, `the header ${headerName.test(name) ? name : ''}`.trim());
    if (!headerName.test(name)) throw new EffectFailure('ValueError', 'the name of a header is malformed');
    if (ownHeaders.has(name)) throw new EffectFailure('ValueError', `the header ${name} is set by Aegis itself`);
    if (!headerValue.test(text)) {
      throw new EffectFailure('ValueError', `the header ${name} holds a line end or a character that is not ASCII`);
    }
    return [name, text];
  });
}

function isList(value: WireValue): value is readonly WireValue[] {
  return Array.isArray(value);
}
