/**
 * The types of expressions, at one place of a program: reads and narrows the environment it is given, and reports what
 * cannot work. The type that is expected of an expression, where there is one, flows into displays and lambdas.
 */
import type * as ast from '#language/ast';
import { takesBareWord } from '../../3-resolve/parameters.ts';
import type { Binding, Reference } from '../../3-resolve/scope.ts';
import { readLiteral } from './annotation.ts';
import { attributeOf } from './attribute.ts';
import { builtinClass, builtinValue } from './builtins.ts';
import { callResult } from './call.ts';
import { comprehensionType, dictType, listType, setType, tupleType } from './displays.ts';
import type { Environment, Place } from './environment.ts';
import { escape } from './escape.ts';
import type { FileChecker } from './file-checker.ts';
import { reportAttribute } from './findings.ts';
import { isCoroutine } from './help.ts';
import { asyncItemsOf, awaited, itemsOf, unpacked } from './items.ts';
import { join, unionOf } from './join.ts';
import { lambdaType } from './lambda.ts';
import { assume, falsy, truthy } from './narrow.ts';
import { binary, comparison, unary } from './operator.ts';
import type { Reporter } from './reporter.ts';
import { showFound } from './show.ts';
import { subscriptType } from './subscript.ts';
import { any, type Type } from './type.ts';

/** What the statements around an expression take part in. */
export interface FrameContext {
  /** Runs the block of a `reason`. */
  readonly block: (body: readonly ast.Statement[]) => void;
  /** Notes what a `yield` gives. */
  readonly yields: (type: Type) => void;
  /** Binds a target to a value of this type. */
  readonly bind: (target: ast.Expression, type: Type) => void;
}

export class Expressions {
  constructor(
    readonly file: FileChecker,
    public environment: Environment,
    private readonly frame: FrameContext,
    /** Inside a lambda, which may run when variables have changed. */
    private isDeferred = false,
  ) {}

  get reporter(): Reporter {
    return this.file.reporter;
  }

  /** @param expected what is wanted here; `Any` when nothing is */
  expression(node: ast.Expression, expected: Type = any): Type {
    switch (node.kind) {
      case 'Name':
        return this.name(node);
      case 'Constant':
        return readLiteral(node);
      case 'JoinedString':
        for (const part of node.parts) if (typeof part !== 'string') this.formatted(part);
        return builtinClass('str').self;
      case 'UnaryOp':
        return this.unary(node);
      case 'BinOp':
        return this.binary(node, expected);
      case 'BoolOp':
        return this.boolean(node, expected);
      case 'Compare':
        return this.compare(node);
      case 'Call':
        return this.call(node);
      case 'Attribute':
        return this.attribute(node);
      case 'Subscript':
        return this.placeType(node) ?? subscriptType(node, this);
      case 'Slice':
        for (const bound of [node.lower, node.upper, node.step]) if (bound !== null) this.expression(bound);
        return builtinClass('slice').self;
      case 'Starred':
        return this.items(node.value, this.expression(node.value));
      case 'TupleExpression':
        return tupleType(node, expected, this);
      case 'ListExpression':
        return listType(node, expected, this);
      case 'SetExpression':
        return setType(node, expected, this);
      case 'DictExpression':
        return dictType(node, expected, this);
      case 'Comprehension':
        return comprehensionType(node, expected, this);
      case 'Lambda':
        return lambdaType(node, expected, this);
      case 'Conditional':
        return this.conditional(node, expected);
      case 'NamedExpression': {
        const type = this.expression(node.value, expected);
        this.frame.bind(node.target, type);
        return type;
      }
      case 'Await':
        return this.awaited(node);
      case 'Yield':
        this.frame.yields(node.value === null ? { kind: 'none' } : this.expression(node.value));
        return any;
      case 'YieldFrom': {
        this.frame.yields(this.items(node.value, this.expression(node.value)));
        return any;
      }
      case 'Reason':
        this.expression(node.why);
        this.frame.block(node.body);
        return any;
      case 'ErrorExpression':
        return any;
    }
  }

  /** A keyword's value; a bare word such as `context=html` is no variable. */
  argument(call: ast.Call, keyword: ast.KeywordArgument): Type {
    return this.isBareWord(call, keyword) ? any : this.expression(keyword.value);
  }

  isBareWord(call: ast.Call, keyword: ast.KeywordArgument): boolean {
    return takesBareWord(call, keyword);
  }

  /** What a walk over the value of `node` gives; reports when it cannot be walked over. */
  items(node: ast.Expression, type: Type, isAsync = false): Type {
    const items = isAsync ? asyncItemsOf(type) : itemsOf(type);
    if (items !== null) return items;
    const what = isAsync ? 'async for cannot walk' : 'there is no walking';
    this.reporter.report('type/not-iterable', node.span, `${what} over a value of type ${showFound(type, any)}`);
    return any;
  }

  /** Whether a generator expression waits, so that it can only be walked with `async for`. */
  waits(node: ast.Comprehension): boolean {
    return this.file.resolved.scopes.get(node.id)!.awaits;
  }

  /** Runs an action in a branch of its own, of which nothing stays. */
  inBranch<Result>(action: () => Result): Result {
    const origin = this.environment;
    this.environment = origin.fork();
    const result = action();
    this.environment = origin;
    return result;
  }

  bind(target: ast.Expression, type: Type): void {
    this.frame.bind(target, type);
  }

  // ------------------------------------------------------------------ names and places

  referenceOf(node: ast.Name): Reference | undefined {
    return this.file.resolved.references[node.id];
  }

  /** The variable that a name means; null for what is no variable of this file. */
  bindingOf(node: ast.Name): Binding | null {
    const reference = this.referenceOf(node);
    return reference?.kind === 'binding' || reference?.kind === 'class' ? reference.binding : null;
  }

  /** The place that an expression reads, if it is one whose value can be known for a while. */
  placeOf(node: ast.Expression): Place | null {
    if (node.kind === 'NamedExpression') return this.placeOf(node.target);
    if (node.kind === 'Name') return this.bindingOf(node);
    const path = this.pathOf(node);
    return path;
  }

  private pathOf(node: ast.Expression): string | null {
    if (node.kind === 'Name') {
      const binding = this.bindingOf(node);
      return binding === null ? null : this.file.numberOf(binding);
    }
    if (node.kind === 'Attribute') {
      const object = this.pathOf(node.object);
      return object === null ? null : `${object}.${node.name.name}`;
    }
    if (node.kind === 'Subscript' && node.index.kind === 'Constant') {
      const { value } = node.index;
      if (value.type !== 'str' && value.type !== 'int') return null;
      const object = this.pathOf(node.object);
      return object === null ? null : `${object}.[${JSON.stringify(String(value.value))}]`;
    }
    return null;
  }

  private placeType(node: ast.Expression): Type | null {
    const place = this.pathOf(node);
    return place === null || this.isDeferred ? null : (this.environment.get(place) ?? null);
  }

  private name(node: ast.Name): Type {
    const reference = this.referenceOf(node);
    if (reference?.kind === 'binding') {
      this.file.noteRead(node, reference.binding);
      return this.variable(reference.binding);
    }
    if (reference?.kind === 'class') {
      this.file.noteRead(node, reference.binding);
      return this.environment.get(reference.binding) ?? any;
    }
    if (reference?.kind === 'builtin') return builtinValue(reference.name) ?? any;
    return any;
  }

  private variable(binding: Binding): Type {
    const isSteady = !this.isDeferred || binding.timesBound === 1;
    const here = isSteady ? this.environment.get(binding) : undefined;
    return here ?? this.file.declarations.valueOf(binding);
  }

  private attribute(node: ast.Attribute): Type {
    const known = this.placeType(node);
    if (known !== null) {
      if (node.object.kind !== 'Name') this.expression(node.object);
      else this.name(node.object);
      return known;
    }
    const object = this.expression(node.object);
    this.file.receivers.set(node.id, object);
    const type = attributeOf(object, node.name.name);
    if (type !== null) return type;
    reportAttribute(node, object, this);
    return any;
  }

  // ------------------------------------------------------------------ operators

  private formatted(part: ast.FormattedValue): void {
    this.expression(part.value);
    if (part.spec !== null) this.expression(part.spec);
  }

  private unary(node: ast.UnaryOp): Type {
    const operand = this.expression(node.operand);
    const type = unary(node.operator, operand);
    if (type !== null) return node.operator === '-' && node.operand.kind === 'Constant' ? readLiteral(node) : type;
    this.reporter.report('type/operator', node.span, `'${node.operator}' does not take ${showFound(operand, any)}`);
    return any;
  }

  private binary(node: ast.BinOp, expected: Type): Type {
    const isDisplay = node.left.kind === 'ListExpression' || node.right.kind === 'ListExpression';
    const left = this.expression(node.left, isDisplay ? expected : any);
    const right = this.expression(node.right, isDisplay && node.operator === '+' ? expected : any);
    const type = binary(node.operator, left, right);
    if (type !== null) return type;
    this.reportOperator(node.operator, node, left, right);
    return any;
  }

  reportOperator(operator: string, node: ast.Node, left: Type, right: Type): void {
    const isText = [left, right].some((type) => showFound(type, any) === 'str');
    const none = [left, right].some(
      (type) =>
        type.kind === 'none' || (type.kind === 'union' && type.members.some((member) => member.kind === 'none')),
    );
    this.reporter.report(
      'type/operator',
      node.span,
      `'${operator}' does not take ${showFound(left, any)} and ${showFound(right, any)}`,
      {
        help: [left, right].some(isCoroutine)
          ? 'an async function gives its result to `await`; write `await` before the call'
          : none
            ? 'it may be None here; test it with `is not None` first'
            : operator === '+' && isText
              ? 'put values into text with an f-string, or convert them with str() or int()'
              : null,
      },
    );
  }

  private boolean(node: ast.BoolOp, expected: Type): Type {
    const origin = this.environment;
    const isAnd = node.operator === 'and';
    let result: Type | null = null;
    const branches: Environment[] = [];
    this.environment = origin.fork();
    for (const [at, value] of node.values.entries()) {
      const type = this.expression(value, expected);
      const isLast = at === node.values.length - 1;
      const part = isLast ? type : isAnd ? falsy(type) : truthy(type);
      result = result === null ? part : join(result, part);
      if (isLast) branches.push(this.environment);
      else {
        const leaves = this.environment.fork();
        branches.push(leaves);
        this.environment = this.environment.fork();
        assume(value, isAnd, this);
      }
    }
    this.environment = origin;
    // An operand that always holds or always fails says nothing about what follows the expression.
    for (const branch of branches) branch.isReachable = true;
    origin.merge(branches);
    return result ?? any;
  }

  private compare(node: ast.Compare): Type {
    let left = this.expression(node.left);
    let result: Type | null = null;
    let leftNode: ast.Node = node.left;
    for (const [at, operator] of node.operators.entries()) {
      const comparator = node.comparators[at]!;
      const right = this.expression(comparator);
      const type = comparison(operator, left, right);
      if (type === null)
        this.reportOperator(
          operator,
          { ...node, span: { start: leftNode.span.start, end: comparator.span.end } },
          left,
          right,
        );
      result = result === null ? (type ?? any) : join(result, type ?? any);
      left = right;
      leftNode = comparator;
    }
    return result ?? any;
  }

  private conditional(node: ast.Conditional, expected: Type): Type {
    this.expression(node.test);
    const branch = (truth: boolean, value: ast.Expression): Type =>
      this.inBranch(() => {
        assume(node.test, truth, this);
        return this.expression(value, expected);
      });
    return unionOf([branch(true, node.body), branch(false, node.orelse)], true);
  }

  // ------------------------------------------------------------------ calls, functions, await

  private call(node: ast.Call): Type {
    const callee = this.expression(node.callee);
    const expectsErrors = this.file.namesExpectedError(node);
    const type = this.reporter.expecting(expectsErrors, () => callResult(callee, node, this));
    if (!this.leavesObjects(node, callee)) {
      this.environment.forgetPaths();
      for (const argument of node.arguments) escape(argument, this);
      for (const keyword of node.keywords) escape(keyword.value, this);
    }
    return type;
  }

  /** Built-in functions and methods that surely assign to nobody's attributes. */
  private leavesObjects(node: ast.Call, callee: Type): boolean {
    if (node.callee.kind === 'Name') return this.referenceOf(node.callee)?.kind === 'builtin';
    if (node.callee.kind !== 'Attribute' || callee.kind !== 'function') return false;
    const object = this.file.receivers.get(node.callee.id);
    return object?.kind === 'literal' || (object?.kind === 'instance' && object.class.moduleName === '');
  }

  /** The same place as seen from inside a lambda. */
  deferred(): Expressions {
    return new Expressions(this.file, this.environment, this.frame, true);
  }

  private awaited(node: ast.Await): Type {
    const type = this.expression(node.value);
    this.environment.forgetPaths();
    const result = awaited(type);
    if (result !== null) return result;
    const isPlainCall = node.value.kind === 'Call';
    this.reporter.report('type/not-awaitable', node.span, `a value of type ${showFound(type, any)} cannot be awaited`, {
      help: isPlainCall ? 'the function is not async; call it without `await`' : null,
    });
    return any;
  }

  /** What unpacking gives to each target; reports when the number of items cannot fit. */
  unpack(node: ast.Node, type: Type, targets: readonly ast.Expression[]): readonly Type[] {
    const star = targets.findIndex((target) => target.kind === 'Starred');
    if (type.kind === 'none') this.reporter.report('type/not-iterable', node.span, 'None has no items to unpack');
    const found = unpacked(type, targets.length, star < 0 ? null : star);
    if (typeof found !== 'number') return found;
    const wanted = star < 0 ? `${targets.length}` : `at least ${targets.length - 1}`;
    this.reporter.report(
      'type/unpack',
      node.span,
      `${found} ${found === 1 ? 'item is' : 'items are'} unpacked into ${wanted} ${targets.length === 1 ? 'target' : 'targets'}`,
    );
    return targets.map(() => any);
  }
}
