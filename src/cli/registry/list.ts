/** `aegis registry index`: what a registry has; of one package, everything that was ever said. */
import { visibleText } from '#diagnostics/visible-text';
import { type IndexEntry, type IndexLine, isVersion } from '#packages/registry/index-line';
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
  const known = new Map<string, IndexEntry>();
  for (const line of history!.lines) {
    if (asJson) sayJson(line);
    else say(`log ${line.log}  ${describe(line, known)}, by ${line.publisher}`);
    if (isVersion(line)) known.set(line.version, line);
  }
  return exitCodes.ok;
}

/** @param known what was said before of each version */
function describe(line: IndexLine, known: ReadonlyMap<string, IndexEntry>): string {
  if (!isVersion(line)) return `${line.change} owner ${line.owner}`;
  const before = known.get(line.version);
  if (before === undefined) return `${line.version} published ${line.published}, sha256 ${line.sha256}`;
  const changes: string[] = [];
  if (line.yanked !== before.yanked) changes.push(line.yanked ? 'withdrawn' : 'offered again');
  if (line.deprecated !== before.deprecated)
    changes.push(
      line.deprecated === undefined ? 'not deprecated any more' : `deprecated: ${visibleText(line.deprecated)}`,
    );
  return `${line.version} ${changes.join(', ')}`;
}
