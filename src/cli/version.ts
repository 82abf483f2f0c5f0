/** `aegis version` */
import { machine } from '#platform/environment';
import { buildStamp, version } from '#project/version';
import { defineCommand, exitCodes } from './command.ts';
import { say, sayJson } from './output.ts';

export const command = defineCommand({
  summary: 'Tell which Aegis this is.',
  flags: { json: { type: 'boolean', description: 'as JSON' } },
  examples: ['aegis version --json'],
  run({ flags }) {
    const { system, architecture } = machine();
    if (flags.json) sayJson({ version, build: buildStamp, system, architecture });
    else say(`aegis ${version} (${system} ${architecture})`);
    return exitCodes.ok;
  },
});
