/** Variables of the host's environment, one name at a time; the program process itself has an empty environment. */
import { plainText } from './arguments.ts';
import { effect } from './effect.ts';

export const get = effect<'env.read'>({
  prepare: (args, world) => {
    const name = plainText(args, 0, 'the name of the variable');
    const isSecret = args[1] === true;
    return {
      asks: { name: 'env.read', scope: name },
      perform: () => {
        const value = Object.hasOwn(world.environment, name) ? (world.environment[name] ?? null) : null;
        return {
          value,
          labels: value === null ? [] : isSecret ? ['tainted', 'secret'] : ['tainted'],
          source: `environment variable ${name}`,
          record: { found: value !== null },
        };
      },
    };
  },
});
