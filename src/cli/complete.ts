/**
 * `aegis complete -- WORDS`: what the completion scripts ask when somebody presses the Tab key. The first line of the answer
 * tells what follows: `words` (a candidate and its summary a line, with a tab between), or which files the shell is to
 * offer: `files` with their endings, or `folders`.
 */
import { defineCommand, exitCodes } from './command.ts';
import { commands } from './commands.ts';
import { completeLine } from './completion/complete.ts';
import { say } from './output.ts';

export const command = defineCommand({
  summary: 'Answer a completion script: what the last word could become.',
  flags: {},
  rest: { kind: 'words', name: 'WORD' },
  examples: ["aegis complete -- check --format ''"],
  async run({ rest }) {
    const { candidates, files } = await completeLine(rest, commands);
    if (files?.kind === 'files') say(['files', ...files.endings].join(' '));
    else say(files?.kind ?? 'words');
    for (const { word, summary } of candidates) say(summary === '' ? word : `${word}\t${summary}`);
    return exitCodes.ok;
  },
});
