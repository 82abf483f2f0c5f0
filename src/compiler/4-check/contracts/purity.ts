/**
 * Contracts only look: a condition that changes something or touches the world would make a program depend on whether
 * contracts are on. Reported is what can be seen: assignment, waiting, calls of built-ins and methods that change or print,
 * also inside functions of the module that a condition calls. Effects are refused when the condition runs.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type * as ast from '#language/ast';
import { effectSignatures } from '#language/signatures/effects';
import { eachChild } from '../../2-parse/walk.ts';
import type { Contract } from '../../3-resolve/contracts.ts';
import type { ResolvedModule } from '../../3-resolve/scope.ts';
import type { QualifiedNames } from '../qualified-names.ts';

const changingFunctions: ReadonlySet<string> = new Set(
  ['print', 'input', 'open', 'setattr', 'delattr', 'next', 'anext', 'declassify'].map((name) => `builtins.${name}`),
);

/** Methods of the built-in containers that change them. */
const changingMethods: ReadonlySet<string> = new Set(
  'append extend insert remove pop clear sort reverse update setdefault popitem add discard popleft appendleft send'.split(
    ' ',
  ),
);

/** Reports `contract/impure` for one contract. */
export function checkPurity(
  { call, condition, message }: Contract,
  resolved: ResolvedModule,
  names: QualifiedNames,
  diagnostics: Diagnostics,
): void {
  const purity = new Purity(resolved, names);
  for (const node of message === null ? [condition] : [condition, message]) {
    const found = purity.impurityIn(node);
    if (found === null) continue;
    diagnostics.report('contract/impure', found.node.span, `a contract must only look, but this ${found.what}`, {
      labels: [{ span: call.callee.span, message: 'of this contract' }],
      help: 'let the condition compute a value from what it is given, and do everything else in the body',
    });
    return;
  }
}

interface Impurity {
  /** What to point at: something in the condition itself. */
  readonly node: ast.Node;
  readonly what: string;
}

class Purity {
  private readonly asked = new Set<ast.Node>();

  constructor(
    private readonly resolved: ResolvedModule,
    private readonly names: QualifiedNames,
  ) {}

  /** The first thing in an expression that is more than looking. */
  impurityIn(node: ast.Node): Impurity | null {
    const own = this.ownImpurity(node);
    if (own !== null) return { node, what: own };
    let found: Impurity | null = null;
    eachChild(node, (child) => {
      found ??= this.impurityIn(child);
    });
    return found;
  }

  private ownImpurity(node: ast.Node): string | null {
    switch (node.kind) {
      case 'NamedExpression':
        return `assigns '${(node as ast.NamedExpression).target.name}'`;
      case 'Await':
        return 'waits';
      case 'Yield':
      case 'YieldFrom':
        return 'yields';
      case 'Call':
        return this.calling(node as ast.Call);
      default:
        return null;
    }
  }

  private calling({ callee }: ast.Call): string | null {
    const name = this.names.of(callee);
    if (name !== null && changingFunctions.has(name)) return `calls ${name.replace('builtins.', '')}()`;
    if (name !== null && Object.hasOwn(effectSignatures, name)) return `calls ${name}()`;
    if (callee.kind === 'Attribute')
      return changingMethods.has(callee.name.name) ? `calls .${callee.name.name}()` : null;
    return callee.kind === 'Name' ? this.callingFunction(callee) : null;
  }

  /** A function of the module counts by what it does itself and by what it calls. */
  private callingFunction(callee: ast.Name): string | null {
    const reference = this.resolved.references[callee.id];
    if (reference?.kind !== 'binding' || !reference.binding.isFixed) return null;
    const { definition } = reference.binding;
    if (definition?.kind !== 'FunctionDef' || this.asked.has(definition)) return null;
    this.asked.add(definition);
    for (const statement of definition.body) {
      const what = this.changeIn(statement) ?? this.impurityOfCalls(statement);
      if (what !== null) return `calls ${callee.name}(), which ${what}`;
    }
    return null;
  }

  private impurityOfCalls(node: ast.Node): string | null {
    if (node.kind === 'Call') {
      const { callee } = node as ast.Call;
      // Changing a container that the function itself made is its own affair.
      const what =
        callee.kind === 'Attribute' && this.names.of(callee) === null ? null : this.calling(node as ast.Call);
      if (what !== null) return what;
    }
    let found: string | null = null;
    eachChild(node, (child) => {
      found ??= this.impurityOfCalls(child);
    });
    return found;
  }

  /** Assignments to what is not the function's own. */
  private changeIn(node: ast.Node): string | null {
    if (node.kind === 'Global' || node.kind === 'Nonlocal') return 'changes a variable outside it';
    let found: string | null = null;
    eachChild(node, (child) => {
      found ??= this.changeIn(child);
    });
    return found;
  }
}
