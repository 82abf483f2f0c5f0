/** Standard input, line by line. The host reads it; the program process has the null device there. */
import { effect } from './effect.ts';

export const line = effect<'stdio.read'>({
  prepare: (_args, world) => ({
    asks: { name: 'stdio.read', scope: null },
    perform: async () => {
      const text = await world.readLine();
      return {
        value: text,
        labels: text === null ? [] : ['tainted'],
        source: 'standard input',
        record: { characters: text?.length ?? 0 },
      };
    },
  }),
});
