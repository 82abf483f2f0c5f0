/** How an entry of a session ended is read as carefully as everything else that a hostile process may write. */
import { describe, expect, test } from 'bun:test';
import { type Json, MalformedMessage } from '#protocol/json';
import { programMessage } from '#protocol/messages';

const good = { kind: 'entry-end', exit: null, uncaught: null, names: ['x', '_'] };

describe('entry-end', () => {
  test('is read', () => {
    expect(programMessage(good)).toEqual(good as ReturnType<typeof programMessage>);
    expect(programMessage({ ...good, exit: 4 })).toMatchObject({ exit: 4 });
  });
  const broken: Readonly<Record<string, Json>> = {
    'no names': { ...good, names: null },
    'a name that is no text': { ...good, names: [1] },
    'an exit beyond a byte': { ...good, exit: 256 },
    'an exception without frames': { ...good, uncaught: { type: 'E', summary: '', chain: [] } },
  };
  for (const [what, message] of Object.entries(broken))
    test(`${what} is malformed`, () => expect(() => programMessage(message)).toThrow(MalformedMessage));
});
