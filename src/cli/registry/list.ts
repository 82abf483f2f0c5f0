/** `aegis registry index`: what a registry has; of one package, everything that was ever said. */
import { visibleText } from '#diagnostics/visible-text';
import { type IndexLine, isVersion } from '#packages/registry/index-line';
import { registryOf } from '#packages/registry/open-registry';
import { openLog } from '#packages/registry/verified-log';
import { exitCodes } from '../command.ts';
import { complain, counted, say, sayJson } from '../output.ts';
import { atMost, type RegistryCall } from '../registry.ts';
import { findReader } from '../registry-work.ts';
import { checkPackageName } from '../version-words.ts';

export async function run({ words, asJson }: RegistryCall): Promise<number> {
  atMost(words, 2);
  const [address, name] = words;
  const reader = findReader(address ?? null);
  if (name === undefined) {
    const newest = await registryOf(reader.name, reader.source, reader).search([]);
    for (const entry of newest) {
      if (asJson) sayJson(entry);
      else say(`${entry.name} ${entry.version}  ${visibleText(entry.description)}`);
    }
    if (!asJson) say(counted(newest.length, 'package'));
    return exitCodes.ok;
  }
  checkPackageName(name);
  const [history] = await (await openLog(reader)).histories([name]);
  if (history!.lines.length === 0) {
    complain(`the registry ${reader.source} does not have ${name}`, "'aegis registry index' shows what it has");
    return exitCodes.failed;
  }
  for (const line of history!.lines) {
    if (asJson) sayJson(line);
    else say(describe(line));
  }
  return exitCodes.ok;
}

function describe(line: IndexLine): string {
  const by = `log ${line.log}, by ${line.publisher}`;
  if (!isVersion(line)) return `${line.published}  ${line.change} owner ${line.owner}  (${by})`;
  const state = `${line.yanked ? '  withdrawn' : ''}${line.deprecated === undefined ? '' : `  deprecated: ${visibleText(line.deprecated)}`}`;
  return `${line.published}  ${line.version}${state}  sha256 ${line.sha256}  (${by})`;
}
