/**
 * Fourth phase: what can be known before the program runs. It never stops a run; its findings are errors of
 * `aegis check`, `build`, `test` and `publish`.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import { type Capability, formatCapability, withoutCovered } from '#language/capabilities';
import type { ResolvedModule } from '../3-resolve/scope.ts';
import { checkGrant, type IsGranted } from './capabilities/calls.ts';
import { effectsOfCall, effectsOfConstruct } from './capabilities/effects.ts';
import type { CheckedModule } from './checked-module.ts';
import { checkPurity } from './contracts/purity.ts';
import { applyExpectations } from './expect.ts';
import { Kinds } from './kinds/kinds.ts';
import { QualifiedNames } from './qualified-names.ts';
import { Labels } from './taint/labels.ts';
import { checkSink } from './taint/sinks.ts';
import { checkTypes, type TypesOptions } from './types/check-types.ts';

export interface CheckOptions {
  /** What the module is granted; null when that is not known, so that grants are not checked. */
  readonly isGranted: IsGranted | null;
  /** Nobody can import the module. */
  readonly isEntry: boolean;
  /** Null for code whose types are not checked (the library's own, and lines of a session). */
  readonly types: TypesOptions | null;
}

/** Checks a resolved module, reports findings, and returns the side tables that emission and importers read. */
export function check(resolved: ResolvedModule, diagnostics: Diagnostics, options: CheckOptions): CheckedModule {
  const names = new QualifiedNames(resolved);
  const labels = new Labels(resolved, names);
  const effects: Capability[] = resolved.facts.constructs.flatMap(effectsOfConstruct);
  for (const node of resolved.facts.calls) {
    checkSink(node, labels, names, diagnostics);
    if (node.kind !== 'Call') continue;
    for (const needed of effectsOfCall(node, names)) {
      effects.push(needed);
      if (options.isGranted !== null) checkGrant(node, needed, options.isGranted, diagnostics);
    }
  }
  for (const contract of resolved.facts.contracts) checkPurity(contract, resolved, names, diagnostics);
  const types = options.types === null ? '' : checkTypes(resolved, diagnostics, options.types);
  applyExpectations(resolved.module.comments, diagnostics);
  return {
    resolved,
    kinds: new Kinds(resolved, options.isEntry),
    types,
    effects: withoutCovered(effects).map(formatCapability),
  };
}
