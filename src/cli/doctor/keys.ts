/** The keys that this user signs with: each readable by its owner only, in a folder that only the owner can change. */
import { DiskFailure, statusOf } from '#platform/disk';
import { environmentVariable, userId } from '#platform/environment';
import { KeyFailure } from '#transparency/key-failure';
import { chooseKey, keyFolder, keyNames, keyVariable, readKeyNamed } from '#transparency/key-store';
import { counted } from '../output.ts';
import { type Finding, findingsOf } from './finding.ts';

const { ok, warn, fail } = findingsOf('keys');

export function examineKeys(): readonly Finding[] {
  return [...examineKeyFiles(), ...examineKeyVariable()];
}

function examineKeyFiles(): Finding[] {
  const folder = keyFolder();
  if (folder === null) return [warn('no place for them: there is no HOME', 'set HOME')];
  const names = keyNames();
  if (names.length === 0) return [ok("none; 'aegis keys new' makes one, for those who publish")];
  const problems = names.flatMap((name) => {
    try {
      readKeyNamed(name);
      return [];
    } catch (error) {
      if (!(error instanceof KeyFailure || error instanceof DiskFailure)) throw error;
      return [
        fail(error.message, (error instanceof KeyFailure ? error.help : null) ?? "'aegis keys new' makes another"),
      ];
    }
  });
  const status = statusOf(folder);
  if (status !== null && userId() !== null && (status.mode & 0o022) !== 0)
    problems.push(fail(`${folder} can be changed by others`, `chmod go-w ${folder}`));
  return problems.length > 0 ? problems : [ok(`${counted(names.length, 'key')} in ${folder}, readable by you alone`)];
}

function examineKeyVariable(): Finding[] {
  if (environmentVariable(keyVariable) === null) return [];
  try {
    return [ok(`${keyVariable} holds ${chooseKey(null).publicKey}`)];
  } catch (error) {
    if (!(error instanceof KeyFailure)) throw error;
    return [fail(error.message, `'aegis keys export --secret' prints what belongs into ${keyVariable}`)];
  }
}
