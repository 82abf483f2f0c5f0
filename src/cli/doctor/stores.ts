/** What this user's Aegis keeps between runs: compiled modules, packages, the history of the REPL. */
import { dataFolder, storeFolder } from '#packages/places';
import { PackageStore } from '#packages/store/store';
import { canWriteInto } from '#platform/disk';
import { stateFolder } from '#platform/environment';
import path from '#platform/paths';
import { cachePlaces, examineCache, mostCachedBytes } from '#project/cache';
import { counted } from '../output.ts';
import { type Finding, findingsOf } from './finding.ts';

const setHome = 'set HOME';

export function examineModuleCache(): readonly Finding[] {
  const { ok, warn } = findingsOf('module cache');
  const places = cachePlaces();
  if (places === null) return [warn('none: there is no HOME, so every run compiles anew', setHome)];
  const { folder } = places;
  if (!canWriteInto(folder))
    return [warn(`${folder} cannot be written, so runs compile anew`, 'give yourself the right')];
  const { entries, bytes, refused, keyProblem } = examineCache(places);
  const size = `${counted(entries, 'module')}, ${(bytes / 1024).toFixed(0)} KiB of at most ${mostCachedBytes / 2 ** 20} MiB`;
  if (keyProblem !== null)
    return [warn(`${keyProblem}, so the cache is not used`, `remove ${places.keyFile}; a new key is made`)];
  if (refused.length === 0) return [ok(`${folder}: ${size}`)];
  return [
    warn(
      `${folder}: ${size}; ${refused.length} not written by this Aegis, or damaged: they are refused, never run`,
      "'aegis cache clean' removes them; find out who else can write there",
    ),
  ];
}

export async function examinePackageStore(): Promise<readonly Finding[]> {
  const { ok, warn, fail } = findingsOf('packages');
  const data = dataFolder();
  if (data === null) return [warn('nowhere to install them: there is no HOME', setHome)];
  const store = new PackageStore(storeFolder(data));
  if (!canWriteInto(store.folder)) return [warn(`${store.folder} cannot be written`, 'give yourself the right')];
  const packages = store.all();
  const damaged: string[] = [];
  for (const sha256 of packages) if ((await store.prove(sha256)) === null) damaged.push(sha256);
  const count = `${store.folder}: ${counted(packages.length, 'package')}`;
  if (damaged.length === 0) return [ok(packages.length === 0 ? count : `${count}, as installed`)];
  return [
    ok(count),
    ...damaged.map((sha256) =>
      fail(
        `${path.join(store.folder, sha256)} is not what was installed; programs that use it are refused`,
        "'aegis install' in the project that uses it puts it right",
      ),
    ),
  ];
}

export function examineState(): readonly Finding[] {
  const { ok, warn } = findingsOf('state');
  const state = stateFolder();
  if (state === null) return [warn('the REPL keeps no history: there is no HOME', setHome)];
  const folder = path.join(state, 'aegis');
  return canWriteInto(folder)
    ? [ok(`${folder} can be written`)]
    : [warn(`${folder} cannot be written, so the REPL keeps no history`, 'give yourself the right')];
}
