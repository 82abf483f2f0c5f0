/**
 * Fourth phase: what can be known before the program runs. It never stops a run; its findings are errors of
 * `aegis check`, `build`, `test` and `publish`.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type { NodeId } from '#language/ast';
import type { Capability } from '#language/capabilities';
import type { ResolvedModule } from '../3-resolve/scope.ts';
import { checkGrant, type IsGranted } from './capabilities/calls.ts';
import { effectsOfCall, effectsOfConstruct } from './capabilities/effects.ts';
import type { CheckedModule } from './checked-module.ts';
import { checkPurity } from './contracts/purity.ts';
import { checkViolations } from './contracts/violations.ts';
import { applyExpectations } from './expect.ts';
import { checkFlow, hasAnythingToFollow, unfollowed } from './flow/check-flow.ts';
import type { FlowOptions } from './flow/file-flow.ts';
import { type FlowLookup, FlowModules } from './flow/modules.ts';
import { Kinds } from './kinds/kinds.ts';
import { QualifiedNames } from './qualified-names.ts';
import { checkTypes, type TypesOptions } from './types/check-types.ts';
import type { Type } from './types/type.ts';

export interface CheckOptions {
  /** What the module is granted; null when that is not known, so that grants are not checked. */
  readonly isGranted: IsGranted | null;
  /** Nobody can import the module. */
  readonly isEntry: boolean;
  /** Null for code whose types are not checked (the library's own, and lines of a session). */
  readonly types: TypesOptions | null;
  /** What modules of the project let others know of their labels. */
  readonly flowsOf: FlowLookup;
  /** Also report what a condition on a labelled value tells of it. */
  readonly isStrict: boolean;
  /** True to find out what each function can do, even where no label can be. */
  readonly isComplete: boolean;
}

/** Checks a resolved module, reports findings, and returns the side tables that emission and importers read. */
export function check(resolved: ResolvedModule, diagnostics: Diagnostics, options: CheckOptions): CheckedModule {
  const names = new QualifiedNames(resolved);
  const effects: Capability[] = resolved.facts.constructs.flatMap(effectsOfConstruct);
  for (const node of resolved.facts.calls) {
    if (node.kind !== 'Call') continue;
    for (const needed of effectsOfCall(node, names)) {
      effects.push(needed);
      if (options.isGranted !== null) checkGrant(node, needed, options.isGranted, diagnostics);
    }
  }
  for (const contract of resolved.facts.contracts) checkPurity(contract, resolved, names, diagnostics);
  checkViolations(resolved, diagnostics);
  const types = options.types === null ? null : checkTypes(resolved, diagnostics, options.types);
  const flow =
    types === null || (options.isEntry && !options.isComplete && !hasAnythingToFollow(resolved))
      ? unfollowed(effects)
      : checkFlow(resolved, names, effects, !options.isEntry, flowOptions(options, types.receivers), diagnostics);
  applyExpectations(resolved.module.comments, diagnostics);
  let kinds: Kinds | null = null;
  return {
    resolved,
    get kinds() {
      kinds ??= new Kinds(resolved, options.isEntry);
      return kinds;
    },
    interface: { types: types?.text ?? '', ...flow },
  };
}

function flowOptions({ types, flowsOf, isStrict }: CheckOptions, receivers: ReadonlyMap<NodeId, Type>): FlowOptions {
  const { moduleName, importName } = types!;
  return { moduleName, isStrict, receivers, modules: new FlowModules(flowsOf, importName) };
}
