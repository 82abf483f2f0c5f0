/** Walks the statements of one frame in the order they run, and keeps what its variables hold. */
import type * as ast from '#language/ast';
import type { Binding } from '../../3-resolve/scope.ts';
import { functionCallable } from './callable.ts';
import { defineClass, defineVariant } from './classes.ts';
import { defineConstruct } from './constructs.ts';
import { decorate, defineFunction } from './definitions.ts';
import type { Environment } from './environment.ts';
import { evaluate, fieldOfIndex, held, siteOf } from './expressions.ts';
import type { FileFlow } from './file-flow.ts';
import type { Frame } from './frame.ts';
import { walkTry, walkWith } from './guarded-blocks.ts';
import { iterate } from './iteration.ts';
import { container } from './library.ts';
import { narrow } from './narrowing.ts';
import { binaryMethods, callOperator } from './operators.ts';
import { bindPattern } from './patterns.ts';
import { join, joinAll, labelsOf, nothing, objectValue, type Value, valueOf } from './value.ts';

/** A loop whose variables still grow after this many rounds is taken as it is. */
const mostRounds = 5;

interface Loop {
  readonly head: Environment;
  readonly breaks: Environment[];
  readonly continues: Environment[];
}

export class Walker {
  private loop: Loop | null = null;
  private concluded: Value = nothing;

  constructor(
    readonly file: FileFlow,
    readonly frame: Frame,
  ) {}

  block(body: readonly ast.Statement[]): void {
    for (const statement of body) {
      if (!this.frame.environment.isReachable) return;
      this.statement(statement);
    }
  }

  private statement(node: ast.Statement): void {
    const { frame } = this;
    switch (node.kind) {
      case 'Let':
        if (node.value !== null) this.assignAll(node.targets, node.value);
        return;
      case 'Assign':
        return this.assignAll(node.targets, node.value);
      case 'Const':
        return this.assignAll([node.target], node.value);
      case 'AnnAssign':
        if (node.value !== null) this.assignAll([node.target], node.value);
        return;
      case 'AugAssign':
        return this.augmentedAssign(node);
      case 'ExpressionStatement':
        evaluate(node.value, this);
        return;
      case 'Return':
        if (node.value !== null) {
          const value = frame.underCondition(evaluate(node.value, this));
          frame.summary.returns = join(frame.summary.returns, value);
        }
        frame.environment.isReachable = false;
        return;
      case 'Raise':
        if (node.exception !== null) this.raise(node.exception);
        if (node.cause !== null) this.raise(node.cause);
        frame.environment.isReachable = false;
        return;
      case 'Assert':
      case 'Verify': {
        const test = evaluate(node.test, this);
        if (node.message !== null) this.raise(node.message);
        // What the function gives tells that the condition held.
        if (frame.flow !== this.file.fileFlow) frame.condition = join(frame.condition, frame.impliedBy(test));
        return;
      }
      case 'Break':
        if (this.loop !== null) this.loop.breaks.push(frame.environment.snapshot(this.loop.head));
        frame.environment.isReachable = false;
        return;
      case 'Continue':
        if (this.loop !== null) this.loop.continues.push(frame.environment.snapshot(this.loop.head));
        frame.environment.isReachable = false;
        return;
      case 'If':
        return this.if(node);
      case 'While':
        return this.while(node);
      case 'For':
        return this.for(node);
      case 'Try':
        return walkTry(node, this);
      case 'With':
        return walkWith(node, this);
      case 'Match':
        return this.match(node);
      case 'FunctionDef':
        this.file.noteDeclaration(node);
        return this.bindDefinition(node, decorate(node.decorators, defineFunction(node, this), this));
      case 'ClassDef':
        this.file.noteDeclaration(node);
        return this.bindDefinition(node, decorate(node.decorators, defineClass(node, this), this));
      case 'ModuleDef':
        this.file.noteDeclaration(node);
        return this.moduleDef(node);
      case 'TypeDef':
        for (const variant of node.variants) this.bindDefinition(variant, defineVariant(variant, this));
        return;
      case 'ConstructDef':
        return this.bindDefinition(node, defineConstruct(node, this));
      case 'Import':
      case 'ImportFrom':
        for (const alias of node.names) this.bindDefinition(alias, this.file.imported(node, alias));
        return;
      case 'Conclude':
        this.concluded = join(this.concluded, evaluate(node.value, this));
        frame.environment.isReachable = false;
        return;
      case 'Reflect':
        evaluate(node.subject, this);
        for (const clause of node.clauses) {
          if (clause.value !== null) evaluate(clause.value, this);
          if (clause.body !== null) this.rounds(() => this.block(clause.body!));
        }
        return;
      case 'Delete':
        for (const target of node.targets) if (target.kind === 'Subscript') evaluate(target, this);
        return;
      default:
        return;
    }
  }

  // ------------------------------------------------------------------ assignment

  private assignAll(targets: readonly ast.Expression[], node: ast.Expression): void {
    const value = this.frame.underCondition(evaluate(node, this));
    for (const target of targets) this.assign(target, value);
  }

  assign(target: ast.Expression, value: Value): void {
    const { frame } = this;
    switch (target.kind) {
      case 'Name': {
        const reference = this.file.resolved.references[target.id];
        if (reference?.kind === 'binding' || reference?.kind === 'class')
          this.set(reference.binding, held(value, target, target.name, frame));
        return;
      }
      case 'TupleExpression':
      case 'ListExpression':
        return this.unpack(target.elements, value);
      case 'Starred':
        return this.assign(target.value, value);
      case 'Attribute':
        return frame.write(evaluate(target.object, this), `.${target.name.name}`, value);
      case 'Subscript': {
        const object = this.holder(target.object, evaluate(target.object, this), value);
        if (target.index.kind === 'Slice') return frame.write(object, '[*]', frame.read(value, '[*]'));
        const index = evaluate(target.index, this);
        const place = frame.placeOf(target.index);
        frame.sink(
          { place, what: 'is used as an index or key', context: 'identifier', judges: 'labels' },
          labelsOf(index),
        );
        callOperator(object, ['__setitem__'], [index, value], siteOf(target), place, frame);
        return frame.write(object, fieldOfIndex(target.index), value);
      }
      default:
        return;
    }
  }

  /** What a variable holds that something is put into: where nothing was known of it, now that it holds this. */
  holder(node: ast.Expression, held: Value, added: Value): Value {
    if (held !== nothing || added === nothing || node.kind !== 'Name') return held;
    const fresh = container(nothing, `${siteOf(node)}holder`, 'list', this.frame);
    this.assign(node, fresh);
    return fresh;
  }

  private unpack(targets: readonly ast.Expression[], value: Value): void {
    const { frame } = this;
    if (value === nothing) return void targets.forEach((target) => this.assign(target, nothing));
    // Unpacking a labelled value gives labelled parts.
    const own = valueOf({ traces: value.traces.filter((trace) => trace.isSource) });
    const star = targets.findIndex((target) => target.kind === 'Starred');
    for (const [at, target] of targets.entries()) {
      if (target.kind === 'Starred')
        this.assign(target, container(join(frame.read(value, '[*]'), own), siteOf(target), 'list', frame));
      else {
        const field = star >= 0 && at > star ? '[*]' : `[${at}]`;
        this.assign(target, join(frame.read(value, field), own));
      }
    }
  }

  set(binding: Binding, value: Value): void {
    const { frame, file } = this;
    if (file.frameOf(binding) === frame.flow) {
      frame.environment.set(binding, value);
      if (binding.captured || binding.scope.kind === 'file') file.sharedCell(binding).add(value);
    } else frame.write(objectValue(file.variableOf(binding)), '[*]', value);
  }

  private augmentedAssign(node: ast.AugAssign): void {
    const { frame } = this;
    const before = evaluate(node.target, this);
    const value = evaluate(node.value, this);
    const [own] = binaryMethods[node.operator];
    const method = own.replace('__', '__i');
    const answers = callOperator(before, [method, own], [value], siteOf(node), frame.placeOf(node), frame);
    // `xs += ys` puts the items of one list into another.
    if (before.objects.length > 0) frame.write(before, '[*]', frame.read(value, '[*]'));
    this.assign(node.target, frame.underCondition(joinAll([before, value, answers])));
  }

  bindDefinition(node: ast.Node, value: Value): void {
    const binding = this.file.resolved.declarations.get(node.id);
    if (binding !== undefined) this.set(binding, value);
  }

  private moduleDef(node: ast.ModuleDef): void {
    const { frame, file } = this;
    const object = frame.objects.at(siteOf(node), 'module', node.name.name, null);
    this.bindDefinition(node, objectValue(object));
    this.block(node.body);
    for (const binding of file.resolved.scopes.get(node.id)?.bindings.values() ?? []) {
      object.add(`.${binding.name}`, frame.environment.peek(binding));
      object.add(`.${binding.name}`, file.sharedCell(binding).read(frame.flow));
    }
  }

  /** An exception that nobody catches ends the program, which shows it. */
  private raise(node: ast.Expression): void {
    const { frame } = this;
    const value = evaluate(node, this);
    frame.raise(value);
    const place = frame.placeOf(node);
    const what = 'leaves the program in an exception';
    frame.sink({ place, what, context: 'log', judges: 'labels', isUncaught: true }, frame.textOf(value));
  }

  // ------------------------------------------------------------------ branches and loops

  /** Runs an action whose running depends on a value. */
  under<Result>(test: Value, action: () => Result): Result {
    const { frame } = this;
    const implied = frame.impliedBy(test);
    if (implied === nothing) return action();
    const outer = frame.condition;
    frame.condition = join(outer, implied);
    const result = action();
    frame.condition = outer;
    return result;
  }

  /** Does this in an environment that begins as the present one, and gives it back. */
  branch(action: () => void, origin: Environment = this.frame.environment): Environment {
    const outer = this.frame.environment;
    const fork = origin.fork();
    this.frame.environment = fork;
    action();
    this.frame.environment = outer;
    return fork;
  }

  private if(node: ast.If): void {
    const { frame } = this;
    const test = evaluate(node.test, this);
    this.under(test, () => {
      const [one, other] = [true, false].map((holds) =>
        this.branch(() => {
          narrow(node.test, holds, this);
          this.block(holds ? node.body : node.orelse);
        }),
      ) as [Environment, Environment];
      frame.environment.merge([one, other]);
    });
  }

  private while(node: ast.While): void {
    this.rounds(() => {
      const test = evaluate(node.test, this);
      this.under(test, () => this.block(node.body));
    });
    this.block(node.orelse);
  }

  private for(node: ast.For): void {
    const { frame } = this;
    const iterable = evaluate(node.iterable, this);
    const items = iterate(iterable, frame.placeOf(node.iterable), siteOf(node), frame);
    this.rounds(() => {
      this.assign(node.target, items);
      this.block(node.body);
    });
    this.block(node.orelse);
  }

  /** Walks the body of a loop until its variables hold at its head what they hold after any round. */
  private rounds(body: () => void): void {
    const { frame } = this;
    const outer = this.loop;
    const origin = frame.environment;
    for (let round = 0; round < mostRounds; round++) {
      const loop: Loop = { head: origin, breaks: [], continues: [] };
      this.loop = loop;
      const end = this.branch(body);
      this.loop = outer;
      const ends = [end, ...loop.continues, ...loop.breaks].filter((each) => each.isReachable);
      let grows = false;
      for (const each of ends)
        for (const binding of each.changedSince(origin)) {
          const before = origin.peek(binding);
          const after = join(before, each.peek(binding));
          if (after === before) continue;
          origin.set(binding, after);
          // What is read only after it was assigned again does not matter to the next round.
          grows ||= end.hasRead(binding);
        }
      if (!grows) return;
    }
  }

  private match(node: ast.Match): void {
    const { frame } = this;
    const subject = evaluate(node.subject, this);
    const origin = frame.environment;
    const ends: Environment[] = [];
    this.under(subject, () => {
      for (const each of node.cases)
        ends.push(
          this.branch(() => {
            bindPattern(each.pattern, subject, this);
            if (each.guard !== null) evaluate(each.guard, this);
            this.block(each.body);
          }),
        );
    });
    origin.merge([...ends, origin.fork()]);
  }

  // ------------------------------------------------------------------ functions and classes

  lambda(node: ast.Lambda): Value {
    return valueOf({ callables: [functionCallable(this.file.functionOf(node, this))] });
  }

  reason(node: ast.Reason): Value {
    const outer = this.concluded;
    this.concluded = nothing;
    this.block(node.body);
    this.frame.environment.isReachable = true;
    const last = node.body.at(-1);
    const value =
      last?.kind === 'ExpressionStatement' ? join(this.concluded, evaluate(last.value, this)) : this.concluded;
    this.concluded = outer;
    return value;
  }
}
