/**
 * Checks the types of one file: its statements in order, then the body of each function, or earlier where somebody asks
 * what a function without annotation gives back. Each body is checked once.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type * as ast from '#language/ast';
import type { SourceFile } from '#language/source';
import { allParameters } from '../../3-resolve/parameters.ts';
import type { AssignedValue, Binding, ResolvedModule } from '../../3-resolve/scope.ts';
import { assignable } from './assignable.ts';
import { builtinClass } from './builtins.ts';
import type { ClassInfo } from './class-info.ts';
import { Declarations, type Inference } from './declarations.ts';
import { coroutineOf } from './declare-function.ts';
import { decoratorName, transparentDecorators } from './decorators.ts';
import { common } from './displays.ts';
import { Environment } from './environment.ts';
import type { Expressions } from './expressions.ts';
import { expectType } from './findings.ts';
import { unionOf, widen, withoutArguments } from './join.ts';
import { Reporter } from './reporter.ts';
import { showType } from './show.ts';
import { type FrameResult, Statements } from './statements.ts';
import { type Survey, surveyFile } from './survey.ts';
import { any, none, type Type } from './type.ts';
import { reportUnused } from './unused.ts';
import type { World } from './world.ts';

/** What is assigned to each variable, as far as it is plain to see. */
type Sources = ReadonlyMap<Binding, readonly AssignedValue[]>;

export class FileChecker {
  readonly reporter: Reporter;
  readonly declarations: Declarations;
  private readonly source: SourceFile;
  private readonly survey: Survey;
  private readonly sources: Sources;
  /** What attributes were last read from, by node: which method a call means is asked of these. */
  readonly receivers = new Map<ast.NodeId, Type>();
  private readonly numbers = new Map<Binding, string>();
  private readonly results = new Map<ast.FunctionDef, Type>();
  private readonly frames = new Map<ast.FunctionDef, FrameResult | null>();
  private readonly waiting: ast.FunctionDef[] = [];
  /** Functions that stand where the program expects errors. */
  private readonly expecting = new Set<ast.Node>();
  /** The first read of each variable that may have no value: one warning for each. */
  private readonly warned = new Map<Binding, ast.Name>();

  constructor(
    readonly resolved: ResolvedModule,
    moduleName: string,
    world: World,
    diagnostics: Diagnostics,
  ) {
    this.source = diagnostics.source;
    this.sources = sourcesOf(resolved);
    this.reporter = new Reporter(diagnostics);
    const inference: Inference = {
      variable: (binding) => this.inferVariable(binding),
      result: (node) => this.inferResult(node),
      attribute: (values) => this.inferAttribute(values),
    };
    this.declarations = new Declarations(resolved, moduleName, world, {
      outer: () => null,
      isLibrary: false,
      inference,
    });
    this.survey = surveyFile(resolved, this.declarations);
  }

  run(): void {
    new Statements(this, new Environment(), null).run(this.resolved.module.body);
    for (let node = this.waiting.shift(); node !== undefined; node = this.waiting.shift()) this.checkFunction(node);
    const scopes = [...this.frames.keys()].map((node) => this.resolved.scopes.get(node.id)!);
    reportUnused(this.resolved, [this.resolved.fileScope, ...scopes], this.source, this.sources, this.reporter);
  }

  // ------------------------------------------------------------------ definitions met on the way

  enterFunction(node: ast.FunctionDef, infer: Expressions): void {
    for (const decorator of node.decorators) if (!declares.has(decoratorName(decorator))) infer.expression(decorator);
    for (const parameter of allParameters(node.parameters)) {
      if (parameter.defaultValue === null) continue;
      const names = this.declarations.typeNamesOf(node);
      const wanted = this.declarations.parameterType(parameter, names) ?? any;
      const type = infer.expression(parameter.defaultValue, wanted);
      const isNone = type.kind === 'none';
      if (!isNone) expectType(this.reporter, parameter.defaultValue, type, wanted, `'${parameter.name.name}'`);
    }
    if (this.reporter.expectsErrors) this.expecting.add(node);
    const binding = this.resolved.declarations.get(node.id);
    if (binding !== undefined) infer.environment.set(binding, this.declarations.functionValue(node));
    this.waiting.push(node);
  }

  enterClass(node: ast.ClassDef, infer: Expressions): void {
    for (const decorator of node.decorators) if (!declares.has(decoratorName(decorator))) infer.expression(decorator);
    for (const base of node.bases) infer.inBranch(() => infer.expression(base));
    for (const keyword of node.keywords) infer.expression(keyword.value);
    const binding = this.resolved.declarations.get(node.id);
    const value: Type = { kind: 'class', class: this.declarations.classOf(node), arguments: null };
    infer.inBranch(() => new Statements(this, infer.environment, null).run(node.body));
    if (binding !== undefined) infer.environment.set(binding, value);
  }

  enterConstruct(node: ast.ConstructDef): void {
    const environment = new Environment();
    this.setParameters(node.parameters === null ? [] : allParameters(node.parameters), environment);
    for (const item of node.body) {
      const statements = new Statements(this, environment, null);
      if (item.kind !== 'Step') statements.run([item]);
      else {
        statements.run(item.body);
        if (item.rollback !== null) new Statements(this, environment, null).run(item.rollback);
      }
    }
  }

  private checkFunction(node: ast.FunctionDef): FrameResult | null {
    const known = this.frames.get(node);
    if (known !== undefined) return known;
    // A function that is asked for while it is being walked calls itself.
    this.frames.set(node, null);
    const result = this.reporter.apart(this.expecting.has(node), () => this.walkFunction(node));
    this.frames.set(node, result);
    return result;
  }

  private walkFunction(node: ast.FunctionDef): FrameResult {
    const environment = new Environment();
    this.setParameters(allParameters(node.parameters), environment);
    const yields = this.resolved.scopes.get(node.id)?.yields ?? false;
    const names = this.declarations.typeNamesIn(this.resolved.scopes.get(node.id)!);
    const written = node.returns === null ? null : this.declarations.annotation(node.returns, names);
    const result = new Statements(this, environment, yields ? null : written).run(node.body);
    if (written !== null && !yields && result.endsOpen) this.checkEnd(node, written);
    return result;
  }

  private setParameters(parameters: readonly ast.Parameter[], environment: Environment): void {
    for (const parameter of parameters) {
      const binding = this.resolved.declarations.get(parameter.id);
      if (binding === undefined) continue;
      const type = this.declarations.annotationOf(binding) ?? this.selfType(binding) ?? any;
      const takesNone = parameter.defaultValue?.kind === 'Constant' && parameter.defaultValue.value.type === 'none';
      environment.set(binding, takesNone ? unionOf([type, none], true) : type);
    }
  }

  private checkEnd(node: ast.FunctionDef, written: Type): void {
    if (assignable(none, written) || isStub(node) || this.isAbstract(node)) return;
    this.reporter.report(
      'type/return',
      node.returns!.span,
      `${node.name.name}() must give ${showType(written)}, but can end without return`,
      {
        help: 'add a return at the end, or say that the result may be None',
      },
    );
  }

  private isAbstract(node: ast.FunctionDef): boolean {
    const owner = this.ownerOf(node);
    return (
      owner?.facts.isProtocol === true ||
      node.decorators.some((decorator) => /abstract|overload/.test(decoratorName(decorator)))
    );
  }

  // ------------------------------------------------------------------ inference

  private inferVariable(binding: Binding): Type {
    if (binding.kind === 'parameter') return this.selfType(binding) ?? any;
    if (binding.boundElsewhere || (binding.kind !== 'variable' && binding.kind !== 'const')) return any;
    const sources = this.sources.get(binding);
    if (sources === undefined || sources.length !== binding.timesBound) return any;
    const types = sources.map((source) => {
      const isPlain = source.kind !== 'AugAssign' && source.kind !== 'For' && source.kind !== 'ComprehensionFor';
      return isPlain ? widen(this.inferAlone(source)) : any;
    });
    // Read from elsewhere, at any time: only a const cannot have been changed.
    const type = unionOf(types, true);
    return binding.kind === 'const' ? type : withoutArguments(type);
  }

  private inferAttribute(values: readonly ast.Expression[]): Type {
    const type = common(values.map((value) => this.inferAlone(value)));
    // Somebody may give it another value later.
    return type.kind === 'none' ? any : withoutArguments(type);
  }

  /** The type of an expression, wherever it is evaluated. */
  private inferAlone(node: ast.Expression): Type {
    if (node.kind === 'Await' || node.kind === 'Yield' || node.kind === 'YieldFrom' || node.kind === 'Reason')
      return any;
    return this.reporter.trying(() => new Statements(this, new Environment(), null).infer.expression(node));
  }

  private inferResult(node: ast.FunctionDef): Type {
    const known = this.results.get(node);
    if (known !== undefined) return known;
    this.results.set(node, any);
    const type = this.findResult(node);
    this.results.set(node, type);
    return type;
  }

  private findResult(node: ast.FunctionDef): Type {
    const owner = this.ownerOf(node);
    const { name } = node.name;
    const mayDiffer =
      owner !== null && this.survey.extended.has(owner.name) && (this.survey.methodCounts.get(name) ?? 0) > 1;
    if (isStub(node) || mayDiffer || this.isAbstract(node)) return any;
    const result = this.checkFunction(node);
    if (result === null) return any;
    const scope = this.resolved.scopes.get(node.id)!;
    const ends = result.endsOpen ? [...result.returns, none] : result.returns;
    const given = unionOf(ends.map(widen), true);
    const returned = given.kind === 'never' && owner !== null ? any : given;
    if (scope.yields) {
      const item = common(result.yields);
      const name = node.isAsync ? 'AsyncGenerator' : 'Generator';
      return {
        kind: 'instance',
        class: builtinClass(name),
        arguments: node.isAsync ? [item, any] : [item, any, returned],
      };
    }
    return node.isAsync ? coroutineOf(returned) : returned;
  }

  /** What a variable is known to hold after an assignment: containers that are changed elsewhere lose their items' type. */
  settled(binding: Binding, type: Type): Type {
    // A number that changes is not worth following as long as it has its first value.
    const isCount = type.kind === 'literal' && type.class === builtinClass('int') && binding.timesBound > 1;
    if (isCount) return type.class.self;
    return this.survey.changed.has(binding) ? withoutArguments(type) : type;
  }

  // ------------------------------------------------------------------ self

  private ownerOf(node: ast.FunctionDef): ClassInfo | null {
    const parent = this.resolved.scopes.get(node.id)?.parent;
    return parent?.kind === 'class' && parent.node.kind === 'ClassDef' ? this.declarations.classOf(parent.node) : null;
  }

  private selfType(binding: Binding): Type | null {
    const { node } = binding.scope;
    if (node.kind !== 'FunctionDef' || binding.definition?.kind !== 'Parameter') return null;
    const first = [...node.parameters.positionalOnly, ...node.parameters.positional][0];
    if (first !== binding.definition) return null;
    const owner = this.ownerOf(node);
    if (owner === null) return null;
    const words = node.decorators.map(decoratorName);
    if (
      words.includes('staticmethod') ||
      words.some((word) => !transparentDecorators.has(word) && !/property|setter|deleter|getter|classmethod/.test(word))
    )
      return null;
    const isClass =
      words.includes('classmethod') ||
      node.name.name === '__new__' ||
      node.name.name === '__init_subclass__' ||
      node.name.name === '__class_getitem__';
    return isClass ? any : owner.self;
  }

  /** An attribute of `self` may belong to a class that extends this one. */
  mayBeExtended(node: ast.Expression, type: Type): boolean {
    return this.isSelf(node) && type.kind === 'instance' && this.survey.extended.has(type.class.name);
  }

  private isSelf(node: ast.Expression): boolean {
    if (node.kind !== 'Name') return false;
    const reference = this.resolved.references[node.id];
    return (
      reference?.kind === 'binding' &&
      reference.binding.kind === 'parameter' &&
      this.selfType(reference.binding) !== null
    );
  }

  // ------------------------------------------------------------------ questions of the walk

  numberOf(binding: Binding): string {
    let number = this.numbers.get(binding);
    if (number === undefined) {
      number = `${this.numbers.size}`;
      this.numbers.set(binding, number);
    }
    return number;
  }

  /** The written type of an assignment's target; null where none is written. */
  declaredType(target: ast.Expression, infer: Expressions): Type | null {
    if (target.kind === 'Name') {
      const binding = infer.bindingOf(target);
      return binding === null ? null : this.declarations.annotationOf(binding);
    }
    if (target.kind !== 'Attribute') return null;
    const object = this.reporter.trying(() => infer.inBranch(() => infer.expression(target.object)));
    const found = object.kind === 'instance' ? object.class.find(target.name.name, object.arguments) : null;
    return found?.member.isDeclared && found.member.kind === 'attribute' ? found.type : null;
  }

  isOpenAttribute(name: string): boolean {
    return this.survey.foreignStores.has(name) || this.survey.setsAnyAttribute;
  }

  /** `assertRaises(TypeError, …)` and the like: the mistake is the point. */
  namesExpectedError(node: ast.Call): boolean {
    return (
      node.arguments.some((argument) => this.isTypeError(argument)) ||
      node.keywords.some((keyword) => this.isTypeError(keyword.value))
    );
  }

  catchesTypeErrors(handler: ast.ExceptHandler): boolean {
    return handler.type === null || this.isTypeError(handler.type);
  }

  private isTypeError(node: ast.Expression): boolean {
    if (node.kind === 'TupleExpression') return node.elements.some((element) => this.isTypeError(element));
    if (node.kind !== 'Name' || !runtimeErrors.has(node.name)) return false;
    return this.resolved.references[node.id]?.kind === 'builtin';
  }

  caughtType(type: Type): Type {
    if (type.kind === 'class') return { kind: 'instance', class: type.class, arguments: [] };
    if (type.kind !== 'tuple') return any;
    return unionOf(
      type.elements.map((element) => this.caughtType(element)),
      true,
    );
  }

  /** Warns of a read that may come before its variable has a value. */
  noteRead(node: ast.Name, binding: Binding): void {
    const isFirst = (this.warned.get(binding) ?? node) === node;
    if (!this.resolved.mayBeUnbound.has(node.id) || !isFirst || this.reporter.isSilent) return;
    // Where other code binds it as well, or steps do that run one after another, no flow of this function tells.
    const isOwn = binding.kind === 'variable' && binding.scope.node.kind === 'FunctionDef';
    if (!isOwn || binding.unbinds || binding.boundElsewhere || binding.captured) return;
    this.warned.set(binding, node);
    this.reporter.report('code/possibly-unbound', node.span, `'${binding.name}' may have no value here`, {
      severity: 'warning',
      help: 'give it a value before the branch or loop that sets it',
    });
  }
}

function sourcesOf(resolved: ResolvedModule): Sources {
  const sources = new Map<Binding, AssignedValue[]>();
  for (const { target, source } of resolved.facts.assignments) {
    const reference = resolved.references[target.id];
    if (reference?.kind !== 'binding') continue;
    const list = sources.get(reference.binding);
    if (list === undefined) sources.set(reference.binding, [source]);
    else list.push(source);
  }
  return sources;
}

/** Decorators that are declarations: their arguments are read elsewhere. */
const declares: ReadonlySet<string> = new Set([
  'requires',
  'ensures',
  'invariant',
  'capabilities',
  'intent',
  'audit',
  'risk_level',
  'sanitizer',
]);

/** What wrong types raise while running. */
const runtimeErrors: ReadonlySet<string> = new Set(['TypeError', 'AttributeError', 'Exception', 'BaseException']);

/** A function that only says what it looks like. */
function isStub(node: ast.FunctionDef): boolean {
  return node.body.every((statement) => {
    switch (statement.kind) {
      case 'Pass':
        return true;
      case 'ExpressionStatement':
        return statement.value.kind === 'Constant';
      case 'Raise': {
        const { exception } = statement;
        const raised = exception?.kind === 'Call' ? exception.callee : exception;
        return raised?.kind === 'Name' && raised.name === 'NotImplementedError';
      }
      default:
        return false;
    }
  });
}
