/** aegis.toml: what it gives, and that what is wrong is told with its place. */
import { describe, expect, test } from 'bun:test';
import { SourceFile } from '#language/source';
import { readManifest } from '#packages/manifest';
import { MissingVariable, withVariables } from '#packages/variables';

const read = (text: string) => readManifest(new SourceFile('aegis.toml', text));
const problems = (text: string) =>
  read(text).diagnostics.map(({ code, span, help }) => [code, text.slice(span.start, span.end), help]);

describe('a manifest', () => {
  test('may hold every key', () => {
    const { manifest, diagnostics } = read(`
[package]
name = "a"
version = "1.0.0"
description = "d"
license = "Apache-2.0"
authors = ["x"]
entry = "src/a.aegis"
capabilities = ["network.https"]
aegis = ">=0.1"
[dependencies]
one = "^1.2"
two = { path = "../two" }
three = { git = "https://example.org/x.git", tag = "v1" }
four = { version = "1", registry = "own" }
[dev-dependencies]
five = "*"
[capabilities]
allow = ['filesystem.read("./data/**")']
deny = ["network"]
[capabilities.packages.one]
allow = ["network.https"]
[mcp.servers.intel]
command = ["npx", "server"]
args = ["--fast"]
env = { TOKEN = "$TOKEN" }
capabilities = ["network.https"]
tools.lookup_ip.capabilities = ["network.https"]
[providers.search]
url = "https://example.org"
[models.fast]
provider = "openai/x"
temperature = 0.5
[delegates.peer]
token = "$PEER"
[memory]
backend = "sqlite"
[audit]
store = "memory"
redact = ["ssn"]
checkpoint = 100
[approvals]
handler = "terminal"
[plans]
engine = "restate"
[registries.own]
url = "file:registry"
[overrides]
one = "1.3"
[install]
minimum-release-age = "7d"
[network]
ca = "ca.pem"
proxy = "$PROXY"
[secrets]
KEY = "$KEY"
[test]
paths = ["tests"]
[fmt]
line-length = 100
`);
    expect(diagnostics).toEqual([]);
    expect(manifest?.dependencies).toMatchObject({ one: { version: '^1.2' }, two: { path: '../two' } });
    expect(manifest?.capabilities.packages.one).toEqual({ allow: ['network.https'], deny: [] });
    expect(manifest?.mcpServers.intel?.tools?.lookup_ip?.capabilities).toEqual(['network.https']);
    expect(manifest?.secrets.KEY).toBe('$KEY');
  });

  test('may be empty', () => {
    expect(read('').manifest?.package.entry).toBe('main.aegis');
  });

  test('refuses unknown keys at their place, with the nearest name', () => {
    expect(problems('[package]\nnmae = "x"\n')).toEqual([['manifest/unknown-key', 'nmae', "did you mean 'name'?"]]);
    expect(problems('[capabilites]\nallow = []\n')).toEqual([
      ['manifest/unknown-key', 'capabilites', "did you mean 'capabilities'?"],
    ]);
    expect(problems('[mcp.servers.x.tools.y]\ncapability = []\n')[0]?.[1]).toBe('capability');
    expect(problems('package.constructor = "x"\n')[0]?.[0]).toBe('manifest/unknown-key');
  });

  test('refuses wrong types, bad capabilities and broken TOML', () => {
    expect(problems('[capabilities]\nallow = "x"\n')[0]?.slice(0, 2)).toEqual(['manifest/wrong-type', 'allow']);
    expect(problems('[capabilities]\ndeny = ["netwrok"]\n')).toEqual([
      ['manifest/bad-capability', 'deny', "did you mean 'network'?"],
    ]);
    expect(problems('x = [')[0]?.[0]).toBe('manifest/syntax');
    expect(read('[capabilities]\ndeny = ["netwrok"]\n').manifest).toBeNull();
  });
});

describe('variables', () => {
  const known = (name: string) => (name === 'A' ? 'value' : null);
  test('are read at use', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the manifest's own syntax
    expect(withVariables('x $A ${A} $$A', known)).toBe('x value value $A');
    expect(() => withVariables('$B', known)).toThrow(MissingVariable);
  });
});
