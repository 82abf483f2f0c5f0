/** `aegis init`: writes the files of a template into a folder. Never touches a file that is there. */
import { problemOfName } from '#packages/names';
import { statusOf, writeText } from '#platform/disk';
import { currentFolder } from '#platform/environment';
import path from '#platform/paths';
import { showPath } from '#project/workspace';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { type Answers, checkName, openQuestions } from './init/questions.ts';
import { checkTemplate, defaultTemplate, projectFiles } from './init/template.ts';
import { complain, say } from './output.ts';

export const command = defineCommand({
  summary: 'Make a new project. At a terminal, without folder and flags, it asks for name and template.',
  flags: {
    folder: { type: 'positional', required: false, description: 'where; the current folder without it' },
    template: { type: 'string', valueHint: 'TEMPLATE', description: `what to begin with [${defaultTemplate}]` },
    name: { type: 'string', valueHint: 'NAME', description: "the project's name; the folder's without it" },
  },
  examples: ['aegis init my-agent', 'aegis init --template library --name my-library', 'aegis init'],
  async run({ flags }) {
    const folder = path.resolve(currentFolder(), flags.folder ?? '.');
    const suggestedName = nameOfFolder(path.basename(folder));
    const isOpen = flags.folder === undefined && flags.template === undefined && flags.name === undefined;
    const ask = isOpen ? openQuestions() : null;
    if (ask !== null) {
      refuseExisting(folder, ['aegis.toml']);
      const answers = await ask(suggestedName);
      if (answers !== null) return make(folder, answers);
      complain('nothing was written');
      return exitCodes.failed;
    }
    const answers = { name: flags.name ?? suggestedName, template: flags.template ?? defaultTemplate };
    checkTemplate(answers.template);
    checkName(answers.name);
    return make(folder, answers);
  },
});

function make(folder: string, { name, template }: Answers): number {
  const files = projectFiles(template, name);
  refuseExisting(folder, [...files.keys()]);
  for (const [file, text] of files) {
    writeText(path.join(folder, file), text);
    say(`  ${file}`);
  }
  const go = folder === currentFolder() ? '' : `cd ${showPath(folder)} && `;
  say(`Made the project ${name}. Next: ${go}aegis run`);
  return exitCodes.ok;
}

/** @throws UsageFailure when one of the files is there */
function refuseExisting(folder: string, files: readonly string[]): void {
  const existing = files.find((file) => statusOf(path.join(folder, file)) !== null);
  if (existing === undefined) return;
  throw new UsageFailure(
    `${showPath(path.join(folder, existing))} exists already`,
    'nothing was written; choose another folder',
  );
}

/** The name that a folder's own suggests. */
function nameOfFolder(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (problemOfName(name) === null) return name;
  const longer = `project-${name}`.slice(0, 60).replace(/-$/, '');
  return problemOfName(longer) === null ? longer : 'project';
}
