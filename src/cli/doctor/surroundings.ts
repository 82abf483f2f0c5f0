/** What Aegis finds around it: git, the terminal. */
import { environmentVariable } from '#platform/environment';
import { GitFailure, gitVersion } from '#platform/git';
import { isTerminal, wantsColour } from '#platform/terminal';
import { type Finding, findingsOf } from './finding.ts';

export async function examineGit(): Promise<readonly Finding[]> {
  const { ok, warn } = findingsOf('git');
  try {
    return [ok(`version ${await gitVersion()}`)];
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return [warn(error.message, 'install git; the registry that is built in works without it')];
  }
}

export function examineTerminal(): readonly Finding[] {
  const { ok, warn } = findingsOf('terminal');
  if (!isTerminal('out')) return [ok('none: output goes to a file or a program')];
  const locale = ['LC_ALL', 'LC_CTYPE', 'LANG'].map(environmentVariable).find((value) => value !== null) ?? '';
  if (!/utf-?8/i.test(locale))
    return [warn(`its character set may not be UTF-8 (LANG is '${locale}')`, 'export LANG=C.UTF-8')];
  return [ok(`UTF-8, ${wantsColour('out') ? 'with' : 'without'} colour`)];
}
