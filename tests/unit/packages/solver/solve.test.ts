/** Which versions are selected, and why there are none. */
import { describe, expect, test } from 'bun:test';
import { outcomeOf } from '../../../support/graphs.ts';

describe('the solver selects', () => {
  test('the newest versions', async () => {
    const graph = `
      a 1.0.0: b ^1
      a 1.1.0: b ^1
      b 1.0.0
      b 1.2.0
      b 2.0.0`;
    expect(await outcomeOf(graph, 'a ^1')).toBe('a 1.1.0, b 1.2.0');
  });

  test('an older version where the newest asks for what cannot be had', async () => {
    const graph = `
      a 1.0.0
      a 2.0.0: b ^1
      b 1.0.0: a ^1`;
    expect(await outcomeOf(graph, 'a *')).toBe('a 1.0.0');
  });

  test('one version that suits both', async () => {
    const graph = `
      a 1.0.0: shared >=2.0.0 <4.0.0
      b 1.0.0: shared >=3.0.0 <5.0.0
      shared 2.0.0
      shared 3.0.0
      shared 3.6.9
      shared 4.0.0
      shared 5.0.0`;
    expect(await outcomeOf(graph, 'a 1.0.0, b 1.0.0')).toBe('a 1.0.0, b 1.0.0, shared 3.6.9');
  });

  test('by going back over a decision that something else has to do with', async () => {
    const graph = `
      foo 1.0.0
      foo 1.1.0: left ^1, right ^1
      left 1.0.0: shared >=1.0.0
      right 1.0.0: shared <2.0.0
      shared 1.0.0: target ^1
      shared 2.0.0
      target 1.0.0
      target 2.0.0`;
    expect(await outcomeOf(graph, 'foo ^1, target ^2')).toBe('foo 1.0.0, target 2.0.0');
  });

  test('packages that need each other', async () => {
    expect(await outcomeOf('a 1.0.0: b ^1\nb 1.0.0: a ^1', 'a *')).toBe('a 1.0.0, b 1.0.0');
  });

  test('no pre-release by a range that names none', async () => {
    const graph = `
      a 1.0.0
      a 1.1.0-beta.1
      a 2.0.0-rc.1`;
    expect(await outcomeOf(graph, 'a ^1.0.0')).toBe('a 1.0.0');
    expect(await outcomeOf(graph, 'a *')).toBe('a 1.0.0');
    expect(await outcomeOf(graph, 'a ^2.0.0-rc.0')).toBe('a 2.0.0-rc.1');
  });

  test('the locked version where it fits, and only then', async () => {
    const graph = `
      a 1.0.0: b ^1
      a 1.1.0: b ^1
      b 1.0.0
      b 1.1.0`;
    expect(await outcomeOf(graph, 'a ^1', { a: '1.0.0', b: '1.0.0' })).toBe('a 1.0.0, b 1.0.0');
    expect(await outcomeOf(graph, 'a ^1.1', { a: '1.0.0', b: '1.0.0' })).toBe('a 1.1.0, b 1.0.0');
  });

  test('no version that is excluded while another fits', async () => {
    const graph = `
      a 1.0.0
      a 1.1.0 [needs process.spawn]
      a 1.2.0 [yanked]
      a 1.3.0 [young]`;
    expect(await outcomeOf(graph, 'a ^1')).toBe('a 1.0.0');
  });
});

describe('the explanation', () => {
  test('tells of a range that no version is in', async () => {
    expect(await outcomeOf('a 1.0.0', 'a ^2')).toMatchInlineSnapshot(
      `"Because your project depends on a ^2, which no version is (the newest is 1.0.0), no versions fit your project."`,
    );
  });

  test('tells of a package that nobody has', async () => {
    expect(await outcomeOf('', 'web-tols *')).toMatchInlineSnapshot(`
      "Because your project depends on web-tols, which is in no registry, no versions fit your project.
      Is 'web-tols' spelled as its publisher spells it, and its registry in aegis.toml?"
    `);
  });

  test('tells of two that want different versions', async () => {
    const graph = `
      a 1.0.0: shared ^1
      b 1.0.0: shared ^2
      shared 1.0.0
      shared 2.0.0`;
    expect(await outcomeOf(graph, 'a *, b *')).toMatchInlineSnapshot(`
      "Because b 1.0.0 depends on shared ^2 and a 1.0.0 depends on shared ^1, b 1.0.0 and a 1.0.0 cannot be used together.
      And because your project depends on a and on b, no versions fit your project."
    `);
  });

  test('tells of authority that is not granted, and which version fits', async () => {
    const graph = `
      web-tools 0.1.3
      web-tools 0.2.0 [needs process.spawn]
      web-tools 0.2.1 [needs process.spawn]`;
    expect(await outcomeOf(graph, 'web-tools ^0.2')).toMatchInlineSnapshot(`
      "Because your project depends on web-tools ^0.2 and web-tools ^0.2 needs process.spawn, which aegis.toml does not grant it, no versions fit your project.
      web-tools 0.1.3 is the newest that fits. To grant it: under [capabilities.packages.web-tools] of aegis.toml write allow = ['process.spawn']."
    `);
  });

  test("tells of a dependency's authority", async () => {
    const graph = `
      app 1.0.0: net ^1
      app 1.1.0: net ^1
      net 1.0.0 [needs network.https]`;
    expect(await outcomeOf(graph, 'app *')).toMatchInlineSnapshot(`
      "Because every version of app depends on net ^1 and net 1.0.0 needs network.https, which aegis.toml does not grant it, no version of app can be used.
      And because your project depends on app, no versions fit your project.
      To grant it: under [capabilities.packages.net] of aegis.toml write allow = ['network.https']."
    `);
  });

  test('follows a chain', async () => {
    const graph = `
      a 1.0.0: b ^1
      b 1.0.0: c ^1
      c 1.0.0: d ^1
      d 1.0.0
      d 2.0.0`;
    expect(await outcomeOf(graph, 'a *, d ^2')).toMatchInlineSnapshot(`
      "Because a 1.0.0 depends on b ^1 and b 1.0.0 depends on c ^1, a 1.0.0 needs c 1.0.0.
      And because c 1.0.0 depends on d ^1, a 1.0.0 needs d 1.0.0.
      And because your project depends on a and on d ^2, no versions fit your project."
    `);
  });

  test('numbers what is used twice', async () => {
    const graph = `
      foo 1.0.0: a ^1, b ^1
      foo 1.1.0: x ^1, y ^1
      a 1.0.0: b ^2
      b 1.0.0
      b 2.0.0
      x 1.0.0: y ^2
      y 1.0.0
      y 2.0.0`;
    expect(await outcomeOf(graph, 'foo ^1')).toMatchInlineSnapshot(`
      "Because a 1.0.0 depends on b ^2 and foo 1.0.0 depends on a ^1, foo 1.0.0 needs b 2.0.0.
      And because foo 1.0.0 depends on b ^1, foo 1.0.0 cannot be used. (1)
      Because x 1.0.0 depends on y ^2 and foo 1.1.0 depends on x ^1, foo 1.1.0 needs y 2.0.0.
      And because foo 1.1.0 depends on y ^1, foo 1.1.0 cannot be used.
      And because foo 1.0.0 cannot be used (1), no version of foo can be used.
      And because your project depends on foo ^1, no versions fit your project."
    `);
  });
});
