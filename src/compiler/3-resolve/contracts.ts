/**
 * `@requires`, `@ensures` and `@invariant`: which decorators are contracts, and what the names in their conditions mean. A
 * condition has a scope of its own inside the function it stands on. It sees the parameters as they were passed, never the
 * variables of the body; that of `@ensures` also sees `result`, and `old(e)`: what `e` was before the call. `@invariant`
 * sees `self`.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type * as ast from '#language/ast';
import type { Reference, Scope } from './scope.ts';

export type ContractKind = 'requires' | 'ensures' | 'invariant';

/** A contract: a call of one of the three names, with a condition. */
export interface Contract {
  readonly kind: ContractKind;
  readonly call: ast.Call;
  readonly condition: ast.Expression;
  readonly message: ast.Expression | null;
}

const kinds: ReadonlySet<string> = new Set<ContractKind>(['requires', 'ensures', 'invariant']);

/** The kind of contract that a decorator names; null for others. Whether the name is the language's own is left to the caller. */
export function contractKind(decorator: ast.Expression): ContractKind | null {
  const callee = decorator.kind === 'Call' ? decorator.callee : decorator;
  return callee.kind === 'Name' && kinds.has(callee.name) ? (callee.name as ContractKind) : null;
}

/** The contract in a decorator; null when it is none, or not well-formed (`checkContractForm` has told that). */
export function contractOf(decorator: ast.Expression): Contract | null {
  const kind = contractKind(decorator);
  if (kind === null || decorator.kind !== 'Call') return null;
  const [condition, message = null, ...more] = decorator.arguments;
  if (condition === undefined || more.length > 0 || decorator.keywords.length > 0) return null;
  if (condition.kind === 'Starred' || message?.kind === 'Starred') return null;
  return { kind, call: decorator, condition, message };
}

/**
 * Checks that a decorator of that name can be a contract where it stands.
 *
 * @param on what it stands on
 */
export function checkContractForm(
  decorator: ast.Expression,
  on: 'function' | 'class' | 'module' | 'construct',
  diagnostics: Diagnostics,
): boolean {
  const kind = contractKind(decorator)!;
  const place = kind === 'invariant' ? 'class' : 'function';
  if (on !== place) {
    diagnostics.report('syntax/contract-place', decorator.span, `'@${kind}' stands on a ${on}`, {
      help: `'@requires' and '@ensures' stand on a func, '@invariant' on a class`,
    });
    return false;
  }
  const contract = contractOf(decorator);
  if (contract?.condition.kind === 'Lambda') {
    diagnostics.report('syntax/contract-condition', contract.condition.span, 'a condition is no function', {
      help: `write it as it is: \`@${kind}(amount > 0)\`; it sees the parameters by their names`,
    });
    return false;
  }
  if (contract !== null) return true;
  diagnostics.report(
    'syntax/contract-condition',
    decorator.span,
    `'@${kind}' needs one condition, and may have a message`,
    {
      help: `write @${kind}(condition) or @${kind}(condition, "message")`,
    },
  );
  return false;
}

/** A name used in a contract, with the scope of the function whose body it must not look into. */
export interface ContractUse {
  readonly name: ast.Name;
  readonly body: Scope;
}

/** Reports names that mean variables of the function's body: a contract is judged when the body has not run. */
export function refuseBodyVariables(
  uses: readonly ContractUse[],
  references: readonly (Reference | undefined)[],
  diagnostics: Diagnostics,
): void {
  for (const { name, body } of uses) {
    const reference = references[name.id];
    if (reference?.kind !== 'binding' || reference.binding.scope !== body) continue;
    diagnostics.report('names/body-variable', name.span, `'${name.name}' is a variable of the function's body`, {
      help: 'a contract speaks of parameters, of `result` and `old(…)` in `@ensures`, and of names outside the function',
    });
  }
}
