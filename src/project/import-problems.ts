/** What is said about imports that find nothing, or something that they may not have. */
import type { Diagnostics } from '#diagnostics/diagnostic';
import { nearestName } from '#diagnostics/suggest';
import { absentModules, standardModuleNames } from '#language/standard-library';
import type { ModuleProblem } from './module-finder.ts';
import type { ImportedName } from './module-unit.ts';
import { showPath } from './workspace.ts';

/** @param diagnostics where to report; null when only the fact is wanted */
export function reportImportProblem(
  problem: ModuleProblem,
  { span }: Pick<ImportedName, 'span'>,
  diagnostics: Diagnostics | null,
): void {
  if (diagnostics === null) return;
  const { name } = problem;
  switch (problem.problem) {
    case 'blocked':
      return diagnostics.report('imports/blocked', span, `'${name}' is blocked: ${problem.instead}`);
    case 'shadows':
      return diagnostics.report(
        'imports/shadows-standard',
        span,
        `'${name}' is a module of the standard library, but ${showPath(problem.path)} has the same name`,
        { help: 'rename the file' },
      );
    case 'shadows-package':
      return diagnostics.report(
        'imports/shadows-package',
        span,
        `'${name}' is an installed package, but ${showPath(problem.path)} has the same name`,
        { help: 'rename the file' },
      );
    case 'beyond-root':
      return diagnostics.report('imports/beyond-root', span, `'${name}' leads above the project's folder`);
    case 'undeclared-package':
      return diagnostics.report(
        'imports/undeclared-package',
        span,
        `'${name}' belongs to the package ${problem.package}, which is installed only for other packages`,
        { help: `make it a dependency: aegis add ${problem.package}` },
      );
    case 'private-module':
      return diagnostics.report(
        'imports/private-module',
        span,
        `'${name}' is the package ${problem.package}'s own: a part of its name begins with '_'`,
        { help: 'use what the package offers' },
      );
    case 'not-installed':
      return diagnostics.report(
        'imports/not-installed',
        span,
        `'${name}' belongs to the package ${problem.package}, which aegis.lock has but this machine does not`,
        { help: "'aegis install' fetches it" },
      );
    case 'unknown': {
      const near = nearestName(name, standardModuleNames);
      const elsewhere = Object.hasOwn(absentModules, name) ? absentModules[name] : undefined;
      const other = near === null ? 'write {file}, or install the package that has it' : `did you mean '${near}'?`;
      return diagnostics.report('imports/unknown-module', span, `there is no module '${name}'`, {
        help: elsewhere ?? other.replace('{file}', `${name.replaceAll('.', '/')}.aegis`),
      });
    }
  }
}
