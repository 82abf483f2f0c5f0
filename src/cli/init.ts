/** `aegis init`: writes the files of a template into a folder. Never touches a file that is there. */
import { statusOf, writeText } from '#platform/disk';
import { currentFolder } from '#platform/environment';
import path from '#platform/paths';
import { showPath } from '#project/workspace';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { checkTemplate, defaultTemplate, projectFiles } from './init/template.ts';
import { say } from './output.ts';

export const command = defineCommand({
  summary: 'Make a new project.',
  flags: {
    folder: { type: 'positional', required: false, description: 'where; the current folder without it' },
    template: { type: 'string', valueHint: 'TEMPLATE', default: defaultTemplate, description: 'what to begin with' },
    name: { type: 'string', valueHint: 'NAME', description: "the project's name; the folder's without it" },
  },
  examples: ['aegis init my-agent', 'aegis init --template agent'],
  run({ flags }) {
    const folder = path.resolve(currentFolder(), flags.folder ?? '.');
    checkTemplate(flags.template);
    const name = flags.name ?? packageName(path.basename(folder));
    const files = projectFiles(flags.template, name);
    const existing = [...files.keys()].find((file) => statusOf(path.join(folder, file)) !== null);
    if (existing !== undefined) {
      throw new UsageFailure(
        `${showPath(path.join(folder, existing))} exists already`,
        'nothing was written; choose another folder',
      );
    }
    for (const [file, text] of files) {
      writeText(path.join(folder, file), text);
      say(`  ${file}`);
    }
    const go = folder === currentFolder() ? '' : `cd ${showPath(folder)} && `;
    say(`Made the project ${name}. Next: ${go}aegis run`);
    return exitCodes.ok;
  },
});

function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(name) ? name : `project${name === '' ? '' : `-${name}`}`;
}
