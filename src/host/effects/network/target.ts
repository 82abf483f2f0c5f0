/**
 * The URL that a program asks for, taken apart once, by the same parser that everything later relies on. Host names come
 * out in their one normal form (lower case, punycode, no trailing dot, IPv4 and IPv6 addresses in their usual writing), so
 * that what is authorised, looked up, connected to and named in the certificate is one and the same text.
 */
import ipaddr from 'ipaddr.js';
import { EffectFailure } from '../effect.ts';

export interface Target {
  readonly url: URL;
  readonly isSecure: boolean;
  /** Normal form; IPv6 addresses without brackets. */
  readonly host: string;
  readonly port: number;
  /** The host as `scopeOf` writes it. */
  readonly scope: string;
  /** The host is an address, not a name. */
  readonly isAddress: boolean;
}

const longestUrl = 8192;
// The parser would silently drop some of these and take others as separators.
const neverInUrls = /[\p{Cc}\s\\]/u;

/** @throws EffectFailure (ValueError) when it is no http or https URL, or holds a user name or a password */
export function readTarget(text: string): Target {
  if (text.length > longestUrl) throw malformed(`is longer than ${longestUrl} characters`);
  if (neverInUrls.test(text)) throw malformed('holds a space, a backslash or a control character');
  if (!/^https?:\/\//i.test(text)) throw malformed('must begin with https:// or http://');
  if (!URL.canParse(text)) throw malformed('is not well-formed');
  return targetOf(new URL(text));
}

/**
 * Where a redirect leads.
 *
 * @throws EffectFailure (ConnectionError) when that is no place to go to, whatever is granted
 */
export function redirected(from: Target, location: string): Target {
  if (neverInUrls.test(location) || !URL.canParse(location, from.url.href))
    throw badRedirect('to something that is no URL');
  const url = new URL(location, from.url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw badRedirect('away from http and https');
  if (from.isSecure && url.protocol === 'http:') throw badRedirect('from https to http');
  try {
    return targetOf(url);
  } catch {
    throw badRedirect('to a URL that is not accepted');
  }
}

function targetOf(url: URL): Target {
  if (url.username !== '' || url.password !== '') throw malformed('holds a user name or a password');
  const isSecure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (host === '' || host.endsWith('.')) throw malformed('names no host');
  url.hash = '';
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port);
  return { url, isSecure, host, port, scope: scopeOf(host, url), isAddress: ipaddr.isValid(host) };
}

/** A host as scopes and the header `Host` write it, with the port of the URL where that is not the protocol's own. */
export function scopeOf(host: string, { port }: URL): string {
  const written = host.includes(':') ? `[${host}]` : host;
  return port === '' ? written : `${written}:${port}`;
}

/**
 * The scope of a grant as requests write theirs: `Bücher.Example.:8443` is `xn--bcher-kva.example:8443`.
 *
 * @param scope as `parseCapability` accepts it
 */
export function normalHost(scope: string): string {
  const isBareAddress = ipaddr.IPv6.isValid(scope);
  const [, wildcard = '', name = '', port = ''] = /^(\*\.|)(.*?)(:(?:\d+|\*))?$/.exec(scope) ?? [];
  const host = isBareAddress ? `[${scope}]` : name;
  const url = `http://${host}/`;
  if (host === '*' || !URL.canParse(url)) return scope;
  return `${wildcard}${new URL(url).hostname.replace(/\.$/, '')}${isBareAddress ? '' : port}`;
}

/** The URL as people and ledgers are told: without its query, which may hold what nobody else should read. */
export function shownUrl({ url }: Target): string {
  return `${url.origin}${url.pathname}`;
}

export function isSameOrigin(left: Target, right: Target): boolean {
  return left.url.origin === right.url.origin;
}

function malformed(problem: string): EffectFailure {
  return new EffectFailure('ValueError', `the URL ${problem}`);
}

function badRedirect(where: string): EffectFailure {
  return new EffectFailure('ConnectionError', `the server redirects ${where}`);
}
