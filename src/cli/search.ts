/** `aegis search`: packages by words, in all registries of the project. */
import { emptyLock } from '#packages/lockfile';
import { currentFolder } from '#platform/environment';
import { openManifest } from '#project/workspace';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { complain, say, sayJson } from './output.ts';
import { openProjectRegistries } from './package-work.ts';
import { tableLines } from './table.ts';

export const command = defineCommand({
  summary: 'Find packages by their name or description.',
  flags: {
    offline: { type: 'boolean', description: 'ask nobody beyond this machine' },
    json: { type: 'boolean', description: 'one JSON object per package' },
  },
  rest: { kind: 'words', name: 'WORD' },
  examples: ['aegis search web', 'aegis search csv table'],
  async run({ flags, rest: words }) {
    if (words.length === 0) throw new UsageFailure('name a word to look for');
    const { root, manifest } = openManifest(currentFolder());
    const registries = await openProjectRegistries(root, manifest, emptyLock, flags.offline === true);
    const answers = await Promise.all(
      registries.map(async (registry) => (await registry.search(words)).map((entry) => ({ registry, entry }))),
    );
    const found = answers.flat().sort((left, right) => (left.entry.name < right.entry.name ? -1 : 1));
    if (flags.json) {
      for (const { registry, entry } of found) {
        const { name, version, description, capabilities } = entry;
        sayJson({ name, version, description, capabilities, registry: registry.name });
      }
      return exitCodes.ok;
    }
    if (found.length === 0) {
      complain(`no package has the words '${words.join(' ')}'`);
      return exitCodes.failed;
    }
    const rows = found.map(({ entry, registry }) => [entry.name, entry.version, registry.name, entry.description]);
    for (const line of tableLines(['package', 'version', 'registry', 'description'], rows)) say(line);
    return exitCodes.ok;
  },
});
