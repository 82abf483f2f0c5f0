/** `NAME@VERSION` on the command line. */
import { problemOfName, problemOfVersion } from '#packages/names';
import { UsageFailure } from './usage-failure.ts';

/** @throws UsageFailure */
export function readVersionWord(word: string): { readonly name: string; readonly version: string } {
  const [name, version, ...more] = word.split('@');
  if (version === undefined || more.length > 0)
    throw new UsageFailure(`'${word}' names no version`, 'write NAME@VERSION');
  checkPackageName(name!);
  const problem = problemOfVersion(version);
  if (problem !== null) throw new UsageFailure(`the version '${version}' ${problem}`);
  return { name: name!, version };
}

/** @throws UsageFailure */
export function checkPackageName(name: string): void {
  const problem = problemOfName(name);
  if (problem !== null) throw new UsageFailure(`the name '${name}' ${problem}`);
}
