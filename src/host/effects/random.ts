/** Random bytes of the operating system, given in blocks that the program's generators draw from. */
import { plainInteger } from './arguments.ts';
import { effect } from './effect.ts';

const largestBlock = 65_536;

export const bytes = effect<'random.read'>({
  prepare: (args, world) => {
    const count = plainInteger(args, 0, 'the number of bytes', 1, largestBlock);
    return {
      asks: { name: 'random.read', scope: null },
      perform: () => ({
        value: { tag: 'bytes', base64: world.randomBytes(count).toBase64() },
        labels: [],
        source: 'random',
        record: { bytes: count },
      }),
    };
  },
});
