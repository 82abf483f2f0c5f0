/**
 * `aegis doctor`: tries what a program process must not be able to do, and looks at everything around Aegis that could make it
 * work worse, or not as promised. Changes nothing.
 */
import { type DoctorReport, examineConfinement } from '#host/doctor';
import { machine } from '#platform/environment';
import { version } from '#project/version';
import { defineCommand, exitCodes } from './command.ts';
import { judgeConfinement } from './doctor/confinement.ts';
import type { Finding, State } from './doctor/finding.ts';
import { examineKeys } from './doctor/keys.ts';
import { examineModuleCache, examinePackageStore, examineState } from './doctor/stores.ts';
import { examineGit, examineTerminal } from './doctor/surroundings.ts';
import { examineVariables } from './doctor/variables.ts';
import { counted, paintFor, say, sayJson } from './output.ts';

export const command = defineCommand({
  summary:
    'Look whether everything here is as it should be: the sandbox, by trying every denial, and what is around Aegis.',
  flags: {
    verbose: { type: 'boolean', alias: 'v', description: 'show each forbidden thing that was tried' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  examples: ['aegis doctor', 'aegis doctor --json'],
  async run({ flags }) {
    const report = await examineConfinement();
    const findings = [
      ...judgeConfinement(report),
      ...examineVariables(),
      ...examineModuleCache(),
      ...(await examinePackageStore()),
      ...examineKeys(),
      ...examineState(),
      ...(await examineGit()),
      ...examineTerminal(),
    ];
    const isSound = findings.every(({ state }) => state !== 'fail');
    if (flags.json) sayJson({ version, machine: machine(), isSound, findings, confinement: report });
    else {
      const { system, architecture } = machine();
      say(`aegis ${version} on ${system} ${architecture}`);
      show(findings);
      if (flags.verbose) showAttempts(report.attempts);
      say(summaryOf(findings));
    }
    return isSound ? exitCodes.ok : exitCodes.failed;
  },
});

function show(findings: readonly Finding[]): void {
  const paint = paintFor('out');
  const colours: Readonly<Record<State, (text: string) => string>> = {
    ok: paint.faint,
    warn: paint.warning,
    fail: paint.error,
  };
  const width = Math.max(...findings.map(({ area }) => area.length));
  for (const { area, state, message, help } of findings) {
    say(`${colours[state](state.padEnd(4))}  ${area.padEnd(width)}  ${message}`);
    if (help !== null) say(`${' '.repeat(width + 8)}${help}`);
  }
}

function showAttempts(attempts: DoctorReport['attempts']): void {
  const paint = paintFor('out');
  const width = Math.max(0, ...attempts.map(({ attempt }) => attempt.length));
  for (const { attempt, denied, detail } of attempts)
    say(`  ${attempt.padEnd(width)}  ${denied ? 'denied' : paint.error(`ALLOWED: ${detail}`)}`);
}

function summaryOf(findings: readonly Finding[]): string {
  const failed = findings.filter(({ state }) => state === 'fail').length;
  const warned = findings.filter(({ state }) => state === 'warn').length;
  if (failed > 0)
    return `${counted(failed, 'thing')} must be put right${warned > 0 ? `, ${counted(warned, 'warning')}` : ''}.`;
  return warned > 0 ? `Everything holds; ${counted(warned, 'warning')}.` : 'Everything holds.';
}
