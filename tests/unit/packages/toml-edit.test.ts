/** Editing aegis.toml: what was asked for changes, comments and order stay. */
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { parse } from 'smol-toml';
import { removeKey, removeTable, setKey } from '#packages/toml-edit';

const manifest = `# my agent
[package]
name = "agent"   # the name

# what it needs
[dependencies]
zeta = "^1.0"  # pinned for a reason
core = { version = "1", registry = "own" }

# what it may do
[capabilities]
allow = [
  "network.https",  # for the weather
]

[capabilities.packages.zeta]
allow = ["clock.read"]
`;

describe('setting a key', () => {
  test('changes its value and nothing else', () => {
    expect(setKey(manifest, ['dependencies'], 'zeta', '^2.0')).toBe(manifest.replace('^1.0', '^2.0'));
  });

  test('adds it at the end of its table', () => {
    expect(setKey(manifest, ['dependencies'], 'aegis-web-tools', '^0.1')).toBe(
      manifest.replace('"own" }\n', '"own" }\naegis-web-tools = "^0.1"\n'),
    );
  });

  test('replaces a value that runs over several lines', () => {
    expect(setKey(manifest, ['capabilities'], 'allow', ['network'])).toContain(
      '[capabilities]\nallow = ["network"]\n\n[',
    );
  });

  test('makes the table where there is none, beside its relatives', () => {
    const edited = setKey(manifest, ['capabilities', 'packages', 'core'], 'allow', ['network.https("a.example")']);
    expect(edited).toEndWith(
      `allow = ["clock.read"]\n\n[capabilities.packages.core]\nallow = ['network.https("a.example")']\n`,
    );
    expect(setKey('', ['dependencies'], 'x', '*')).toBe('[dependencies]\nx = "*"\n');
    expect(setKey('[package]\nname = "a"\n', ['dependencies'], 'x', { path: '../x' })).toBe(
      '[package]\nname = "a"\n\n[dependencies]\nx = { path = "../x" }\n',
    );
  });

  test('adds before a comment that belongs to the next table', () => {
    expect(setKey(manifest, ['package'], 'version', '1.0.0')).toContain(
      '# the name\nversion = "1.0.0"\n\n# what it needs',
    );
  });
});

describe('removing', () => {
  test('a key leaves the rest', () => {
    expect(removeKey(manifest, ['dependencies'], 'zeta')).toBe(manifest.replace(/zeta = "\^1.*\n/, ''));
    expect(removeKey(manifest, ['dependencies'], 'nothing')).toBe(manifest);
  });

  test('a table takes its header along', () => {
    expect(removeTable(manifest, ['capabilities', 'packages', 'zeta'])).toBe(
      manifest.replace('\n[capabilities.packages.zeta]\nallow = ["clock.read"]\n', '\n'),
    );
  });
});

test('whatever is set is there, and what was there stays', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  const edits: fc.Arbitrary<[string, string][]> = fc.array(fc.tuple(name, fc.string()), { maxLength: 8 });
  fc.assert(
    fc.property(edits, (list) => {
      const before = parse(manifest) as { dependencies: Record<string, unknown> };
      const text = list.reduce<string>(
        (edited, [key, value]) => setKey(edited, ['dependencies'], key, value),
        manifest,
      );
      const expected = { ...before.dependencies, ...Object.fromEntries(list) };
      expect(parse(text) as unknown).toEqual({ ...before, dependencies: expected });
      const removed = list.reduce<string>((edited, [key]) => removeKey(edited, ['dependencies'], key), text);
      const left = Object.entries(before.dependencies).filter(([key]) => !list.some(([other]) => other === key));
      expect((parse(removed) as typeof before).dependencies).toEqual(Object.fromEntries(left));
      for (const comment of ['# my agent', '# the name', '# what it may do', '# for the weather']) {
        expect(removed).toContain(comment);
      }
    }),
    { numRuns: 100 },
  );
});
