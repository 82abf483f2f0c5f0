import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import {
  type Capability,
  CapabilitySyntaxError,
  covers,
  formatCapability,
  isAllowed,
  parseCapability,
} from '#language/capabilities';

const yes = (granted: string, asked: string) =>
  expect(covers(parseCapability(granted), parseCapability(asked))).toBe(true);
const no = (granted: string, asked: string) =>
  expect(covers(parseCapability(granted), parseCapability(asked))).toBe(false);

describe('covers', () => {
  test('a grant covers its subtree, never its parent', () => {
    yes('network', 'network.https("api.github.com")');
    yes('network.https', 'network.https');
    no('network.https', 'network');
    no('network.http', 'network.https');
  });
  test('a scope narrows', () => {
    yes('filesystem.read', 'filesystem.read("./data/x")');
    no('filesystem.read("./data/**")', 'filesystem.read');
    yes('filesystem.read("./data/**")', 'filesystem.read("data/a/b.txt")');
    yes('filesystem.read("./data/**")', 'filesystem.read("data")');
    no('filesystem.read("./data/**")', 'filesystem.read("data/../secret")');
    no('filesystem.read("./data/*")', 'filesystem.read("./data/a/b")');
    yes('filesystem.read("./data/*.csv")', 'filesystem.read("./data/a.csv")');
    no('filesystem.read("./data/*.csv")', 'filesystem.read("./data/*")');
    no('filesystem.read("./**")', 'filesystem.read("/etc/passwd")');
    no('filesystem.read("./**")', 'filesystem.read("../x")');
    no('filesystem.read("./*")', 'filesystem.read("..")');
    yes('filesystem.read("../shared/**")', 'filesystem.read("../shared/a")');
    yes('filesystem.read("/srv/**")', 'filesystem.read("/srv/a")');
  });
  test('hosts', () => {
    yes('network.https("*.example.org")', 'network.https("a.b.example.org")');
    no('network.https("*.example.org")', 'network.https("example.org")');
    no('network.https("*.example.org")', 'network.https("evilexample.org")');
    no('network.https("api.example.org")', 'network.https("api.example.org:8443")');
    yes('network.listen("127.0.0.1:*")', 'network.listen("127.0.0.1:80")');
  });
  test('names with a slash', () => {
    yes('mcp.call("server/*")', 'mcp.call("server/tool")');
    no('mcp.call("server/*")', 'mcp.call("other/tool")');
  });
});

test('texts that are no capability', () => {
  for (const text of [
    '',
    'network.',
    'netwerk',
    'clock.read("x")',
    'filesystem.read("")',
    'filesystem.read(x)',
    'filesystem.read("a\nb")',
  ]) {
    expect(() => parseCapability(text)).toThrow(CapabilitySyntaxError);
  }
});

const segment = fc.constantFrom('a', 'b', '*', '**', 'a*', '*b', 'ab', '..');
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => `./${segments.join('/')}`);
const host = fc
  .tuple(fc.constantFrom('*.', '', 'a.', '*.b.'), fc.constantFrom('x.org', 'b.x.org'), fc.constantFrom('', ':1', ':*'))
  .map((parts) => parts.join(''));
const capability: fc.Arbitrary<Capability> = fc.oneof(
  fc.record({ name: fc.constantFrom('filesystem', 'filesystem.read', 'filesystem.write'), scope: fc.option(path) }),
  fc.record({ name: fc.constantFrom('network', 'network.https'), scope: fc.option(host) }),
  fc.record({ name: fc.constantFrom('clock.read', 'stdio.write'), scope: fc.constant(null) }),
);

describe('laws', () => {
  test('covers is reflexive', () => {
    fc.assert(
      fc.property(capability, (a) => covers(a, a)),
      { seed: 1 },
    );
  });
  test('covers is transitive', () => {
    fc.assert(
      fc.property(capability, capability, capability, (a, b, c) => !(covers(a, b) && covers(b, c)) || covers(a, c)),
      { seed: 2, numRuns: 5000 },
    );
  });
  test('deny wins', () => {
    fc.assert(
      fc.property(capability, fc.array(capability), (a, allow) => !isAllowed([...allow, a], [a], a)),
      { seed: 3 },
    );
  });
  test('what was denied stays denied however it is asked', () => {
    fc.assert(
      fc.property(
        capability,
        capability,
        (denied, asked) => !covers(denied, asked) || !isAllowed([asked], [denied], asked),
      ),
      { seed: 4 },
    );
  });
  test('text and back', () => {
    fc.assert(
      fc.property(capability, (a) => {
        expect(parseCapability(formatCapability(a))).toEqual(a);
      }),
      { seed: 5 },
    );
  });
});
