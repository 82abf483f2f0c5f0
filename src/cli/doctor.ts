/** `aegis doctor`: tries what a program process must not be able to do, and looks at the surroundings. */
import { examineConfinement } from '#host/doctor';
import { environmentVariable, machine } from '#platform/environment';
import { cachePlaces } from '#project/cache';
import { version } from '#project/version';
import { defineCommand, exitCodes } from './command.ts';
import { paintFor, say, sayJson } from './output.ts';

/** Variables that change how the executable itself behaves, before any of our code runs. */
const dangerousVariables = ['BUN_OPTIONS', 'BUN_BE_BUN', 'BUN_INSPECT', 'NODE_OPTIONS', 'LD_PRELOAD'];

export const command = defineCommand({
  summary: 'Try every denial of the sandbox on this machine and show what held.',
  flags: { json: { type: 'boolean', description: 'as JSON' } },
  examples: ['aegis doctor', 'aegis doctor --json'],
  async run({ flags }) {
    const report = await examineConfinement();
    const variables = dangerousVariables.filter((name) => environmentVariable(name) !== null);
    if (flags.json) {
      sayJson({ version, machine: machine(), ...report, cache: cachePlaces(), variables });
      return report.isSound ? exitCodes.ok : exitCodes.failed;
    }
    const paint = paintFor('out');
    const { system, architecture } = machine();
    say(`aegis ${version} on ${system} ${architecture}`);
    say(`confinement: ${report.confinedBy ?? paint.error(`none (${report.reason})`)}`);
    if (report.seenByKernel !== null)
      say(`kernel says: ${report.seenByKernel ? 'confined' : paint.error('not confined')}`);
    const width = Math.max(0, ...report.attempts.map(({ attempt }) => attempt.length));
    for (const { attempt, denied, detail } of report.attempts) {
      say(`  ${attempt.padEnd(width)}  ${denied ? 'denied' : paint.error('ALLOWED')}  ${paint.faint(detail)}`);
    }
    say(`module cache: ${cachePlaces()?.folder ?? 'none (no HOME)'}`);
    for (const name of variables) say(paint.warning(`warning: ${name} is set; it changes how aegis itself starts`));
    say(
      report.isSound
        ? 'Everything held.'
        : paint.error('Not everything held: aegis run needs --allow-unconfined here.'),
    );
    return report.isSound ? exitCodes.ok : exitCodes.failed;
  },
});
