/**
 * The walk that builds scopes: it declares every binding, collects every use of a name with the scope it stands in, and
 * every import. Names are not looked up here, because a function may use what is declared further down.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type * as ast from '#language/ast';
import type { Span } from '#language/source';
import { shadowedBuiltins } from '#language/standard-library';
import { checkAudit } from './audit.ts';
import type { DeclaredNames } from './binder.ts';
import { checkCapabilities, checkCapability } from './capabilities.ts';
import { type Contract, checkContractForm, contractKind, contractOf } from './contracts.ts';
import { ExpressionWalker } from './declare-expressions.ts';
import { allParameters } from './parameters.ts';
import { Binding, type BindingKind } from './scope.ts';

export function declareNames(
  module: ast.Module,
  diagnostics: Diagnostics,
  predeclared: readonly string[],
): DeclaredNames {
  const walker = new Walker(module, diagnostics);
  for (const name of predeclared)
    walker.fileScope.bindings.set(name, new Binding(name, 'variable', walker.fileScope, null));
  walker.block(module.body, true);
  walker.finish();
  return walker;
}

class Walker extends ExpressionWalker {
  /** @param direct the statements run unconditionally, one after another, in the scope itself */
  block(statements: readonly ast.Statement[], direct = false): void {
    for (const statement of statements) {
      this.directEnd = direct ? statement.span.end : null;
      this.statementStart = statement.span.start;
      this.statement(statement);
    }
    this.directEnd = null;
  }

  private statement(node: ast.Statement): void {
    switch (node.kind) {
      case 'FunctionDef':
        return this.functionDef(node);
      case 'ClassDef':
        return this.classDef(node);
      case 'ModuleDef':
        return this.moduleDef(node);
      case 'TypeDef':
        return this.typeDef(node);
      case 'Let':
        return this.declaration(node.targets, node.annotation, node.value, 'variable');
      case 'Const':
        return this.declaration([node.target], node.annotation, node.value, 'const');
      case 'Assign':
        this.expression(node.value);
        for (const target of node.targets) {
          this.noteAssignment(target, node.value);
          this.assignTo(target);
        }
        return;
      case 'AugAssign':
        this.expression(node.value);
        if (node.target.kind === 'Name') {
          this.use(node.target, 'load');
          this.facts.assignments.push({ target: node.target, source: node });
        } else this.facts.storedValues.set(node.target, node);
        this.assignTo(node.target);
        return;
      case 'AnnAssign':
        this.annotation(node.annotation);
        if (node.value !== null) {
          this.noteAssignment(node.target, node.value);
          this.expression(node.value);
        }
        if (this.scope.kind === 'class') {
          if (node.value !== null || node.target.kind !== 'Name') this.bindTarget(node.target, 'variable');
        } else if (node.value !== null) this.assignTo(node.target);
        return;
      case 'ExpressionStatement':
        return this.expression(node.value);
      case 'Return':
        this.structure.checkReturn(node, this.scope);
        this.facts.returns.push({ scope: this.scope, node });
        if (node.value !== null) this.expression(node.value);
        return;
      case 'Raise':
        if (node.exception !== null) this.expression(node.exception);
        if (node.cause !== null) this.expression(node.cause);
        return;
      case 'Verify':
        if (node.expressionForm !== null) this.perhaps(node.expressionForm);
        this.expression(node.test);
        if (node.message !== null) this.expression(node.message);
        return;
      case 'Assert':
        this.look(node.test);
        this.expression(node.test);
        if (node.message !== null) this.expression(node.message);
        return;
      case 'Delete':
        for (const target of node.targets) this.deleteTarget(target);
        return;
      case 'Pass':
      case 'ErrorStatement':
        return;
      case 'Break':
      case 'Continue':
        return this.structure.checkJump(node);
      case 'Global':
        return this.globalNames(node);
      case 'Nonlocal':
        return this.nonlocalNames(node);
      case 'Import':
        return this.importNames(node);
      case 'ImportFrom':
        return this.importFrom(node);
      case 'If':
        this.look(node.test);
        this.expression(node.test);
        this.block(node.body);
        this.block(node.orelse);
        return;
      case 'While':
        this.look(node.test);
        this.expression(node.test);
        return this.loopBlocks(node);
      case 'For':
        if (node.isAsync) this.awaiting(node);
        this.expression(node.iterable);
        this.directEnd = null;
        this.noteLoop(node);
        this.bindTarget(node.target, 'variable');
        return this.loopBlocks(node);
      case 'Try':
        return this.tryStatement(node);
      case 'With':
        return this.withStatement(node);
      case 'Match':
        return this.matchStatement(node);
      case 'Conclude':
        if (node.expressionForm !== null) {
          this.perhaps(node.expressionForm);
          if (this.isDeclaredSoFar('conclude')) return;
        }
        this.structure.checkConclude(node);
        return this.expression(node.value);
      case 'ConstructDef':
        return this.constructDef(node);
      case 'Reflect':
        this.facts.hasReflect = true;
        this.expression(node.subject);
        for (const clause of node.clauses) this.clause(clause);
        return;
    }
  }

  private loopBlocks(node: ast.While | ast.For): void {
    this.structure.inLoop(() => this.block(node.body));
    this.block(node.orelse);
  }

  private declaration(
    targets: readonly ast.Expression[],
    annotation: ast.Expression | null,
    value: ast.Expression | null,
    kind: BindingKind,
  ): void {
    const end = this.directEnd;
    if (annotation !== null) this.annotation(annotation);
    if (value !== null) this.expression(value);
    this.directEnd = value === null ? null : end;
    for (const target of targets) {
      if (value !== null) this.noteAssignment(target, value);
      this.bindTarget(target, kind);
    }
  }

  /** Displays of equal length are assigned element by element. */
  private noteAssignment(target: ast.Expression, value: ast.Expression): void {
    if (target.kind === 'Name') this.facts.assignments.push({ target, source: value });
    else if (target.kind === 'Attribute' || target.kind === 'Subscript') this.facts.storedValues.set(target, value);
    else if (
      isDisplay(target) &&
      isDisplay(value) &&
      target.elements.length === value.elements.length &&
      !hasStar(target) &&
      !hasStar(value)
    ) {
      for (let index = 0; index < target.elements.length; index++)
        this.noteAssignment(target.elements[index]!, value.elements[index]!);
    }
  }

  private tryStatement(node: ast.Try): void {
    this.block(node.body);
    for (const handler of node.handlers) {
      if (handler.type !== null) this.expression(handler.type);
      if (handler.name !== null) {
        const binding = this.bind(handler.name, 'variable', handler);
        if (binding !== null) binding.unbinds = true;
      }
      if (node.isStar) this.structure.inExceptStar(() => this.block(handler.body));
      else this.block(handler.body);
    }
    this.block(node.orelse);
    this.block(node.finalbody);
  }

  private withStatement(node: ast.With): void {
    if (node.isAsync) this.awaiting(node);
    for (const item of node.items) {
      this.expression(item.context);
      this.directEnd = null;
      if (item.target !== null) this.bindTarget(item.target, 'variable');
    }
    this.block(node.body);
  }

  private matchStatement(node: ast.Match): void {
    this.expression(node.subject);
    node.cases.forEach((matchCase, index) => {
      this.directEnd = null;
      this.pattern(matchCase.pattern);
      this.structure.checkPattern(matchCase, index === node.cases.length - 1);
      if (matchCase.guard !== null) this.expression(matchCase.guard);
      this.block(matchCase.body);
    });
  }

  private globalNames(node: ast.Global): void {
    for (const name of node.names) {
      if (this.scope.bindings.has(name.name) && this.scope.kind !== 'file') {
        this.diagnostics.report(
          'names/global-after-use',
          name.span,
          `'${name.name}' is bound in this function before it is declared global`,
        );
      }
      if (this.scope.kind !== 'file') this.scope.globals = new Set(this.scope.globals).add(name.name);
      const existing = this.fileScope.bindings.get(name.name);
      if (existing === undefined) {
        this.fileScope.bindings.set(name.name, new Binding(name.name, 'variable', this.fileScope, null));
      }
    }
  }

  private nonlocalNames(node: ast.Nonlocal): void {
    for (const name of node.names) {
      if (this.scope.kind === 'file') {
        this.diagnostics.report('names/nonlocal', name.span, 'nonlocal is only allowed inside a function');
        continue;
      }
      if (this.scope.bindings.has(name.name)) {
        this.diagnostics.report(
          'names/global-after-use',
          name.span,
          `'${name.name}' is bound in this function before it is declared nonlocal`,
        );
      }
      this.scope.nonlocals = new Set(this.scope.nonlocals).add(name.name);
      this.nonlocalChecks.push({ scope: this.scope, name });
      if (name.name === '__class__') this.noteClassCell();
    }
  }

  private importNames(node: ast.Import): void {
    this.facts.imports.push(node);
    for (const alias of node.names) {
      this.imports.push({ name: alias.name, span: alias.nameSpan, members: null });
      const bound = alias.asName ?? { name: alias.name.split('.')[0]!, span: alias.nameSpan };
      this.bind(bound, 'import', alias);
    }
  }

  private importFrom(node: ast.ImportFrom): void {
    this.facts.imports.push(node);
    const from = '.'.repeat(node.level) + node.module;
    const members = node.names
      .filter((alias) => alias.name !== '*')
      .map((alias) => ({ name: alias.name, span: alias.nameSpan }));
    this.imports.push({ name: from, span: node.moduleSpan, members });
    const end = this.directEnd;
    for (const alias of node.names) {
      this.directEnd = end;
      if (alias.name !== '*') this.bind(alias.asName ?? { name: alias.name, span: alias.nameSpan }, 'import', alias);
      else if (this.scope.kind === 'file') this.importAll(from);
      else this.diagnostics.report('syntax/star-import', alias.span, '`import *` is only allowed at the top of a file');
    }
  }

  /** A star gives other meanings to what was imported before, and to some built-in names. */
  private importAll(from: string): void {
    const { scope } = this;
    scope.importsAll = true;
    scope.shadowedBuiltins = new Set([...scope.shadowedBuiltins, ...(shadowedBuiltins[from] ?? [])]);
    for (const binding of scope.bindings.values()) if (binding.kind === 'import') binding.timesBound++;
  }

  // -------------------------------------------------------------- definitions

  private functionDef(node: ast.FunctionDef): void {
    const end = this.directEnd;
    const contracts = this.decorators(node.decorators, 'function');
    for (const capability of node.requires ?? []) checkCapability(capability, this.diagnostics);
    this.withTypeParameters(node.typeParameters, () => {
      this.parameterExpressions(node.parameters);
      if (node.returns !== null) this.annotation(node.returns);
      this.directEnd = end;
      this.bind(node.name, 'function', node);
      this.inScope('function', node, () => {
        this.parameters(node.parameters);
        this.structure = this.structure.forFunction(node.isAsync ? 'async' : 'plain');
        this.block(node.body, true);
        const names = allParameters(node.parameters).map((parameter) => parameter.name);
        for (const contract of contracts) this.contractCondition(contract, names);
        for (const { kind, call } of contracts) this.structure.checkContract(kind, call, this.scope);
      });
    });
  }

  private classDef(node: ast.ClassDef): void {
    const end = this.directEnd;
    const contracts = this.decorators(node.decorators, 'class');
    for (const contract of contracts) this.contractCondition(contract, [{ name: 'self', span: contract.call.span }]);
    this.withTypeParameters(node.typeParameters, () => {
      for (const base of node.bases) this.expression(base);
      for (const keyword of node.keywords) this.expression(keyword.value);
      this.directEnd = end;
      this.bind(node.name, 'class', node);
      this.inScope('class', node, () => {
        this.structure = this.structure.forBody();
        this.block(node.body, true);
      });
    });
  }

  private moduleDef(node: ast.ModuleDef): void {
    const end = this.directEnd;
    this.decorators(node.decorators, 'module');
    this.directEnd = end;
    this.bind(node.name, 'module', node);
    this.inScope('module', node, () => {
      this.structure = this.structure.forBody();
      this.block(node.body, true);
    });
  }

  private typeDef(node: ast.TypeDef): void {
    if (node.variants.length === 0) this.bind(node.name, 'type', node);
    else {
      const end = this.directEnd;
      this.bind(node.name, 'type', node);
      for (const variant of node.variants) {
        this.directEnd = end;
        this.bind(variant.name, 'type', variant);
      }
    }
  }

  private constructDef(node: ast.ConstructDef): void {
    this.facts.constructs.push(node);
    const end = this.directEnd;
    this.decorators(node.decorators, 'construct');
    if (node.parameters !== null) this.parameterExpressions(node.parameters);
    if (node.target !== null) this.expression(node.target);
    this.directEnd = end;
    this.bind(node.name, 'construct', node);
    this.inScope('function', node, () => {
      if (node.parameters !== null) this.parameters(node.parameters);
      this.structure = this.structure.forFunction('async');
      for (const clause of node.clauses) this.clause(clause);
      for (const item of node.body) {
        if (item.kind === 'Step') {
          for (const decorator of item.decorators) this.expressionQuietly(decorator);
          this.block(item.body);
          if (item.rollback !== null) this.block(item.rollback);
        } else this.block([item]);
      }
      if (node.rollback !== null) this.block(node.rollback);
    });
  }

  /** Clause values may be bare words of closed lists; the construct's check knows which. */
  private clause(clause: ast.Clause): void {
    if (clause.value !== null) this.expressionQuietly(clause.value);
    for (const entry of clause.entries ?? []) this.clause(entry);
    if (clause.body !== null) this.block(clause.body);
  }

  private expressionQuietly(node: ast.Expression): void {
    if (node.kind === 'Name' || node.kind === 'Constant') return;
    if (node.kind === 'ListExpression') return node.elements.forEach((element) => this.expressionQuietly(element));
    if (node.kind === 'Call') return node.arguments.forEach((argument) => this.expressionQuietly(argument));
    if (node.kind === 'Attribute') return this.expressionQuietly(node.object);
    this.expression(node);
  }

  /** Walks the decorators of a definition; returns the contracts among them, whose conditions belong to its inside. */
  private decorators(nodes: readonly ast.Expression[], on: Parameters<typeof checkContractForm>[1]): Contract[] {
    return nodes.flatMap((node) => {
      this.decorator(node);
      const { callee } = node.kind === 'Call' ? node : { callee: node };
      if (callee.kind !== 'Name' || this.isDeclaredSoFar(callee.name)) return [];
      if (callee.name === 'capabilities') checkCapabilities(node, this.diagnostics);
      if (callee.name === 'intent' || callee.name === 'audit') checkAudit(node, callee.name, this.diagnostics);
      if (contractKind(node) === null) return [];
      return checkContractForm(node, on, this.diagnostics) ? [contractOf(node)!] : [];
    });
  }

  /** A condition, in a scope of its own that binds the parameters anew. */
  private contractCondition(contract: Contract, names: readonly ast.Identifier[]): void {
    this.facts.contracts.push(contract);
    const body = this.scope;
    this.inScope('lambda', contract.call, () => {
      this.structure = this.structure.forFunction('plain');
      this.contract = { kind: contract.kind, body };
      for (const { name, span } of names) this.bindParameter(name, span);
      if (contract.kind === 'ensures') this.bindParameter('result', contract.call.span);
      this.expression(contract.condition);
      if (contract.message !== null) this.expression(contract.message);
      this.contract = null;
    });
  }

  private bindParameter(name: string, span: Span): void {
    const binding = new Binding(name, 'parameter', this.scope, span);
    binding.timesBound = 1;
    this.scope.bindings.set(name, binding);
  }

  /** Contracts are read inside the function they stand on, capabilities not at all: only the decorator itself is a use. */
  private decorator(node: ast.Expression): void {
    const isDeclaration =
      node.kind === 'Call' && node.callee.kind === 'Name' && declaringDecorators.has(node.callee.name);
    if (isDeclaration && !this.isDeclaredSoFar((node.callee as ast.Name).name)) this.expression(node.callee);
    else this.expression(node);
  }

  /** Makes type parameters known to annotations while `walk` runs. */
  private withTypeParameters(parameters: readonly ast.TypeParameter[], walk: () => void): void {
    const { length } = this.typeNames;
    for (const parameter of parameters) this.typeNames.push(parameter.name.name);
    walk();
    this.typeNames.length = length;
  }
}

/** Decorators whose arguments are no ordinary expressions of the surroundings. */
const declaringDecorators: ReadonlySet<string> = new Set([
  'capabilities',
  'requires',
  'ensures',
  'invariant',
  'risk_level',
  'audit',
  'intent',
]);

function isDisplay(node: ast.Expression): node is ast.TupleExpression | ast.ListExpression {
  return node.kind === 'TupleExpression' || node.kind === 'ListExpression';
}

function hasStar(node: ast.TupleExpression | ast.ListExpression): boolean {
  for (const element of node.elements) if (element.kind === 'Starred') return true;
  return false;
}
