/** Standard output: the program process writes it by itself, but asks for leave where a package wants to. */
import { effect } from './effect.ts';

export const write = effect<'stdio.write'>({
  prepare: () => ({
    asks: { name: 'stdio.write', scope: null },
    perform: () => ({ value: null, labels: [], source: 'output.write', record: {} }),
  }),
});
