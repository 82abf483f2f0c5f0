/** `aegis init`: writes the files of a template into a folder. Never touches a file that is there. */
import { nearestName } from '#diagnostics/suggest';
import { statusOf, writeText } from '#platform/disk';
import { templateFiles } from '#platform/embedded/templates';
import { currentFolder } from '#platform/environment';
import path from '#platform/paths';
import { showPath } from '#project/workspace';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { say } from './output.ts';

export const command = defineCommand({
  summary: 'Make a new project.',
  flags: {
    folder: { type: 'positional', required: false, description: 'where; the current folder without it' },
    template: { type: 'string', valueHint: 'NAME', default: 'agent', description: 'what to begin with' },
    name: { type: 'string', valueHint: 'NAME', description: "the project's name; the folder's without it" },
  },
  examples: ['aegis init my-agent', 'aegis init --template agent'],
  run({ flags }) {
    const folder = path.resolve(currentFolder(), flags.folder ?? '.');
    const files = filesOf(flags.template);
    const existing = Object.keys(files).find((file) => statusOf(path.join(folder, file)) !== null);
    if (existing !== undefined) {
      throw new UsageFailure(
        `${showPath(path.join(folder, existing))} exists already`,
        'nothing was written; choose another folder',
      );
    }
    const name = flags.name ?? packageName(path.basename(folder));
    for (const [file, text] of Object.entries(files)) {
      writeText(path.join(folder, file), text.replaceAll('{{name}}', name));
      say(`  ${file}`);
    }
    const go = folder === currentFolder() ? '' : `cd ${showPath(folder)} && `;
    say(`Made the project ${name}. Next: ${go}aegis run`);
    return exitCodes.ok;
  },
});

function filesOf(template: string): Record<string, string> {
  const prefix = `${template}/`;
  const files = Object.entries(templateFiles).filter(([file]) => file.startsWith(prefix));
  if (files.length > 0) return Object.fromEntries(files.map(([file, text]) => [file.slice(prefix.length), text]));
  const known = [
    ...new Set(Object.keys(templateFiles).flatMap((file) => (file.includes('/') ? [file.split('/')[0]!] : []))),
  ];
  const near = nearestName(template, known);
  throw new UsageFailure(
    `there is no template '${template}'`,
    near === null ? `there are: ${known.join(', ')}` : `did you mean '${near}'?`,
  );
}

function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(name) ? name : `project${name === '' ? '' : `-${name}`}`;
}
