/**
 * HTTP requests. Each step is decided for itself: the host that is asked for, each redirect, and, once its name has been
 * looked up, whether its addresses lie in the public network. The name is looked up once, and only the addresses that were
 * judged are connected to (docs/decisions/0013-network.md).
 */
import { NetworkFailure, type NetworkProblem, type Reply } from '#platform/network';
import type { WireTagged, WireValue } from '#protocol/wire-value';
import { type Answer, EffectFailure, effect, type Performing, type World } from './effect.ts';
import { rangeOf } from './network/addresses.ts';
import { type HttpRequest, readRequest } from './network/request-arguments.ts';
import { isSameOrigin, redirected, scopeOf, shownUrl, type Target } from './network/target.ts';

export const request = effect<'network.https' | 'network.http'>({
  prepare: (args, world) => {
    const asked = readRequest(args);
    return {
      asks: { name: capabilityFor(asked.target), scope: asked.target.scope },
      intent: { method: asked.method, url: shownUrl(asked.target), bytes: asked.body?.length ?? 0 },
      perform: (_granted, performing) => withinTime(asked, performing, (ending) => followed(asked, world, ending)),
    };
  },
});

function capabilityFor(target: Target): 'network.https' | 'network.http' {
  return target.isSecure ? 'network.https' : 'network.http';
}

/** One deadline for everything; the run's own end counts too. */
async function withinTime(
  { timeout, target }: HttpRequest,
  performing: Performing,
  work: (performing: Performing) => Promise<Answer>,
): Promise<Answer> {
  const signal = AbortSignal.any([performing.signal, AbortSignal.timeout(timeout)]);
  try {
    return await work({ also: performing.also, signal });
  } catch (error) {
    if (error instanceof NetworkFailure) throw failureOf(error, target);
    if (signal.aborted && !(error instanceof EffectFailure)) {
      throw new EffectFailure('TimeoutError', `${target.host} did not answer within ${timeout} ms`);
    }
    throw error;
  }
}

async function followed(asked: HttpRequest, world: World, performing: Performing): Promise<Answer> {
  let current = asked;
  for (let redirects = 0; ; redirects++) {
    const reply = await exchanged(current, world, performing);
    const location = asked.mostRedirects === 0 ? null : redirectOf(reply);
    if (location === null) return answer(asked, current.target, reply, redirects);
    if (redirects === asked.mostRedirects) {
      throw new EffectFailure('ConnectionError', `${asked.target.host} redirects more than ${redirects} times`);
    }
    current = nextRequest(current, reply.status, redirected(current.target, location));
    performing.also({ name: capabilityFor(current.target), scope: current.target.scope });
  }
}

const redirections = new Set([301, 302, 303, 307, 308]);

function redirectOf(reply: Reply): string | null {
  if (!redirections.has(reply.status)) return null;
  return reply.headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? null;
}

/** What may go to any origin; whatever else a program says was meant for the one that it named. */
const harmlessHeaders = new Set(['accept', 'accept-language', 'user-agent']);

function nextRequest(before: HttpRequest, status: number, target: Target): HttpRequest {
  const dropsBody = status === 303 || (status < 303 && before.method === 'POST');
  const isElsewhere = !isSameOrigin(before.target, target);
  const body = dropsBody ? null : before.body;
  if (isElsewhere && body !== null) {
    throw new EffectFailure('ConnectionError', `the server redirects a body to another host, ${target.host}`);
  }
  return {
    ...before,
    target,
    body,
    method: dropsBody && before.method !== 'HEAD' ? 'GET' : before.method,
    headers: before.headers.filter(
      ([name]) => (!isElsewhere || harmlessHeaders.has(name)) && !(dropsBody && name.startsWith('content-')),
    ),
  };
}

/** Tries the addresses in order, as long as it is the connection that fails. */
async function exchanged(asked: HttpRequest, world: World, performing: Performing): Promise<Reply> {
  const { target, method, body, mostBytes } = asked;
  const { network, networkSettings: settings } = world;
  const addresses = await judgedAddresses(target, world, performing);
  for (const [index, address] of addresses.entries()) {
    try {
      return await network.exchange({
        peer: {
          address,
          port: target.port,
          isSecure: target.isSecure,
          host: target.host,
          authorities: settings.authorities,
          proxy: settings.proxy,
        },
        method,
        target: `${target.url.pathname}${target.url.search}`,
        headers: requestHeaders(asked),
        body,
        mostBytes,
        signal: performing.signal,
      });
    } catch (error) {
      const isLast = index === addresses.length - 1;
      if (isLast || !(error instanceof NetworkFailure) || error.problem !== 'unreachable') throw error;
    }
  }
  throw new NetworkFailure('unresolved');
}

function requestHeaders({ target, headers, body, method }: HttpRequest): [string, string][] {
  const has = (name: string) => headers.some(([each]) => each === name);
  const own: [string, string][] = [
    ['host', target.scope],
    ['accept-encoding', 'gzip, deflate, br'],
    ['connection', 'close'],
  ];
  if (!has('accept')) own.push(['accept', '*/*']);
  if (!has('user-agent')) own.push(['user-agent', 'aegis']);
  if (body !== null || method === 'POST' || method === 'PUT' || method === 'PATCH') {
    own.push(['content-length', String(body?.length ?? 0)]);
  }
  return [...own, ...headers.map(([name, value]): [string, string] => [name, value])];
}

/**
 * The addresses that may be connected to, all of them judged. A proxy is given the host's name and reaches it by itself;
 * what the name means here is judged all the same where it means something.
 */
async function judgedAddresses(target: Target, world: World, performing: Performing): Promise<readonly string[]> {
  const { proxy } = world.networkSettings;
  const addresses = target.isAddress ? [target.host] : await lookedUp(target, world, performing, proxy !== null);
  for (const asked of privateCapabilities(target, addresses)) performing.also(asked);
  return proxy === null ? addresses : [target.host];
}

async function lookedUp(
  target: Target,
  world: World,
  performing: Performing,
  mayFail: boolean,
): Promise<readonly string[]> {
  try {
    return await world.network.resolve(target.host, performing.signal);
  } catch (error) {
    if (mayFail && error instanceof NetworkFailure) return [];
    throw error;
  }
}

/**
 * What addresses outside the public network need besides: `network.private` for the host as the program named it, and for
 * those of the link or a cloud's metadata service for the address itself, which no name may stand for.
 */
function privateCapabilities(
  target: Target,
  addresses: readonly string[],
): { readonly name: 'network.private'; readonly scope: string }[] {
  const scopes = addresses.flatMap((address) => {
    const range = rangeOf(address);
    return range === 'public' ? [] : [range === 'private' ? target.scope : scopeOf(address, target.url)];
  });
  return [...new Set(scopes)].map((scope) => ({ name: 'network.private', scope }));
}

/** Content that came from outside is labelled; the status is a number that was checked, and steers nothing by itself. */
function answer(asked: HttpRequest, target: Target, { status, headers, body }: Reply, redirects: number): Answer {
  const source = `${asked.method} ${shownUrl(asked.target)} (${status})`;
  const tainted = (value: WireValue): WireTagged => ({ tag: 'labelled', value, labels: ['tainted'], source });
  const headerPairs = headers.map(([name, value]): WireValue => [name.toLowerCase(), value]);
  return {
    value: [
      status,
      redirects === 0 ? target.url.href : tainted(target.url.href),
      tainted([headerPairs, { tag: 'bytes', base64: body.toBase64() }]),
    ],
    labels: [],
    source,
    record: { status, bytes: body.length, redirects },
  };
}

const failures: Readonly<Record<NetworkProblem, readonly [exception: string, text: string]>> = {
  unresolved: ['ConnectionError', 'the name of {host} cannot be resolved'],
  unreachable: ['ConnectionError', '{host} cannot be reached'],
  certificate: ['ConnectionError', '{host} has no valid certificate for that name'],
  proxy: ['ConnectionError', 'the proxy gave no connection to {host}'],
  broken: ['ConnectionError', '{host} broke off, or answered with something that is not HTTP'],
  'too-large': ['OSError', '{host} answered with more than max_bytes'],
  encoding: ['ConnectionError', '{host} answered in an encoding that cannot be unpacked'],
};

/** Our words name only the host that the program asked for; what the system says may quote the peer. */
function failureOf({ problem, cause }: NetworkFailure, target: Target): EffectFailure {
  const [exception, text] = failures[problem];
  const detail = cause instanceof Error ? `${(cause as { code?: string }).code ?? ''} ${cause.message}`.trim() : null;
  return new EffectFailure(exception, text.replace('{host}', target.host), detail);
}
