/**
 * Follows one frame (the file, a class body, a function) statement by statement, as it would run: binds, narrows, joins
 * where paths meet, and reports. Loops are walked silently until what is known at their head no longer changes.
 */
import type * as ast from '#language/ast';
import { augmentedAssign, bindTarget } from './assign.ts';
import type { Environment, Place } from './environment.ts';
import { escape } from './escape.ts';
import { Expressions } from './expressions.ts';
import type { FileChecker } from './file-checker.ts';
import { checkDiscarded, checkImport, checkRaised, checkReturn, reportUnreachable } from './findings.ts';
import { join, unionOf, withoutArguments } from './join.ts';
import { checkMatch } from './match.ts';
import { assume } from './narrow.ts';
import { same } from './same.ts';
import { any, none, type Type } from './type.ts';
import { enterType, mayAcceptErrors } from './with.ts';

/** What a function's body was found to do. */
export interface FrameResult {
  readonly returns: readonly Type[];
  readonly yields: readonly Type[];
  /** Whether its end can be reached. */
  readonly endsOpen: boolean;
}

interface Loop {
  readonly breaks: Environment[];
  readonly continues: Environment[];
}

/** One walk over the body of a loop. */
interface Round {
  readonly breaks: readonly Environment[];
  /** Where the body ends, or a `continue` stands. */
  readonly ends: readonly Environment[];
}

export class Statements {
  readonly infer: Expressions;
  private readonly returns: Type[] = [];
  private readonly yields: Type[] = [];
  private loop: Loop | null = null;

  /** @param result what `return` must give; null where it is not written, or the frame is no function */
  constructor(
    readonly file: FileChecker,
    environment: Environment,
    private readonly result: Type | null,
  ) {
    this.infer = new Expressions(file, environment, {
      block: (body) => this.block(body),
      yields: (type) => void this.yields.push(type),
      bind: (target, type) => bindTarget(target, type, null, this.infer),
    });
  }

  run(body: readonly ast.Statement[]): FrameResult {
    this.block(body);
    return { returns: this.returns, yields: this.yields, endsOpen: this.environment.isReachable };
  }

  get environment(): Environment {
    return this.infer.environment;
  }

  set environment(environment: Environment) {
    this.infer.environment = environment;
  }

  block(body: readonly ast.Statement[]): void {
    const wasReachable = this.environment.isReachable;
    for (const statement of body) {
      if (this.environment.isReachable) this.statement(statement);
      else {
        if (wasReachable) reportUnreachable(this.infer.reporter, body, statement);
        return;
      }
    }
  }

  private statement(node: ast.Statement): void {
    switch (node.kind) {
      case 'Let':
        if (node.value !== null) this.assign(node.targets, node.value);
        return;
      case 'Assign':
        return this.assign(node.targets, node.value);
      case 'Const':
        return this.assign([node.target], node.value);
      case 'AnnAssign':
        if (node.value !== null) this.assign([node.target], node.value);
        return;
      case 'AugAssign':
        return augmentedAssign(node, this.infer);
      case 'ExpressionStatement':
        return checkDiscarded(node, this.infer.expression(node.value), this.infer);
      case 'Return':
        return this.return(node);
      case 'Raise':
        if (node.exception !== null)
          checkRaised(node.exception, this.infer.expression(node.exception), this.infer.reporter);
        if (node.cause !== null) this.infer.expression(node.cause);
        this.environment.isReachable = false;
        return;
      case 'Assert':
      case 'Verify':
        this.infer.expression(node.test);
        if (node.message !== null) this.infer.inBranch(() => this.infer.expression(node.message!));
        return assume(node.test, true, this.infer);
      case 'Delete':
        for (const target of node.targets)
          if (target.kind !== 'Name')
            this.infer.inBranch(() => this.infer.reporter.trying(() => this.infer.expression(target)));
        this.environment.forgetPaths();
        return;
      case 'Break':
        return this.leave(this.loop?.breaks);
      case 'Continue':
        return this.leave(this.loop?.continues);
      case 'If':
        return this.if(node);
      case 'While':
        return this.while(node);
      case 'For':
        return this.for(node);
      case 'Try':
        return this.try(node);
      case 'With':
        return this.with(node);
      case 'Match':
        return checkMatch(node, this);
      case 'FunctionDef':
        return this.file.enterFunction(node, this.infer);
      case 'ClassDef':
        return this.file.enterClass(node, this.infer);
      case 'ModuleDef':
        return this.block(node.body);
      case 'ImportFrom':
        return checkImport(node, this.infer);
      case 'Conclude':
        this.infer.expression(node.value);
        this.environment.isReachable = false;
        return;
      case 'Reflect':
        this.infer.expression(node.subject);
        return this.clauses(node.clauses);
      case 'ConstructDef':
        return this.file.enterConstruct(node);
      default:
        return;
    }
  }

  // ------------------------------------------------------------------ assignment and return

  private assign(targets: readonly ast.Expression[], value: ast.Expression): void {
    const expected = this.file.declaredType(targets[0]!, this.infer);
    const type = this.infer.expression(value, expected ?? any);
    if (value.kind === 'Reason') this.environment.isReachable = true;
    escape(value, this.infer);
    const isShared = targets.length > 1 || isHolder(value);
    const held = isShared && expected === null ? withoutArguments(type) : type;
    for (const each of targets) bindTarget(each, held, value, this.infer);
  }

  private return(node: ast.Return): void {
    const type = node.value === null ? none : this.infer.expression(node.value, this.result ?? any);
    if (this.result !== null) checkReturn(this.infer.reporter, node, type, this.result);
    this.returns.push(type);
    this.environment.isReachable = false;
  }

  private leave(list: Environment[] | undefined): void {
    list?.push(this.environment.fork());
    this.environment.isReachable = false;
  }

  // ------------------------------------------------------------------ branches

  /** Runs an action in a fork of the environment and gives the fork. */
  branch(action: () => void, origin: Environment = this.environment): Environment {
    const outer = this.environment;
    this.environment = origin.fork();
    action();
    const end = this.environment;
    this.environment = outer;
    return end;
  }

  private if(node: ast.If): void {
    this.infer.expression(node.test);
    const origin = this.environment;
    const one = this.branch(() => {
      assume(node.test, true, this.infer);
      this.block(node.body);
    });
    const other = this.branch(() => {
      assume(node.test, false, this.infer);
      this.block(node.orelse);
    });
    origin.merge([one, other]);
  }

  // ------------------------------------------------------------------ loops

  private while(node: ast.While): void {
    const isEndless = node.test.kind === 'Constant' && isTrue(node.test);
    this.runLoop(
      () => {
        this.infer.expression(node.test);
        assume(node.test, true, this.infer);
        this.block(node.body);
      },
      isEndless ? null : () => assume(node.test, false, this.infer),
      node.orelse,
    );
  }

  private for(node: ast.For): void {
    const items = this.infer.items(node.iterable, this.infer.expression(node.iterable), node.isAsync);
    this.runLoop(
      () => {
        bindTarget(node.target, items, null, this.infer);
        this.block(node.body);
      },
      () => {},
      node.orelse,
    );
  }

  /** @param atEnd what is known when the loop ends by itself; null when it never does */
  private runLoop(body: () => void, atEnd: (() => void) | null, orelse: readonly ast.Statement[]): void {
    const origin = this.environment;
    const { breaks, ends } = this.settle(origin, body);
    const exits: Environment[] = [];
    if (atEnd !== null) {
      const left = this.branch(() => {
        for (const [place, type] of afterRounds(origin, ends)) this.environment.set(place, type);
        atEnd();
        this.block(orelse);
      }, origin);
      exits.push(left);
    }
    this.environment = origin;
    origin.merge([...exits, ...breaks]);
  }

  /**
   * Walks a loop until what is known at its head holds for every round. What the earlier walks reported does not count:
   * they knew too much.
   */
  private settle(origin: Environment, body: () => void): Round {
    const head = new Map<Place, Type>();
    for (let attempt = 0; ; attempt++) {
      const mark = this.infer.reporter.mark();
      const round = this.round(origin, head, body);
      const changed = [...afterRounds(origin, round.ends)].filter(([place, type]) => {
        const before = head.get(place) ?? origin.get(place);
        return before !== undefined && before.kind !== 'any' && !same(before, type);
      });
      if (changed.length === 0 || attempt === 4) return round;
      this.infer.reporter.undo(mark);
      // Types that grow with every round will not come to rest.
      for (const [place, type] of changed) head.set(place, attempt < 2 ? join(head.get(place) ?? type, type) : any);
    }
  }

  private round(origin: Environment, head: ReadonlyMap<Place, Type>, body: () => void): Round {
    const outer = this.loop;
    const loop: Loop = { breaks: [], continues: [] };
    this.loop = loop;
    const end = this.branch(() => {
      for (const [place, type] of head) this.environment.set(place, type);
      body();
    }, origin);
    this.loop = outer;
    return { breaks: loop.breaks, ends: [end, ...loop.continues].filter((each) => each.isReachable) };
  }

  // ------------------------------------------------------------------ try and with

  private try(node: ast.Try): void {
    const origin = this.environment;
    const expectsErrors = node.handlers.some((handler) => this.file.catchesTypeErrors(handler));
    let end!: Environment;
    const log = origin.logging(() => {
      end = this.branch(() => this.infer.reporter.expecting(expectsErrors, () => this.block(node.body)), origin);
    });
    const interrupted = (): void => {
      for (const [place, type] of log) {
        const before = origin.get(place);
        this.environment.set(place, before === undefined ? type : join(before, type));
      }
    };
    const whole = this.branch(() => this.block(node.orelse), end);
    const handled = node.handlers.map((handler) =>
      this.branch(() => this.handler(handler, node.isStar, interrupted), origin),
    );
    if (node.finalbody.length === 0) return origin.merge([flat(whole, origin), ...handled]);
    const isOpen = whole.isReachable || handled.some((each) => each.isReachable);
    if (isOpen) origin.merge([flat(whole, origin), ...handled]);
    else interrupted();
    // A finally runs on every way out; it goes on only where the rest did.
    this.block(node.finalbody);
    if (!isOpen) this.environment.isReachable = false;
  }

  private handler(node: ast.ExceptHandler, isStar: boolean, interrupted: () => void): void {
    interrupted();
    const type = node.type === null ? any : this.infer.expression(node.type);
    const binding = this.file.resolved.declarations.get(node.id);
    if (binding !== undefined) this.environment.set(binding, isStar ? any : this.file.caughtType(type));
    this.block(node.body);
  }

  private with(node: ast.With): void {
    let accepts = false;
    for (const item of node.items) {
      const expects = item.context.kind === 'Call' && this.file.namesExpectedError(item.context);
      const manager = this.infer.expression(item.context);
      accepts ||= expects || mayAcceptErrors(manager, node.isAsync);
      const entered = enterType(manager, node.isAsync);
      if (item.target !== null) bindTarget(item.target, entered, null, this.infer);
    }
    const origin = this.environment;
    if (!accepts) return this.block(node.body);
    const log = origin.logging(() => {
      const end = this.branch(() => this.infer.reporter.expecting(true, () => this.block(node.body)), origin);
      origin.merge([end]);
    });
    // The manager may have taken an exception, wherever in the block it came from.
    origin.isReachable = true;
    for (const [place, type] of log) {
      const before = origin.get(place);
      origin.set(place, before === undefined ? type : join(before, type));
    }
  }

  private clauses(clauses: readonly ast.Clause[]): void {
    for (const clause of clauses) if (clause.body !== null) this.runLoop(() => this.block(clause.body!), () => {}, []);
  }
}

/** What is known after any number of rounds of a loop, none included. */
function afterRounds(origin: Environment, ends: readonly Environment[]): Map<Place, Type> {
  const after = new Map<Place, Type>();
  for (const end of ends)
    for (const [place, type] of end.changedSince(origin)) {
      const before = after.get(place) ?? origin.get(place);
      after.set(place, before === undefined ? type : unionOf([before, type], true));
    }
  return after;
}

/** The `else` of a try was forked from the end of its body, which was forked from the origin: both count as one branch. */
function flat(environment: Environment, origin: Environment): Environment {
  const one = origin.fork();
  for (const [place, type] of environment.changedSince(origin)) one.set(place, type);
  one.isReachable = environment.isReachable;
  return one;
}

/** A value that another variable may hold as well. */
function isHolder(node: ast.Expression): boolean {
  return node.kind === 'Name' || node.kind === 'Attribute' || node.kind === 'Subscript' || node.kind === 'Conditional';
}

function isTrue(node: ast.Constant): boolean {
  const { value } = node;
  return (value.type === 'bool' && value.value) || (value.type === 'int' && value.value !== 0n);
}
