/** Labels and effects of a file: what is wrong with them, and what other files may know of it. */
import type { Diagnostics } from '#diagnostics/diagnostic';
import { type Capability, parseCapability } from '#language/capabilities';
import { standardModuleNames } from '#language/standard-library';
import type { ModuleInterface } from '#protocol/emitted-module';
import type { ResolvedModule } from '../../3-resolve/scope.ts';
import { checkDeclared } from '../capabilities/declared.ts';
import { capabilityTexts } from '../capabilities/effects.ts';
import type { QualifiedNames } from '../qualified-names.ts';
import { FileFlow, type FlowOptions } from './file-flow.ts';
import { writeInterface } from './interface-writer.ts';
import { checkResult } from './results.ts';

export type FlowParts = Pick<ModuleInterface, 'flows' | 'places' | 'functions' | 'effects'>;

/**
 * @param direct what the calls and constructs of the file need by themselves
 * @param isImportable whether another file may ask what this one does with labels
 */
export function checkFlow(
  resolved: ResolvedModule,
  names: QualifiedNames,
  direct: readonly Capability[],
  isImportable: boolean,
  options: FlowOptions,
  diagnostics: Diagnostics,
): FlowParts {
  const flow = new FileFlow(resolved, names, options);
  flow.run();
  flow.findings.report(diagnostics, options.modules);
  for (const [each, node] of flow.definedFunctions()) checkResult(each, node, diagnostics);
  for (const used of flow.usedByDeclaring()) checkDeclared(used, diagnostics);
  const { text, places } = isImportable ? writeInterface(flow) : { text: '', places: [] };
  const functions = flow.functionEffects();
  const reached = functions.flatMap(({ effects }) => effects).map(parseCapability);
  return { flows: text, places, functions, effects: capabilityTexts([...direct, ...reached]) };
}

/** The same for a file that is not followed. */
export function unfollowed(direct: readonly Capability[]): FlowParts {
  return { flows: '', places: [], functions: [], effects: capabilityTexts(direct) };
}

/** Built-ins without which no label comes into a file, and no authority is declared. */
const telling: ReadonlySet<string> = new Set('tainted secret input open capabilities'.split(' '));

/** False for a file where there is nothing to follow: no source of labels, no declared effects, no module of the project. */
export function hasAnythingToFollow({ references, imports, facts }: ResolvedModule): boolean {
  if (facts.constructs.length > 0) return true;
  if (imports.some(({ name }) => !standardModuleNames.has(name) || name.startsWith('aegis'))) return true;
  return references.some((reference) => reference?.kind === 'builtin' && telling.has(reference.name));
}
