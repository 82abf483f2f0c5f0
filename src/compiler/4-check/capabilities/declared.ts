/**
 * What functions, classes and modules declare to use (`@capabilities`, `requires`) against what the analysis found: uses
 * that the declaration surely refuses, and declarations that nothing needs.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type * as ast from '#language/ast';
import {
  type Capability,
  covers,
  defaultGrants,
  formatCapability,
  isCapability,
  overlaps,
  parseCapability,
} from '#language/capabilities';
import { declaredCapabilities, requiredCapabilities } from '../../3-resolve/capabilities.ts';
import type { Effect } from '../flow/function-flow.ts';

export type Declaring = ast.FunctionDef | ast.ClassDef | ast.ModuleDef;

/** A definition with what its code was found to use. */
export interface Used {
  readonly node: Declaring;
  readonly effects: readonly Effect[];
  /** It calls what somebody hands to it, so that it may use more. */
  readonly callsUnknown: boolean;
}

interface Declared {
  /** Null when everything is allowed that is not denied. */
  readonly allow: readonly Capability[] | null;
  readonly deny: readonly Capability[];
}

/** Reports `capability/undeclared` and `capability/unused-declaration` for one definition. */
export function checkDeclared({ node, effects, callsUnknown }: Used, diagnostics: Diagnostics): void {
  const declared = declaredBy(node);
  if (declared === null) return;
  for (const effect of effects) {
    const asked = parseCapability(effect.capability);
    const refused = refusal(declared, asked);
    if (refused === null) continue;
    const { place, capability, by } = effect;
    const through = by === node.name.name ? '' : ` through ${by}()`;
    diagnostics.report(
      'capability/undeclared',
      node.name.span,
      `'${node.name.name}' uses ${capability}${through}, ${refused}`,
      {
        labels: place.module === null ? [{ span: place.span, message: `it is used here` }] : [],
        help: `declare ${capability}, or do without it`,
      },
    );
  }
  if (callsUnknown) return;
  const used = effects.map(({ capability }) => parseCapability(capability));
  for (const each of declared.allow ?? []) {
    if (defaultGrants.includes(formatCapability(each)) || used.some((effect) => overlaps(each, effect))) continue;
    const text = formatCapability(each);
    diagnostics.report(
      'capability/unused-declaration',
      node.name.span,
      `'${node.name.name}' declares ${text} and never uses it`,
      {
        severity: 'warning',
        help: 'take it off: what is not declared cannot be misused',
      },
    );
  }
}

/** What is written on a definition; null where nothing is. */
function declaredBy(node: Declaring): Declared | null {
  const lists = node.decorators.filter(isCapabilities).map(declaredCapabilities);
  if (node.kind === 'FunctionDef' && node.requires !== null) lists.push(requiredCapabilities(node.requires));
  if (lists.length === 0) return null;
  const read = (texts: readonly string[]): Capability[] => texts.filter(isCapability).map(parseCapability);
  const allows = lists.flatMap(({ allow }) => (allow === null ? [] : [read(allow)]));
  return { allow: allows.length === 0 ? null : allows.flat(), deny: lists.flatMap(({ deny }) => read(deny)) };
}

function isCapabilities(decorator: ast.Expression): boolean {
  return decorator.kind === 'Call' && decorator.callee.kind === 'Name' && decorator.callee.name === 'capabilities';
}

/** Why a use would be refused whenever it happens; null when it may be allowed. */
function refusal({ allow, deny }: Declared, asked: Capability): string | null {
  const denied = deny.find((each) => covers(each, asked));
  if (denied !== undefined) return `which its declaration denies`;
  // An allow list leaves what everybody is granted.
  if (allow === null || defaultGrants.includes(formatCapability(asked))) return null;
  // A scope that is found out when it runs may be one that is declared.
  const may = asked.scope === null ? overlaps : covers;
  return allow.some((each) => may(each, asked)) ? null : 'which it does not declare';
}
