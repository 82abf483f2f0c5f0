/**
 * The declaring walk through expressions, and through what stands left of an assignment: targets and patterns. Every name
 * in them is a use or a binding.
 */
import type * as ast from '#language/ast';
import { Binder } from './binder.ts';
import { allParameters, takesBareWord } from './parameters.ts';
import type { BindingKind } from './scope.ts';

export abstract class ExpressionWalker extends Binder {
  /** `reason` is an expression with statements in it. */
  abstract block(statements: readonly ast.Statement[]): void;

  /** A generator expression that waits is an asynchronous generator, which may stand in any function: others run it. */
  protected awaiting(node: ast.Node): void {
    const { frame } = this.scope;
    for (let scope = this.scope; scope !== frame; scope = scope.parent!) {
      scope.awaits = true;
      if (isGeneratorExpression(scope.node)) return;
    }
    this.structure.checkAwait(node, this.scope);
    frame.awaits = true;
  }

  /** The kinds that make up most of a program; a function of its own, because the engine compiles small ones sooner. */
  expression(node: ast.Expression): void {
    switch (node.kind) {
      case 'Name':
        return this.use(node, 'load');
      case 'Constant':
        return;
      case 'Attribute':
        this.facts.attributes.push(node);
        return this.expression(node.object);
      case 'Call':
        return this.call(node);
      case 'BinOp':
        this.expression(node.left);
        return this.expression(node.right);
      case 'Compare':
        this.lookAtCompared(node);
        this.expression(node.left);
        return this.expressions(node.comparators);
      case 'Subscript':
        return this.subscript(node);
      case 'TupleExpression':
      case 'ListExpression':
      case 'SetExpression':
        return this.expressions(node.elements);
      default:
        return this.rarerExpression(node);
    }
  }

  protected expressions(nodes: readonly ast.Expression[]): void {
    for (let index = 0; index < nodes.length; index++) this.expression(nodes[index]!);
  }

  protected call(node: ast.Call): void {
    this.facts.calls.push(node);
    if (this.isOld(node.callee)) this.structure.checkOld(node);
    else this.expression(node.callee);
    this.expressions(node.arguments);
    for (const keyword of node.keywords) {
      if (takesBareWord(node, keyword)) this.perhaps(keyword.value);
      else this.expression(keyword.value);
    }
  }

  protected rarerExpression(node: ast.Expression): void {
    switch (node.kind) {
      case 'JoinedString':
        this.facts.calls.push(node);
        for (const part of node.parts) if (typeof part !== 'string') this.formattedValue(part);
        return;
      case 'UnaryOp':
        if (node.operator === 'not') this.look(node.operand);
        return this.expression(node.operand);
      case 'BoolOp':
        return this.expressions(node.values);
      case 'Slice':
        if (node.lower !== null) this.expression(node.lower);
        if (node.upper !== null) this.expression(node.upper);
        if (node.step !== null) this.expression(node.step);
        return;
      case 'Starred':
        return this.expression(node.value);
      case 'DictExpression':
        for (const entry of node.entries) {
          if (entry.key !== null) this.expression(entry.key);
          this.expression(entry.value);
        }
        return;
      case 'Comprehension':
        return this.comprehension(node);
      case 'Lambda':
        return this.lambda(node);
      case 'Conditional':
        this.expression(node.test);
        this.expression(node.body);
        return this.expression(node.orelse);
      case 'NamedExpression':
        return this.walrus(node);
      case 'Await':
        this.awaiting(node);
        return this.expression(node.value);
      case 'Yield':
      case 'YieldFrom':
        this.structure.checkYield(node, this.scope);
        this.scope.frame.yields = true;
        if (node.value !== null) this.expression(node.value);
        return;
      case 'Reason':
        return this.reason(node);
    }
  }

  protected lambda(node: ast.Lambda): void {
    this.parameterExpressions(node.parameters);
    this.inScope('lambda', node, () => {
      this.parameters(node.parameters);
      this.structure = this.structure.forFunction('plain');
      this.expression(node.body);
    });
  }

  protected reason(node: ast.Reason): void {
    this.expression(node.why);
    this.structure.inReason(() => this.block(node.body));
  }

  protected look(node: ast.Expression): void {
    if (node.kind === 'Name') this.facts.looks.push(node);
  }

  /** `x in xs` hands `x` to whatever `xs` is, but asks `xs` only what it contains. */
  protected lookAtCompared({ operators, left, comparators }: ast.Compare): void {
    if (operators.length > 1) return;
    const [operator] = operators;
    const isIdentity = operator === 'is' || operator === 'is not';
    if (isIdentity) this.look(left);
    if (isIdentity || operator === 'in' || operator === 'not in') this.look(comparators[0]!);
  }

  protected formattedValue(part: ast.FormattedValue): void {
    this.look(part.value);
    this.expression(part.value);
    if (part.spec !== null) this.expression(part.spec);
  }

  protected walrus(node: ast.NamedExpression): void {
    this.facts.bindingExpressions.push(node.span.start);
    this.expression(node.value);
    let scope = this.scope;
    while (scope.kind === 'comprehension') {
      if (scope.bindings.has(node.target.name)) {
        this.diagnostics.report(
          'syntax/walrus-rebinds',
          node.target.span,
          `'${node.target.name}' is the variable of this comprehension and cannot be assigned in it`,
        );
      }
      scope = scope.parent!;
    }
    const end = this.directEnd;
    this.directEnd = null;
    const existing = scope.bindings.get(node.target.name);
    this.bind(node.target, existing?.kind ?? 'variable', node.target, scope);
    this.directEnd = end;
    this.facts.assignments.push({ target: node.target, source: node });
    this.use(node.target, 'store');
  }

  /** The first iterable belongs to the surroundings, everything else to the comprehension's own scope. */
  protected comprehension(node: ast.Comprehension): void {
    this.facts.bindingExpressions.push(node.span.start);
    const [first] = node.clauses;
    this.expression(first!.iterable);
    this.inScope('comprehension', node, () => {
      this.directEnd = null;
      node.clauses.forEach((clause, index) => {
        if (clause.isAsync) this.awaiting(clause);
        if (index > 0) this.expression(clause.iterable);
        this.noteLoop(clause);
        this.bindTarget(clause.target, 'variable');
        clause.conditions.forEach((condition) => this.expression(condition));
      });
      this.expression(node.element);
      if (node.value !== null) this.expression(node.value);
    });
  }

  /** Resolves what can be resolved of something that is perhaps no expression. */
  protected perhaps(node: ast.Expression): void {
    const outer = this.maybe;
    this.maybe = true;
    this.expression(node);
    this.maybe = outer;
  }

  /** `old(e)` of `@ensures`, unless the program has a name `old`. */
  protected isOld(callee: ast.Expression): boolean {
    return (
      this.contract?.kind === 'ensures' &&
      callee.kind === 'Name' &&
      callee.name === 'old' &&
      !this.isDeclaredSoFar('old')
    );
  }

  protected annotation(node: ast.Expression): void {
    const outer = this.inAnnotation;
    this.inAnnotation = true;
    this.expression(node);
    this.inAnnotation = outer;
  }

  /** Defaults and annotations belong to the surroundings. */
  protected parameterExpressions(parameters: ast.Parameters): void {
    for (const parameter of allParameters(parameters)) {
      if (parameter.defaultValue !== null) this.expression(parameter.defaultValue);
      if (parameter.annotation !== null) this.annotation(parameter.annotation);
    }
  }

  protected parameters(parameters: ast.Parameters): void {
    for (const parameter of allParameters(parameters)) {
      if (this.scope.bindings.has(parameter.name.name)) {
        this.diagnostics.report(
          'syntax/duplicate-parameter',
          parameter.name.span,
          `there are two parameters named '${parameter.name.name}'`,
        );
      }
      this.directEnd = parameter.span.start;
      this.bind(parameter.name, 'parameter', parameter);
    }
  }

  protected noteLoop(node: ast.For | ast.ComprehensionFor): void {
    this.facts.loops.push(node);
    if (node.target.kind === 'Name') this.facts.assignments.push({ target: node.target, source: node });
  }
  // -------------------------------------------------------------- targets and patterns

  /** Declares the names of a target (let, for, with …); attributes and items in it are ordinary uses. */
  protected bindTarget(target: ast.Expression, kind: BindingKind): void {
    switch (target.kind) {
      case 'Name': {
        this.bind(target, kind, target, this.scope.kind === 'comprehension' ? this.scope : this.bindingScope());
        this.use(target, 'store');
        return;
      }
      case 'Starred':
        return this.bindTarget(target.value, kind);
      case 'TupleExpression':
      case 'ListExpression': {
        this.structure.checkStars(target.elements);
        const end = this.directEnd;
        for (const element of target.elements) {
          this.directEnd = end;
          this.bindTarget(element, kind);
        }
        return;
      }
      default:
        this.assignTo(target);
    }
  }

  /** Plain assignment: names must be declared, except in a class body, where assignment declares. */
  protected assignTo(target: ast.Expression): void {
    switch (target.kind) {
      case 'Name': {
        const scope = this.bindingScope();
        if (scope.kind === 'class') {
          this.bind(target, 'variable', target);
        } else {
          const elsewhere = scope.globals.has(target.name) || scope.nonlocals.has(target.name);
          const own = scope.bindings.get(target.name);
          if (elsewhere) this.bind(target, 'variable', target);
          else if (own !== undefined) this.bindAgain(own, target, own.kind, target);
          else this.pendingAssignments.push({ target, scope });
        }
        this.use(target, 'store');
        return;
      }
      case 'Starred':
        return this.assignTo(target.value);
      case 'TupleExpression':
      case 'ListExpression': {
        this.structure.checkStars(target.elements);
        const end = this.directEnd;
        for (const element of target.elements) {
          this.directEnd = end;
          this.assignTo(element);
        }
        return;
      }
      case 'Attribute':
        this.facts.stores.push(target);
        return this.expression(target.object);
      case 'Subscript':
        this.facts.stores.push(target);
        return this.subscript(target);
      default:
        this.structure.reportTarget(target);
        return;
    }
  }

  protected subscript(node: ast.Subscript): void {
    if (node.object.kind === 'Name') this.facts.items.push(node);
    this.expression(node.object);
    this.expression(node.index);
  }

  protected deleteTarget(target: ast.Expression): void {
    switch (target.kind) {
      case 'Name':
        return this.use(target, 'delete');
      case 'TupleExpression':
      case 'ListExpression':
        return target.elements.forEach((element) => this.deleteTarget(element));
      case 'Attribute':
        this.facts.stores.push(target);
        return this.expression(target.object);
      case 'Subscript':
        return this.subscript(target);
      default:
        this.structure.reportTarget(target);
    }
  }

  protected pattern(pattern: ast.Pattern): void {
    switch (pattern.kind) {
      case 'ValuePattern':
        return this.expression(pattern.value);
      case 'CapturePattern':
        this.bind(pattern.name, 'variable', pattern);
        return;
      case 'WildcardPattern':
        return;
      case 'StarPattern':
        if (pattern.name !== null) this.bind(pattern.name, 'variable', pattern);
        return;
      case 'SequencePattern':
        return pattern.elements.forEach((element) => this.pattern(element));
      case 'MappingPattern':
        for (const entry of pattern.entries) {
          this.expression(entry.key);
          this.pattern(entry.pattern);
        }
        if (pattern.rest !== null) this.bind(pattern.rest, 'variable', pattern);
        return;
      case 'ClassPattern':
        this.expression(pattern.className);
        pattern.arguments.forEach((argument) => this.pattern(argument));
        pattern.keywords.forEach((keyword) => this.pattern(keyword.pattern));
        return;
      case 'OrPattern':
        return pattern.alternatives.forEach((alternative) => this.pattern(alternative));
      case 'AsPattern':
        this.pattern(pattern.pattern);
        this.bind(pattern.name, 'variable', pattern);
    }
  }
}

function isGeneratorExpression(node: ast.Node): boolean {
  return node.kind === 'Comprehension' && node.form === 'generator';
}
