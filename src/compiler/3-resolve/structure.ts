/**
 * Rules about where statements may stand: break and continue in loops, return and yield in functions, await in async
 * functions, conclude in reason blocks, at most one star in a target, no pattern after one that catches everything.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type * as ast from '#language/ast';
import { captureProblems } from './captured-names.ts';
import type { ContractKind } from './contracts.ts';
import { isIrrefutable } from './irrefutable.ts';
import type { Scope } from './scope.ts';

export class Structure {
  private loops = 0;
  private reasons = 0;
  private exceptStars = 0;

  constructor(
    private readonly diagnostics: Diagnostics,
    private readonly surroundings: 'plain' | 'async' | 'body' = 'body',
  ) {}

  forFunction(kind: 'plain' | 'async'): Structure {
    return new Structure(this.diagnostics, kind);
  }

  /** A class or module body: nothing of the surroundings reaches into it. */
  forBody(): Structure {
    return new Structure(this.diagnostics, 'body');
  }

  inLoop(walk: () => void): void {
    const { exceptStars } = this;
    this.exceptStars = 0;
    this.loops++;
    walk();
    this.loops--;
    this.exceptStars = exceptStars;
  }

  inReason(walk: () => void): void {
    this.reasons++;
    walk();
    this.reasons--;
  }

  inExceptStar(walk: () => void): void {
    this.exceptStars++;
    walk();
    this.exceptStars--;
  }

  checkJump(node: ast.Break | ast.Continue): void {
    const word = node.kind === 'Break' ? 'break' : 'continue';
    if (this.exceptStars > 0) {
      this.diagnostics.report('syntax/jump-in-except-star', node.span, `'${word}' cannot leave an except* block`);
    } else if (this.loops === 0) {
      this.diagnostics.report('syntax/outside-loop', node.span, `'${word}' stands outside a loop`, {
        help: `put it inside a \`for\` or \`while\` of the same function`,
      });
    }
  }

  /** The result of a generator is known only to whoever has taken all its items. */
  checkContract(kind: ContractKind, call: ast.Call, scope: Scope): void {
    if (kind !== 'ensures' || !scope.yields) return;
    this.diagnostics.report('syntax/result-of-generator', call.span, "'@ensures' stands on a generator", {
      help: 'a generator gives its items one by one: `verify` each before it is yielded',
    });
  }

  /** `old(e)` takes one expression. */
  checkOld(node: ast.Call): void {
    if (node.arguments.length === 1 && node.keywords.length === 0 && node.arguments[0]!.kind !== 'Starred') return;
    this.diagnostics.report('syntax/old-of-one', node.span, '`old` takes one expression', {
      help: 'write old(expression): what it was before the call',
    });
  }

  checkReturn(node: ast.Return, scope: Scope): void {
    if (this.surroundings === 'body') {
      this.diagnostics.report('syntax/outside-function', node.span, "'return' stands outside a function", {
        help: 'a program ends early with `raise SystemExit(0)`',
      });
    } else if (this.reasons > 0) {
      this.diagnostics.report('syntax/return-in-reason', node.span, "'return' stands inside a reason block", {
        help: 'end the block with `conclude value` and return that',
      });
    } else if (this.exceptStars > 0) {
      this.diagnostics.report('syntax/jump-in-except-star', node.span, "'return' cannot leave an except* block");
    } else if (node.value !== null && scope.frame.yields && this.surroundings === 'async') {
      this.diagnostics.report(
        'syntax/return-in-async-generator',
        node.span,
        "'return' with a value stands in an async generator",
      );
    }
  }

  checkYield(node: ast.Yield | ast.YieldFrom, scope: Scope): void {
    if (this.surroundings === 'body') {
      this.diagnostics.report('syntax/outside-function', node.span, "'yield' stands outside a function");
    } else if (scope.kind === 'comprehension') {
      this.diagnostics.report('syntax/yield-in-comprehension', node.span, "'yield' stands inside a comprehension", {
        help: 'write the comprehension as a loop',
      });
    } else if (node.kind === 'YieldFrom' && this.surroundings === 'async') {
      this.diagnostics.report('syntax/yield-from-in-async', node.span, "'yield from' stands inside an async func", {
        help: 'loop over it with `async for` and yield each item',
      });
    }
  }

  checkAwait(node: ast.Node, scope: Scope): void {
    if (this.surroundings === 'async') return;
    if (scope.kind === 'comprehension' && scope.frame.kind !== 'function' && this.surroundings === 'plain') return;
    this.diagnostics.report('syntax/await-outside-async', node.span, "'await' stands outside an async func", {
      help: 'declare the function with `async func`, and start it with asyncio.run(…)',
    });
  }

  checkConclude(node: ast.Conclude): void {
    if (this.reasons > 0) return;
    this.diagnostics.report('syntax/conclude-outside-reason', node.span, "'conclude' stands outside a reason block", {
      help: 'use `return`, or put it into `reason "why":`',
    });
  }

  checkStars(elements: readonly ast.Expression[]): void {
    const stars = elements.filter((element) => element.kind === 'Starred');
    if (stars.length < 2) return;
    this.diagnostics.report('syntax/two-stars', stars[1]!.span, 'a target can hold only one starred name');
  }

  checkPattern(matchCase: ast.MatchCase, isLast: boolean): void {
    for (const { node, message } of captureProblems(matchCase.pattern))
      this.diagnostics.report('syntax/invalid-pattern', node.span, message);
    if (isLast || matchCase.guard !== null || !isIrrefutable(matchCase.pattern)) return;
    this.diagnostics.report(
      'syntax/unreachable-case',
      matchCase.pattern.span,
      'this pattern matches everything, so the cases after it are never reached',
      {
        help: 'move it to the end, or give it a guard',
      },
    );
  }

  reportTarget(target: ast.Expression): void {
    if (target.kind === 'ErrorExpression') return;
    this.diagnostics.report('syntax/not-assignable', target.span, 'this cannot be assigned to');
  }
}
