/**
 * The templates of `aegis init`: folders of text in which `{{name}}` stands for the project's name and `{{import_name}}` for the
 * name that others import it by.
 */
import { nearestName } from '#diagnostics/suggest';
import { importNameOf } from '#packages/import-name';
import { templateFiles } from '#platform/embedded/templates';
import { UsageFailure } from '../usage-failure.ts';

export const defaultTemplate = 'agent';

/** All of them, the default one first. */
export const templateNames: readonly string[] = [
  defaultTemplate,
  ...new Set(
    Object.keys(templateFiles)
      .flatMap((file) => (file.includes('/') ? [file.split('/')[0]!] : []))
      .filter((name) => name !== defaultTemplate),
  ),
];

/** What a template is, as its own aegis.toml describes it. */
export function describeTemplate(template: string): string {
  return /^description = "(.*)"$/m.exec(templateFiles[`${template}/aegis.toml`]!)![1]!;
}

/** @throws UsageFailure naming the nearest template */
export function checkTemplate(name: string): void {
  if (templateNames.includes(name)) return;
  const near = nearestName(name, templateNames);
  throw new UsageFailure(
    `there is no template '${name}'`,
    near === null ? `there are: ${templateNames.join(', ')}` : `did you mean '${near}'?`,
  );
}

/** The files of a project: path to text. */
export function projectFiles(template: string, projectName: string): ReadonlyMap<string, string> {
  const prefix = `${template}/`;
  const fill = (text: string): string =>
    text.replaceAll('{{name}}', projectName).replaceAll('{{import_name}}', importNameOf(projectName));
  return new Map(
    Object.entries(templateFiles)
      .filter(([file]) => file.startsWith(prefix))
      .map(([file, text]) => [file.slice(prefix.length), fill(text)]),
  );
}
