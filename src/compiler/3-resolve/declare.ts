/**
 * The walk that builds scopes: it declares every binding, collects every use of a name with the scope it stands in, and
 * every import. Names are not looked up here, because a function may use what is declared further down.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type * as ast from '#language/ast';
import type { Span } from '#language/source';
import { checkAudit } from './audit.ts';
import { checkCapabilities, checkCapability } from './capabilities.ts';
import { type Contract, type ContractUse, checkContractForm, contractKind, contractOf } from './contracts.ts';
import { NodeTable, type ReadonlyNodeTable } from './node-table.ts';
import { Binding, type BindingKind, type Facts, type ImportRequest, Scope } from './scope.ts';
import { Structure } from './structure.ts';

export interface Use {
  readonly name: ast.Name;
  readonly scope: Scope;
  readonly access: 'load' | 'store' | 'delete';
  /** Stands in an annotation, which only the checker reads. */
  readonly inAnnotation: boolean;
  /** May be something else than a name (a bare word of a closed list): nothing is said when it is not bound. */
  readonly maybe: boolean;
  /** Where the statement begins that the use stands in; a fix puts `let` there. */
  readonly statementStart: number;
}

export interface DeclaredNames {
  readonly fileScope: Scope;
  readonly scopes: ReadonlyNodeTable<Scope>;
  readonly declarations: ReadonlyNodeTable<Binding>;
  readonly uses: readonly Use[];
  readonly imports: readonly ImportRequest[];
  readonly facts: Facts;
  readonly contractUses: readonly ContractUse[];
}

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

class Walker implements DeclaredNames {
  readonly scopes: NodeTable<Scope>;
  readonly declarations: NodeTable<Binding>;
  readonly uses: Use[] = [];
  readonly contractUses: ContractUse[] = [];
  readonly imports: ImportRequest[] = [];
  readonly facts: Facts = {
    calls: [],
    constructs: [],
    hasReflect: false,
    imports: [],
    bindingExpressions: [],
    assignments: [],
    loops: [],
    items: [],
    attributes: [],
    stores: [],
    storedValues: new Map(),
    looks: [],
    returns: [],
    contracts: [],
  };
  readonly fileScope: Scope;
  private scope: Scope;
  private structure: Structure;
  private statementStart = 0;
  /** End of the statement standing directly in the scope's body that is being walked; null inside branches. */
  private directEnd: number | null = null;
  private inAnnotation = false;
  private maybe = false;
  /** The contract whose condition is being walked, and the scope of the function it stands on. */
  private contract: { readonly kind: Contract['kind']; readonly body: Scope } | null = null;
  /** Type parameters of the definitions that are being walked. */
  private readonly typeNames: string[] = [];
  /** Assignments met before their declaration further down. */
  private readonly pendingAssignments: { target: ast.Name; scope: Scope }[] = [];
  private readonly nonlocalChecks: { scope: Scope; name: ast.Identifier }[] = [];

  constructor(
    module: ast.Module,
    private readonly diagnostics: Diagnostics,
  ) {
    this.fileScope = this.scope = new Scope('file', null, module);
    this.scopes = new NodeTable(module.nodeCount);
    this.declarations = new NodeTable(module.nodeCount);
    this.scopes.set(module.id, this.fileScope);
    this.structure = new Structure(diagnostics);
  }

  /** Checks that must see all declarations. */
  finish(): void {
    for (const { target, scope } of this.pendingAssignments) {
      const binding = scope.bindings.get(target.name);
      if (binding !== undefined) this.bindAgain(binding, target, binding.kind, target);
    }
    for (const { scope, name } of this.nonlocalChecks) {
      let outer = scope.parent;
      while (outer !== null && !(outer.kind !== 'class' && outer.kind !== 'file' && outer.bindings.has(name.name)))
        outer = outer.parent;
      if (outer !== null) continue;
      this.diagnostics.report('names/nonlocal', name.span, `no enclosing function has a variable '${name.name}'`, {
        help: this.fileScope.bindings.has(name.name)
          ? `'${name.name}' belongs to the file: write \`global ${name.name}\``
          : `declare it there with \`let ${name.name} = …\``,
      });
    }
  }

  // -------------------------------------------------------------- statements

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

  private noteLoop(node: ast.For | ast.ComprehensionFor): void {
    this.facts.loops.push(node);
    if (node.target.kind === 'Name') this.facts.assignments.push({ target: node.target, source: node });
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
      else if (this.scope.kind === 'file') this.scope.importsAll = true;
      else this.diagnostics.report('syntax/star-import', alias.span, '`import *` is only allowed at the top of a file');
    }
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

  /** Defaults and annotations belong to the surroundings. */
  private parameterExpressions(parameters: ast.Parameters): void {
    for (const parameter of allParameters(parameters)) {
      if (parameter.defaultValue !== null) this.expression(parameter.defaultValue);
      if (parameter.annotation !== null) this.annotation(parameter.annotation);
    }
  }

  private parameters(parameters: ast.Parameters): void {
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

  private inScope(kind: Scope['kind'], node: ast.Node, walk: () => void): Scope {
    const outer = this.scope;
    const { structure, statementStart, directEnd } = this;
    const scope = new Scope(kind, outer, node);
    this.scope = scope;
    this.scopes.set(node.id, scope);
    walk();
    this.scope = outer;
    this.structure = structure;
    this.statementStart = statementStart;
    this.directEnd = directEnd;
    return scope;
  }

  // -------------------------------------------------------------- binding

  /** The scope in which a walrus or a statement binds. */
  private bindingScope(): Scope {
    return this.scope.frame;
  }

  private bind(name: ast.Identifier, kind: BindingKind, node: ast.Node, scope = this.bindingScope()): Binding | null {
    if (name.name === '__debug__') {
      this.diagnostics.report('names/const-reassigned', name.span, "'__debug__' cannot be assigned");
      return null;
    }
    if (scope.globals.has(name.name)) return this.bindOutside(scope.file, name, kind, node);
    if (scope.nonlocals.has(name.name)) {
      for (let outer = scope.parent; outer !== null; outer = outer.parent) {
        if (outer.kind !== 'class' && outer.bindings.has(name.name)) return this.bindOutside(outer, name, kind, node);
      }
      return null;
    }
    const existing = scope.bindings.get(name.name);
    if (existing !== undefined) return this.bindAgain(existing, name, kind, node);
    const binding = new Binding(name.name, kind, scope, name.span);
    binding.timesBound = 1;
    binding.definition = node;
    binding.boundAt = this.directEnd;
    scope.bindings.set(name.name, binding);
    this.declares(node, binding);
    return binding;
  }

  /** Name nodes are uses as well, and have a reference. */
  private declares(node: ast.Node, binding: Binding): void {
    if (node.kind !== 'Name') this.declarations.set(node.id, binding);
  }

  private bindAgain(binding: Binding, name: ast.Identifier, kind: BindingKind, node: ast.Node): Binding {
    if (binding.kind === 'const' || (kind === 'const' && binding.timesBound > 0)) this.reportConst(binding, name);
    else this.refuseOtherSpelling(binding, name);
    if (binding.timesBound === 0) {
      binding.kind = kind;
      binding.declaration = name.span;
    } else if (binding.kind !== kind && binding.kind !== 'parameter') binding.kind = 'variable';
    binding.definition = binding.timesBound === 0 ? node : null;
    binding.timesBound++;
    binding.boundAt ??= this.directEnd;
    this.declares(node, binding);
    return binding;
  }

  /** `ſ` and `s` are one name: binding it in both spellings would overwrite a variable that looks like another. */
  private refuseOtherSpelling(binding: Binding, name: ast.Identifier): void {
    if (binding.declaration === null) return;
    const { text } = this.diagnostics.source;
    if (isSpelt(text, binding.declaration, binding.name) && isSpelt(text, name.span, binding.name)) return;
    const before = text.slice(binding.declaration.start, binding.declaration.end);
    const now = text.slice(name.span.start, name.span.end);
    if (before === now || before.normalize('NFKC') !== binding.name || now.normalize('NFKC') !== binding.name) return;
    this.diagnostics.report('names/other-spelling', name.span, `'${now}' is the same name as '${before}'`, {
      help: `Write '${binding.name}' in both places, or choose a name that is different.`,
    });
  }

  private bindOutside(scope: Scope, name: ast.Identifier, kind: BindingKind, node: ast.Node): Binding {
    let binding = scope.bindings.get(name.name);
    if (binding === undefined) {
      binding = new Binding(name.name, kind, scope, name.span);
      scope.bindings.set(name.name, binding);
    } else if (binding.kind === 'const') this.reportConst(binding, name);
    binding.timesBound += 2;
    binding.boundElsewhere = true;
    binding.captured = true;
    this.declares(node, binding);
    return binding;
  }

  private reportConst(binding: Binding, name: ast.Identifier): void {
    this.diagnostics.report(
      'names/const-reassigned',
      name.span,
      `'${name.name}' is a const and cannot be bound again`,
      {
        labels: binding.declaration === null ? [] : [{ span: binding.declaration, message: 'declared const here' }],
        help: 'declare it with `let` if it has to change',
      },
    );
  }

  /** Declares the names of a target (let, for, with …); attributes and items in it are ordinary uses. */
  private bindTarget(target: ast.Expression, kind: BindingKind): void {
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
  private assignTo(target: ast.Expression): void {
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

  private subscript(node: ast.Subscript): void {
    if (node.object.kind === 'Name') this.facts.items.push(node);
    this.expression(node.object);
    this.expression(node.index);
  }

  private deleteTarget(target: ast.Expression): void {
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

  private pattern(pattern: ast.Pattern): void {
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

  // -------------------------------------------------------------- expressions

  private use(name: ast.Name, access: Use['access']): void {
    if (this.inAnnotation && this.typeNames.includes(name.name)) return;
    const { scope, statementStart, inAnnotation, maybe } = this;
    this.uses.push({ name, scope, access, statementStart, inAnnotation, maybe });
    if (this.contract !== null) this.contractUses.push({ name, body: this.contract.body });
    if (name.name === 'super' && access === 'load') {
      let scope: Scope | null = this.scope;
      for (; scope !== null && scope.kind !== 'class'; scope = scope.parent) scope.usesSuper = true;
      if (scope !== null) scope.usesSuper = true;
    }
  }

  /** Resolves what can be resolved of something that is perhaps no expression. */
  private perhaps(node: ast.Expression): void {
    const outer = this.maybe;
    this.maybe = true;
    this.expression(node);
    this.maybe = outer;
  }

  private isDeclaredSoFar(name: string): boolean {
    for (let scope: Scope | null = this.scope; scope !== null; scope = scope.parent)
      if (scope.bindings.has(name)) return true;
    return false;
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

  /** `old(e)` of `@ensures`, unless the program has a name `old`. */
  private isOld(callee: ast.Expression): boolean {
    return (
      this.contract?.kind === 'ensures' &&
      callee.kind === 'Name' &&
      callee.name === 'old' &&
      !this.isDeclaredSoFar('old')
    );
  }

  /** Contracts are read inside the function they stand on, capabilities not at all: only the decorator itself is a use. */
  private decorator(node: ast.Expression): void {
    const isDeclaration =
      node.kind === 'Call' && node.callee.kind === 'Name' && declaringDecorators.has(node.callee.name);
    if (isDeclaration && !this.isDeclaredSoFar((node.callee as ast.Name).name)) this.expression(node.callee);
    else this.expression(node);
  }

  private annotation(node: ast.Expression): void {
    const outer = this.inAnnotation;
    this.inAnnotation = true;
    this.expression(node);
    this.inAnnotation = outer;
  }

  /** Makes type parameters known to annotations while `walk` runs. */
  private withTypeParameters(parameters: readonly ast.TypeParameter[], walk: () => void): void {
    const { length } = this.typeNames;
    for (const parameter of parameters) this.typeNames.push(parameter.name.name);
    walk();
    this.typeNames.length = length;
  }

  /** A generator expression that waits is an asynchronous generator, which may stand in any function: others run it. */
  private awaiting(node: ast.Node): void {
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

  private expressions(nodes: readonly ast.Expression[]): void {
    for (let index = 0; index < nodes.length; index++) this.expression(nodes[index]!);
  }

  private call(node: ast.Call): void {
    this.facts.calls.push(node);
    if (this.isOld(node.callee)) this.structure.checkOld(node);
    else this.expression(node.callee);
    this.expressions(node.arguments);
    for (const keyword of node.keywords) {
      if (takesBareWord(node, keyword)) this.perhaps(keyword.value);
      else this.expression(keyword.value);
    }
  }

  private rarerExpression(node: ast.Expression): void {
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

  private lambda(node: ast.Lambda): void {
    this.parameterExpressions(node.parameters);
    this.inScope('lambda', node, () => {
      this.parameters(node.parameters);
      this.structure = this.structure.forFunction('plain');
      this.expression(node.body);
    });
  }

  private reason(node: ast.Reason): void {
    this.expression(node.why);
    this.structure.inReason(() => this.block(node.body));
  }

  private look(node: ast.Expression): void {
    if (node.kind === 'Name') this.facts.looks.push(node);
  }

  /** `x in xs` hands `x` to whatever `xs` is, but asks `xs` only what it contains. */
  private lookAtCompared({ operators, left, comparators }: ast.Compare): void {
    if (operators.length > 1) return;
    const [operator] = operators;
    const isIdentity = operator === 'is' || operator === 'is not';
    if (isIdentity) this.look(left);
    if (isIdentity || operator === 'in' || operator === 'not in') this.look(comparators[0]!);
  }

  private formattedValue(part: ast.FormattedValue): void {
    this.look(part.value);
    this.expression(part.value);
    if (part.spec !== null) this.expression(part.spec);
  }

  private walrus(node: ast.NamedExpression): void {
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
  private comprehension(node: ast.Comprehension): void {
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
}

function isGeneratorExpression(node: ast.Node): boolean {
  return node.kind === 'Comprehension' && node.form === 'generator';
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

/** `sanitize(x, context=html)`: the context is a bare word or a string. */
export function takesBareWord(call: ast.Call, keyword: ast.KeywordArgument): boolean {
  if (call.callee.kind !== 'Name' || keyword.name?.name !== 'context' || keyword.value.kind !== 'Name') return false;
  return call.callee.name === 'sanitize' || call.callee.name === 'sanitizer';
}

/** All parameters in the order they are written. */
export function allParameters(parameters: ast.Parameters): readonly ast.Parameter[] {
  const { positionalOnly, positional, rest, keywordOnly, keywords } = parameters;
  if (positionalOnly.length === 0 && rest === null && keywordOnly.length === 0 && keywords === null) return positional;
  return [
    ...positionalOnly,
    ...positional,
    ...(rest === null ? [] : [rest]),
    ...keywordOnly,
    ...(keywords === null ? [] : [keywords]),
  ];
}

/** True when the text at `span` is the name itself, in its normal form. */
function isSpelt(text: string, span: Span, name: string): boolean {
  return span.end - span.start === name.length && text.startsWith(name, span.start);
}

function isDisplay(node: ast.Expression): node is ast.TupleExpression | ast.ListExpression {
  return node.kind === 'TupleExpression' || node.kind === 'ListExpression';
}

function hasStar(node: ast.TupleExpression | ast.ListExpression): boolean {
  for (const element of node.elements) if (element.kind === 'Starred') return true;
  return false;
}
