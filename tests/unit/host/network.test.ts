/**
 * What may be reached, and how: real servers on the loopback interface, a resolver of ours. Each attack is stopped and in
 * the ledger.
 */
import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { openLedger } from '#audit/chain';
import type { AuditEvent } from '#audit/event';
import { makeBroker } from '#host/broker';
import type { NetworkSettings } from '#host/effects/effect';
import { makeGrants, noGrants } from '#host/grants';
import { realWorld } from '#host/world';
import { systemNetwork } from '#platform/network';
import type { AnswerMessage, Caller, RefusalMessage } from '#protocol/messages';
import type { WireValue } from '#protocol/wire-value';
import { authorityFile, serve } from '../../support/servers.ts';

const main: Caller = { module: '__main__', function: null, package: null, place: null, authority: [] };
const trusting: NetworkSettings = { authorities: readFileSync(authorityFile, 'utf8'), proxy: null };

interface Asking {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly method?: string;
  readonly headers?: WireValue;
  readonly body?: WireValue;
  readonly timeout?: number;
  readonly redirects?: number;
  readonly bytes?: number;
  readonly settings?: NetworkSettings;
  /** What each name resolves to, lookup by lookup; the last one stays. */
  readonly names?: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly caller?: Caller;
}

async function ask(url: WireValue, options: Asking = {}) {
  const events: AuditEvent[] = [];
  const lookups: string[] = [];
  const project = { allow: options.allow ?? ['network'], deny: options.deny ?? [] };
  const world = realWorld('/', {}, options.settings ?? trusting);
  const broker = makeBroker({
    grants: makeGrants({ ...noGrants, project }, '/'),
    audit: openLedger('test', { append: (event) => void events.push(event), close() {} }),
    world: {
      ...world,
      network: {
        ...systemNetwork,
        async resolve(host, signal) {
          const answers = options.names?.[host];
          lookups.push(host);
          if (answers === undefined) return systemNetwork.resolve(host, signal);
          return answers[Math.min(lookups.filter((each) => each === host).length, answers.length) - 1] ?? [];
        },
      },
    },
    lineOf: () => null,
  });
  const { method = 'GET', headers = [], body = null, timeout = 5000, redirects = 5, bytes = 1_000_000 } = options;
  const replies: (AnswerMessage | RefusalMessage)[] = [];
  await broker.serve(
    {
      kind: 'request',
      id: 1,
      effect: 'network.request',
      arguments: [method, url, headers, body, timeout, redirects, bytes],
      caller: options.caller ?? main,
    },
    (message) => void replies.push(message),
  );
  const trail = events.map(({ type, status, capability }) => `${type} ${status} ${capability?.asked}`);
  return { reply: replies[0]!, trail, events, lookups };
}

async function answered(...request: Parameters<typeof ask>) {
  const result = await ask(...request);
  if (result.reply.kind !== 'answer') throw new Error(`refused: ${result.reply.message} ${result.reply.detail}`);
  const [status, url, content] = result.reply.value as [number, WireValue, Tainted];
  const [headers, body] = content.value as [WireValue, { base64: string }];
  return { ...result, status, url, content, headers, text: Buffer.from(body.base64, 'base64').toString() };
}

interface Tainted {
  readonly tag: 'labelled';
  readonly value: WireValue;
  readonly labels: readonly string[];
  readonly source: string;
}

async function refused(exception: string, ...request: Parameters<typeof ask>) {
  const result = await ask(...request);
  expect(result.reply).toMatchObject({ kind: 'refusal', exception });
  return { ...result, message: result.reply.kind === 'refusal' ? result.reply.message : '' };
}

const hello: RequestListener = (request, response) => {
  response.setHeader('X-Seen', [request.headers.host ?? '', 'twice']);
  response.end(`hello ${request.url}`);
};

/** Answers with a redirect to wherever `to` says. */
function redirecting(to: string, status = 302): RequestListener {
  return (request, response) => {
    if (request.url !== '/start') return hello(request, response);
    response.writeHead(status, { location: to });
    response.end();
  };
}

describe('an exchange', () => {
  test('brings status, headers and body, the last two tainted with where they came from', async () => {
    await using server = await serve(hello, { certificate: 'server' });
    const { status, text, headers, content, url, events } = await answered(
      `https://localhost:${server.port}/a?key=1#part`,
    );
    expect(status).toBe(200);
    expect(text).toBe('hello /a?key=1');
    expect(url).toBe(`https://localhost:${server.port}/a?key=1`);
    expect(content.labels).toEqual(['tainted']);
    expect(content.source).toBe(`GET https://localhost:${server.port}/a (200)`);
    expect(headers).toContainEqual(['x-seen', `localhost:${server.port}`]);
    expect(headers).toContainEqual(['x-seen', 'twice']);
    const ledger = JSON.stringify(events);
    expect(ledger).toContain(`https://localhost:${server.port}/a`);
    expect(ledger).not.toContain('key=1');
    expect(events.map((event) => event.data.status ?? null)).toEqual([null, null, 200]);
  });
  test('sends method, headers and body as they were given', async () => {
    const echo = (request: IncomingMessage, response: ServerResponse) => {
      let text = '';
      request.on('data', (chunk) => (text += chunk));
      request.on('end', () => response.end(`${request.method} ${request.headers['x-token']} ${text}`));
    };
    await using server = await serve(echo);
    const { text } = await answered(`http://127.0.0.1:${server.port}/`, {
      method: 'POST',
      headers: [['X-Token', 'abc']],
      body: 'grüße',
    });
    expect(text).toBe('POST abc grüße');
  });
  test('unpacks what is packed', async () => {
    for (const [encoding, pack] of [
      ['gzip', gzipSync],
      ['br', brotliCompressSync],
    ] as const) {
      await using server = await serve((_, response) => {
        response.setHeader('content-encoding', encoding);
        response.end(pack('unpacked'));
      });
      expect((await answered(`http://127.0.0.1:${server.port}/`)).text).toBe('unpacked');
    }
  });
  test('over IPv6', async () => {
    await using server = await serve(hello, { address: '::1' });
    const { trail } = await answered(`http://[0:0::1]:${server.port}/`, {
      allow: [`network.http("[::1]:${server.port}")`, `network.private("[::1]:${server.port}")`],
    });
    expect(trail).toEqual([
      `effect started network.http("[::1]:${server.port}")`,
      `effect started network.private("[::1]:${server.port}")`,
      `effect ok network.http("[::1]:${server.port}")`,
    ]);
  });
});

describe('what needs a grant', () => {
  test('nothing is looked up, let alone reached, without one', async () => {
    const { lookups, trail, message } = await refused('CapabilityError', 'https://api.example.test/', { allow: [] });
    expect(lookups).toEqual([]);
    expect(trail).toEqual(['capability_denied denied network.https("api.example.test")']);
    expect(message).toContain(`allow = ['network.https("api.example.test")']`);
  });
  test('https does not stand for http, nor one port for another', async () => {
    const allow = ['network.https("api.example.test")'];
    await refused('CapabilityError', 'http://api.example.test/', { allow });
    await refused('CapabilityError', 'https://api.example.test:8443/', { allow });
    await refused('CapabilityError', 'https://api.example.test.evil.test/', { allow });
  });
  test('every writing of a host is judged in its normal form', async () => {
    for (const url of [
      'https://API.EXAMPLE.TEST/',
      'https://api.example.test./',
      'https://api.example.test:443/',
      'https://ex%61mple.test/',
      'https://ｅｘample.test/',
      'https://bücher.test/',
      'https://xn--bcher-kva.test/',
    ]) {
      const deny = [
        'network.https("api.example.test")',
        'network.https("example.test")',
        'network.https("xn--bcher-kva.test")',
      ];
      await refused('CapabilityError', url, { deny });
    }
  });
  test('a grant may be written as people write hosts', async () => {
    await using server = await serve(hello);
    const port = server.port;
    const names = { 'xn--bcher-kva.test': [['127.0.0.1']] };
    const allow = [`network.http("Bücher.test.:${port}")`, `network.private("BÜCHER.test:${port}")`];
    expect((await answered(`http://bücher.test:${port}/`, { allow, names })).status).toBe(200);
  });
  test('addresses of private networks need network.private besides, however they are written', async () => {
    await using server = await serve(hello);
    const allow = ['network.http("*:*")'];
    for (const host of [
      ...[
        '127.0.0.1',
        '0x7f.1',
        '2130706433',
        '0177.0.0.1',
        '127.1',
        '１２７.0.0.1',
        'localhost',
        '0.0.0.0',
        '10.0.0.1',
      ],
      ...['[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]'],
      ...[
        '[fc00::1]',
        '[fe80::1]',
        '192.168.1.1',
        '172.16.0.1',
        '100.64.0.1',
        '169.254.169.254',
        '224.0.0.1',
        '198.18.0.1',
      ],
      ...['[::]', '[fec0::1]', '[100::1]', '255.255.255.255', '[64:ff9b:1::1]', '[2001:db8::1]'],
    ]) {
      const { message } = await refused('CapabilityError', `http://${host}:${server.port}/`, { allow });
      expect(message).toContain('network.private');
    }
    expect(server.requests).toEqual([]);
  });
  test('a name that leads into a private network needs network.private for that name', async () => {
    await using server = await serve(hello);
    const names = { 'api.example.test': [['127.0.0.1']] };
    const url = `http://api.example.test:${server.port}/`;
    const allow = [`network.http("api.example.test:${server.port}")`];
    await refused('CapabilityError', url, { allow, names });
    await refused('CapabilityError', url, { allow: [...allow, 'network.private("localhost:*")'], names });
    const both = [...allow, 'network.private("api.example.test:*")'];
    expect((await answered(url, { allow: both, names })).status).toBe(200);
  });
  test('no name stands for an address of the link or a metadata service', async () => {
    const names = { 'metadata.example.test': [['169.254.169.254']], 'v6.example.test': [['fd00:ec2::254']] };
    const allow = ['network.http', 'network.private("*.example.test")'];
    const { message } = await refused('CapabilityError', 'http://metadata.example.test/', { allow, names });
    expect(message).toContain('network.private("169.254.169.254")');
    await refused('CapabilityError', 'http://v6.example.test/', { allow, names });
  });
  test('one private address among public ones is enough', async () => {
    const names = { 'api.example.test': [['93.184.216.34', '127.0.0.1']] };
    await refused('CapabilityError', 'http://api.example.test/', { allow: ['network.http'], names });
  });
  test("a function's own declaration narrows", async () => {
    const caller = { ...main, authority: [{ holder: 'function f', allow: ['network.https("a.test")'], deny: [] }] };
    await refused('CapabilityError', 'https://b.test/', { caller });
  });
});

describe('attacks of the program', () => {
  test('malformed and misleading URLs', async () => {
    for (const url of [
      'ftp://api.example.test/',
      'file:///etc/passwd',
      'https:api.example.test/',
      'https://user@api.example.test/',
      'https://api.example.test@evil.test/',
      'https://:password@api.example.test/',
      'https://api.example.test\\@evil.test/',
      'https://api.example.test/\r\nX-Injected: 1',
      'https://api.exa\tmple.test/',
      ' https://api.example.test/',
      'https:///',
      'https://.../',
      'https://1.2.3.4.5/',
      `https://api.example.test/${'a'.repeat(9000)}`,
    ]) {
      await refused('ValueError', url);
    }
  });
  test('headers that would end the header, or say what is ours to say', async () => {
    for (const pair of [
      ['X-A', 'a\r\nX-B: b'],
      ['X-A', 'a\nb'],
      ['X-A\r\nX-B', 'b'],
      ['X A', 'b'],
      ['', 'b'],
      ['X-A', 'ü'],
      ['Host', 'evil.test'],
      ['hOsT', 'evil.test'],
      ['Content-Length', '0'],
      ['Transfer-Encoding', 'chunked'],
      ['Proxy-Authorization', 'x'],
    ]) {
      await refused('ValueError', 'https://api.example.test/', { headers: [pair] });
    }
    await refused('ValueError', 'https://api.example.test/', { method: 'CONNECT' });
    await refused('ValueError', 'https://api.example.test/', { method: 'GET / HTTP/1.1\r\n' });
  });
  test('nothing labelled leaves', async () => {
    const labelled = (value: WireValue, label: 'tainted' | 'secret'): WireValue => ({
      tag: 'labelled',
      value,
      labels: [label],
      source: 'x',
    });
    for (const [label, exception] of [
      ['tainted', 'TaintError'],
      ['secret', 'SecretError'],
    ] as const) {
      await refused(exception, labelled('https://api.example.test/', label));
      await refused(exception, 'https://api.example.test/', { headers: [['X-A', labelled('a', label)]] });
      await refused(exception, 'https://api.example.test/', { method: 'POST', body: labelled('a', label) });
    }
  });
});

describe('attacks of the server', () => {
  test('a name that changes its mind is looked up once, and what was judged is connected to', async () => {
    await using server = await serve(hello);
    const url = `http://api.example.test:${server.port}/`;
    const allow = ['network.http("*:*")', 'network.private("api.example.test:*")'];
    const { lookups } = await answered(url, { allow, names: { 'api.example.test': [['127.0.0.1'], ['10.9.9.9']] } });
    expect(lookups).toEqual(['api.example.test']);
  });
  test('a redirect is looked up and judged anew', async () => {
    await using server = await serve(redirecting('/next'));
    const names = { 'api.example.test': [['127.0.0.1'], ['169.254.169.254']] };
    const { lookups } = await refused('CapabilityError', `http://api.example.test:${server.port}/start`, {
      allow: ['network.http("*:*")', 'network.private("api.example.test:*")'],
      names,
    });
    expect(lookups).toEqual(['api.example.test', 'api.example.test']);
    expect(server.requests).toHaveLength(1);
  });
  test('a redirect goes only to what is granted', async () => {
    await using target = await serve(hello);
    await using server = await serve(redirecting(`http://127.0.0.1:${target.port}/secret`));
    const mine = `localhost:${server.port}`;
    const names = { localhost: [['127.0.0.1']] };
    const allow = [`network.http("${mine}")`, `network.private("${mine}")`];
    const { trail } = await refused('CapabilityError', `http://${mine}/start`, { allow, names });
    expect(trail.at(-2)).toBe(`capability_denied denied network.http("127.0.0.1:${target.port}")`);
    expect(target.requests).toEqual([]);
    const { text, url } = await answered(`http://${mine}/start`, { names });
    expect(text).toBe('hello /secret');
    expect(url).toMatchObject({ tag: 'labelled', labels: ['tainted'] });
  });
  test('redirects out of http, to http, to credentials, without end', async () => {
    for (const to of [
      'file:///etc/passwd',
      'data:text/plain,x',
      'http://localhost/',
      'https://user@localhost/',
      'https://a b/',
    ]) {
      await using server = await serve(redirecting(to), { certificate: 'server' });
      await refused('ConnectionError', `https://localhost:${server.port}/start`);
    }
    await using server = await serve(redirecting('/start'));
    const { message } = await refused('ConnectionError', `http://127.0.0.1:${server.port}/start`, { redirects: 3 });
    expect(message).toContain('more than 3 times');
    expect(server.requests).toHaveLength(4);
    expect((await answered(`http://127.0.0.1:${server.port}/start`, { redirects: 0 })).status).toBe(302);
  });
  test('headers and bodies meant for one host do not follow to another', async () => {
    const seen: IncomingMessage['headers'][] = [];
    await using target = await serve((request, response) => {
      seen.push(request.headers);
      response.end();
    });
    await using server = await serve(redirecting(`http://127.0.0.1:${target.port}/x`, 307));
    const url = `http://127.0.0.1:${server.port}/start`;
    const headers = [
      ['Authorization', 'Bearer 1'],
      ['Cookie', 'a=1'],
      ['X-Api-Key', '1'],
      ['Accept', 'text/plain'],
    ];
    await answered(url, { headers });
    expect(seen[0]).toMatchObject({ accept: 'text/plain' });
    for (const name of ['authorization', 'cookie', 'x-api-key']) expect(seen[0]).not.toHaveProperty(name);
    await refused('ConnectionError', url, { method: 'POST', body: 'b' });
    expect(seen).toHaveLength(1);
  });
  test('certificates: unknown authority, expired, another name', async () => {
    const names = { 'other.test': [['127.0.0.1']] };
    await using server = await serve(hello, { certificate: 'server' });
    await using expired = await serve(hello, { certificate: 'expired' });
    const untrusting = { authorities: null, proxy: null };
    await refused('ConnectionError', `https://localhost:${server.port}/`, { settings: untrusting });
    await refused('ConnectionError', `https://localhost:${expired.port}/`);
    const { message } = await refused('ConnectionError', `https://other.test:${server.port}/`, { names });
    expect(message).toBe('other.test has no valid certificate for that name');
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      await refused('ConnectionError', `https://other.test:${server.port}/`, { names });
      await refused('ConnectionError', `https://localhost:${server.port}/`, { settings: untrusting });
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
    expect([...server.requests, ...expired.requests]).toEqual([]);
  });
  test('bodies: too large, endless, packed small, never finished, cut short', async () => {
    await using large = await serve((_, response) => response.end('x'.repeat(2_000_000)));
    await refused('OSError', `http://127.0.0.1:${large.port}/`);
    await using endless = await serve((_, response) => {
      const more = () => void (response.write('x'.repeat(100_000)) ? setImmediate(more) : response.once('drain', more));
      more();
    });
    await refused('OSError', `http://127.0.0.1:${endless.port}/`);
    await using bomb = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(Buffer.alloc(50_000_000)));
    });
    await refused('OSError', `http://127.0.0.1:${bomb.port}/`);
    await using slow = await serve((_, response) => void response.write('x'));
    await refused('TimeoutError', `http://127.0.0.1:${slow.port}/`, { timeout: 150 });
    await using silent = await serve(() => {});
    await refused('TimeoutError', `http://127.0.0.1:${silent.port}/`, { timeout: 150 });
    await using cut = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    await refused('ConnectionError', `http://127.0.0.1:${cut.port}/`);
    await using garbled = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end('no gzip');
    });
    await refused('ConnectionError', `http://127.0.0.1:${garbled.port}/`);
  });
  test('something that is not HTTP', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n')));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as { port: number };
    await refused('ConnectionError', `http://127.0.0.1:${port}/`);
    server.close();
    await refused('ConnectionError', `http://127.0.0.1:${port}/`);
  });
});

describe('a proxy', () => {
  /** Notes what it is asked and tunnels to the port that it is asked for, on the loopback interface. */
  async function startProxy() {
    const { connect } = await import('node:net');
    const asked: string[] = [];
    const server = createServer((client) => {
      client.once('data', (chunk) => {
        const text = chunk.toString('latin1');
        asked.push(text);
        const port = Number(/^\S+ \S*:(\d+)/.exec(text)?.[1]);
        const upstream = connect(port, '127.0.0.1', () => {
          if (text.startsWith('CONNECT')) client.write('HTTP/1.1 200 Connection established\r\n\r\n');
          else upstream.write(chunk);
          client.pipe(upstream);
          upstream.pipe(client);
        });
        upstream.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
        client.on('error', () => upstream.destroy());
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    return { asked, port: (server.address() as { port: number }).port, close: () => server.close() };
  }
  const through = (port: number): NetworkSettings => ({
    ...trusting,
    proxy: { host: '127.0.0.1', port, credentials: 'user:pass' },
  });

  test('tunnels https, and is told the name; the certificate is still checked', async () => {
    const proxy = await startProxy();
    await using server = await serve(hello, { certificate: 'server' });
    const settings = through(proxy.port);
    const names = { 'api.example.test': [[]], 'other.test': [[]] };
    const { text } = await answered(`https://api.example.test:${server.port}/x`, { settings, names });
    expect(text).toBe('hello /x');
    expect(proxy.asked[0]).toStartWith(`CONNECT api.example.test:${server.port} HTTP/1.1\r\n`);
    expect(proxy.asked[0]).toContain(`Proxy-Authorization: Basic ${btoa('user:pass')}\r\n`);
    await refused('ConnectionError', `https://other.test:${server.port}/x`, { settings, names });
    proxy.close();
  });
  test('gets http requests whole; private names and addresses still need their grant', async () => {
    const proxy = await startProxy();
    await using server = await serve(hello);
    const settings = through(proxy.port);
    const names = { 'api.example.test': [[]] };
    await answered(`http://api.example.test:${server.port}/x`, { settings, names });
    expect(proxy.asked[0]).toStartWith(`GET http://api.example.test:${server.port}/x HTTP/1.1\r\n`);
    await refused('CapabilityError', `http://localhost:${server.port}/x`, { settings, allow: ['network.http("*:*")'] });
    expect(proxy.asked).toHaveLength(1);
    proxy.close();
  });
});
