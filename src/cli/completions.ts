/** `aegis completions`: the script that lets a shell complete. It asks `aegis complete`, so an update needs no new script. */

import { nearestName } from '#diagnostics/suggest';
import { completionScripts } from '#platform/embedded/completion-scripts';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { say } from './output.ts';

const shells = Object.keys(completionScripts);

export const command = defineCommand({
  summary: 'Print the script that lets the Tab key of your shell complete commands, flags and their values.',
  flags: { shell: { type: 'positional', required: true, description: `one of ${shells.join(', ')}` } },
  offers: { shell: shells },
  examples: [
    'source <(aegis completions bash)',
    'aegis completions zsh > ~/.zfunc/_aegis',
    'aegis completions fish > ~/.config/fish/completions/aegis.fish',
    'aegis completions powershell >> $PROFILE',
  ],
  run({ flags }) {
    const script = Object.hasOwn(completionScripts, flags.shell) ? completionScripts[flags.shell] : undefined;
    if (script === undefined) {
      const near = nearestName(flags.shell, shells);
      throw new UsageFailure(
        `there is no completion script for '${flags.shell}'`,
        near === null ? `there are: ${shells.join(', ')}` : `did you mean '${near}'?`,
      );
    }
    say(script.trimEnd());
    return exitCodes.ok;
  },
});
