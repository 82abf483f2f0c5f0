/** The time of day. Asked once a run; the program counts on from there by itself, so that clocks cost no round trip. */
import { effect } from './effect.ts';

export const now = effect<'clock.read'>({
  prepare: (_args, world) => ({
    asks: { name: 'clock.read', scope: null },
    perform: () => {
      const nanoseconds = world.now().toString();
      return { value: { tag: 'int', digits: nanoseconds }, labels: [], source: 'clock', record: { nanoseconds } };
    },
  }),
});
