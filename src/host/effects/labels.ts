/**
 * What labels need of the host: leave to define a sanitizer of the project's own, and to lift `secret`. Both change nothing
 * in the world; the answer is the grant, and the event that records it. The value itself never comes here.
 */
import { plainText } from './arguments.ts';
import { effect } from './effect.ts';

export const sanitizer = effect<'taint.sanitizer'>({
  prepare: (args) => ({
    asks: { name: 'taint.sanitizer', scope: plainText(args, 0, 'the name of the context') },
    perform: () => ({ value: null, labels: [], source: 'taint.sanitizer', record: {} }),
  }),
});

export const declassify = effect<'secret.declassify'>({
  prepare: (args) => {
    const reason = plainText(args, 0, 'the reason');
    return {
      asks: { name: 'secret.declassify', scope: null },
      perform: () => ({ value: null, labels: [], source: 'secret.declassify', record: { reason } }),
    };
  },
});
