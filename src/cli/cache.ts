/** `aegis cache`: where compiled modules are kept, and how to be rid of them. */
import { removeTree } from '#platform/disk';
import { cacheEntries, cachePlaces, mostCachedBytes } from '#project/cache';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { counted, say, sayJson } from './output.ts';

const actions = ['show', 'clean'];

export const command = defineCommand({
  summary: 'Show where compiled modules are kept, or remove them all.',
  flags: {
    action: { type: 'positional', required: false, description: 'show (the default) or clean' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  offers: { action: actions },
  examples: ['aegis cache', 'aegis cache clean'],
  run({ flags }) {
    const action = flags.action ?? 'show';
    if (!actions.includes(action)) throw new UsageFailure(`there is no 'aegis cache ${action}'`, 'write show or clean');
    const places = cachePlaces();
    if (places === null) {
      if (flags.json) sayJson({ folder: null, entries: 0, bytes: 0 });
      else say('there is no cache: neither HOME nor XDG_CACHE_HOME and XDG_CONFIG_HOME are set');
      return exitCodes.ok;
    }
    const entries = cacheEntries(places.folder);
    const bytes = entries.reduce((sum, entry) => sum + entry.size, 0);
    if (action === 'clean') removeTree(places.folder);
    if (flags.json)
      sayJson({
        folder: places.folder,
        entries: entries.length,
        bytes,
        mostBytes: mostCachedBytes,
        removed: action === 'clean',
      });
    else if (action === 'clean') say(`removed ${counted(entries.length, 'module')} from ${places.folder}`);
    else
      say(
        `${places.folder}: ${counted(entries.length, 'module')}, ${(bytes / 1024).toFixed(0)} KiB of at most ${mostCachedBytes / 2 ** 20} MiB`,
      );
    return exitCodes.ok;
  },
});
