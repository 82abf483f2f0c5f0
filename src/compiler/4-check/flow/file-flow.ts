/**
 * Follows labels and effects through one file: the file's own code first, each function when it is first called or at the
 * end, and again while anything that it has read grows. What it finds is told by `findings.ts`; what other files may know
 * of it is written by `interface-writer.ts`.
 */
import type * as ast from '#language/ast';
import { parseCapability } from '#language/capabilities';
import { taintedValues } from '#language/signatures/effects';
import { standardModuleNames } from '#language/standard-library';
import type { FunctionEffects } from '#protocol/emitted-module';
import { allParameters } from '../../3-resolve/parameters.ts';
import type { Binding, ResolvedModule, Scope } from '../../3-resolve/scope.ts';
import type { Declaring, Used } from '../capabilities/declared.ts';
import { capabilityTexts } from '../capabilities/effects.ts';
import type { QualifiedNames } from '../qualified-names.ts';
import { membersOf, type Type } from '../types/type.ts';
import { type AbstractObject, Cell } from './abstract-object.ts';
import { libraryCallable } from './callable.ts';
import { walkPlan } from './constructs.ts';
import type { Environment } from './environment.ts';
import { evaluate, parameterValue, siteOf } from './expressions.ts';
import { Findings } from './findings.ts';
import { Frame } from './frame.ts';
import { type FlowParameter, FunctionFlow, fingerprint, type Summary } from './function-flow.ts';
import { sourceAt } from './library.ts';
import type { FlowModules } from './modules.ts';
import { Objects } from './objects.ts';
import { isOfLibrary, withSubclasses } from './receivers.ts';
import { type Label, type Place, type Step, traceOf } from './trace.ts';
import { join, nothing, type Value, valueOf } from './value.ts';
import { Walker } from './walker.ts';

export interface FlowOptions {
  readonly moduleName: string;
  /** Also follow what a condition on a labelled value tells of it. */
  readonly isStrict: boolean;
  /** Types that attributes were found on; of what is not there nothing is known. */
  readonly receivers: ReadonlyMap<ast.NodeId, Type>;
  readonly modules: FlowModules;
}

/** Nobody's values grow that long in a real program. */
const mostWalks = 8;
/** Calls in calls that are followed for one file, and more of them for each of its functions. */
const mostFollowed = 240;
const followedPerFunction = 10;
/** Functions that call functions are walked at once only so deep; the rest waits for its turn. */
const deepestWalk = 40;

type Definition = ast.FunctionDef | ast.Lambda | ast.ConstructDef;

export class FileFlow {
  readonly objects = new Objects();
  readonly findings = new Findings();
  readonly fileFlow: FunctionFlow;
  /** Every function of the file, in the order they were met. */
  readonly flows: FunctionFlow[] = [];
  readonly placeOfFile: Place;
  private readonly variables = new Map<Binding, AbstractObject>();
  private readonly byNode = new Map<ast.Node, FunctionFlow>();
  private readonly nodes = new Map<FunctionFlow, Definition>();
  private readonly owners: (FunctionFlow | undefined)[] = [];
  private readonly classes = new Map<ast.Node, AbstractObject>();
  private readonly classesByName = new Map<string, AbstractObject[]>();
  private readonly declaring = new Set<Declaring>();
  private depth = 0;
  /** Calls of calls that were followed. */
  private followed = 0;
  private end: Environment | null = null;

  constructor(
    readonly resolved: ResolvedModule,
    readonly names: QualifiedNames,
    readonly options: FlowOptions,
  ) {
    this.placeOfFile = { module: null, span: { start: 0, end: 0 } };
    this.fileFlow = this.makeFlow('<file>', resolved.module, null, false, 'static');
  }

  run(): void {
    for (let isDone = false; !isDone; ) {
      isDone = true;
      for (let at = 0; at < this.flows.length; at++) {
        const flow = this.flows[at]!;
        if (!flow.isStale || flow.walks >= mostWalks) continue;
        isDone = false;
        this.walk(flow);
      }
    }
  }

  /**
   * Whether one more call may be followed into what it calls in turn. Callbacks that are passed on and on have more ways than
   * can be walked; once a file has used up its share, what goes into such a call may come out of it.
   *
   * @param depth how deep in calls of calls it lies; calls that stand in the source are always followed
   */
  mayFollow(depth: number): boolean {
    return depth === 0 || ++this.followed <= mostFollowed + followedPerFunction * this.flows.length;
  }

  /** What is known of a function so far; whoever asks is walked again when that grows. */
  summaryOf(flow: FunctionFlow, reader: FunctionFlow): Summary {
    if (flow.facts.module !== null) return flow.summary;
    flow.callers.add(reader);
    if (flow.isStale && !flow.isOpen && this.depth < deepestWalk && flow.walks < mostWalks) this.walk(flow);
    return flow.summary;
  }

  private walk(flow: FunctionFlow): void {
    flow.isOpen = true;
    flow.isStale = false;
    flow.walks++;
    this.depth++;
    const frame = new Frame(this, flow);
    const walker = new Walker(this, frame);
    const node = this.nodes.get(flow);
    if (node === undefined) {
      walker.block(this.resolved.module.body);
      this.end = frame.environment;
    } else this.walkFunction(node, walker);
    frame.summary.raises = frame.raised;
    this.depth--;
    flow.isOpen = false;
    const isGrown = fingerprint(frame.summary) !== fingerprint(flow.summary);
    flow.summary = frame.summary;
    if (isGrown) for (const caller of flow.callers) caller.isStale = true;
  }

  private walkFunction(node: Definition, walker: Walker): void {
    const { frame } = walker;
    const parameters = node.parameters === null ? [] : allParameters(node.parameters);
    for (const [at, parameter] of parameters.entries()) {
      const binding = this.resolved.declarations.get(parameter.id);
      if (binding === undefined) continue;
      const label = this.labelIn(parameter.annotation);
      let value = parameterValue(walker, at);
      if (label !== null) {
        const step: Step = { place: frame.placeOf(parameter), text: `'${parameter.name.name}' is declared ${label}` };
        const id = `declared ${frame.flow.id}?${at}`;
        value = join(value, valueOf({ traces: [traceOf({ kind: 'declared', owner: frame.flow, id, label, step })] }));
      }
      walker.set(binding, parameter.into === null ? value : nothing);
    }
    if (node.kind === 'Lambda') frame.summary.returns = evaluate(node.body, walker);
    else if (node.kind === 'FunctionDef') walker.block(node.body);
    else if (node.construct === 'plan') walkPlan(node, walker);
    else for (const effect of frame.flow.summary.effects.values()) frame.effect(effect);
  }

  // ------------------------------------------------------------------ functions and classes

  /** The function that a definition makes; its defaults are those of where it is met. */
  functionOf(node: Definition, walker: Walker): FunctionFlow {
    let flow = this.byNode.get(node);
    if (flow === undefined) {
      flow = this.makeFunction(node, walker.frame.flow);
      this.byNode.set(node, flow);
      this.nodes.set(flow, node);
    }
    const previous = flow.parameters;
    flow.parameters = this.parametersOf(node, walker).map((parameter, at) => ({
      ...parameter,
      refuses: previous[at]?.refuses ?? null,
    }));
    return flow;
  }

  private makeFunction(node: Definition, parent: FunctionFlow): FunctionFlow {
    const scope = this.resolved.scopes.get(node.id);
    const name = node.kind === 'Lambda' ? 'lambda' : node.name.name;
    const isMember = scope?.parent?.kind === 'class';
    const binding = isMember && node.kind === 'FunctionDef' ? this.bindingOf(node) : isMember ? 'method' : 'static';
    const flow = this.makeFlow(name, node, parent, scope?.yields ?? false, binding);
    const label = node.kind === 'FunctionDef' ? this.labelIn(node.returns) : null;
    if (label !== null && node.kind === 'FunctionDef')
      flow.declared = {
        label,
        step: { place: { module: null, span: node.returns!.span }, text: `what ${name}() gives is declared ${label}` },
      };
    return flow;
  }

  private makeFlow(
    name: string,
    node: ast.Node,
    parent: FunctionFlow | null,
    isGenerator: boolean,
    binding: FunctionFlow['facts']['binding'],
  ): FunctionFlow {
    const flow = new FunctionFlow({ id: `${name}#${siteOf(node)}`, name, module: null, isGenerator, parent, binding });
    this.flows.push(flow);
    return flow;
  }

  /** A function without a body, whose summary its maker writes. */
  helperFunction(name: string, node: ast.Node): FunctionFlow {
    const id = `${name}#${siteOf(node)}`;
    const known = this.helpers.get(id);
    if (known !== undefined) return known;
    const flow = new FunctionFlow({ id, name, module: '', isGenerator: false, parent: null, binding: 'static' });
    this.helpers.set(id, flow);
    return flow;
  }
  private readonly helpers = new Map<string, FunctionFlow>();

  private bindingOf(node: ast.FunctionDef): FunctionFlow['facts']['binding'] {
    if (node.name.name === '__new__') return 'static';
    if (node.name.name === '__class_getitem__' || node.name.name === '__init_subclass__') return 'class-method';
    for (const decorator of node.decorators) {
      if (decorator.kind === 'Attribute' && decorator.name.name === 'setter') return 'setter';
      const name = this.libraryName(decorator);
      if (name === 'builtins.staticmethod') return 'static';
      if (name === 'builtins.classmethod') return 'class-method';
      if (name === 'builtins.property' || name === 'functools.cached_property') return 'property';
    }
    return 'method';
  }

  private parametersOf(node: Definition, walker: Walker): FlowParameter[] {
    if (node.parameters === null) return [];
    const { positionalOnly, rest, keywordOnly, keywords } = node.parameters;
    return allParameters(node.parameters).map((parameter) => ({
      name: parameter.name.name,
      kind:
        parameter === rest
          ? 'rest'
          : parameter === keywords
            ? 'keywords'
            : keywordOnly.includes(parameter)
              ? 'keyword'
              : positionalOnly.includes(parameter)
                ? 'positional'
                : 'either',
      defaultValue: parameter.defaultValue === null ? null : evaluate(parameter.defaultValue, walker),
      into: parameter.into?.name ?? null,
      refuses: null,
    }));
  }

  /** Whether a parameter of a construct is declared to take labels. */
  declaresLabel(node: ast.ConstructDef, at: number): boolean {
    const parameter = node.parameters === null ? undefined : allParameters(node.parameters)[at];
    return parameter !== undefined && this.labelIn(parameter.annotation) !== null;
  }

  /** The label that an annotation names: `tainted[str]`. */
  labelIn(annotation: ast.Expression | null): Label | null {
    if (annotation?.kind !== 'Subscript') return null;
    const name = this.libraryName(annotation.object);
    return name === 'builtins.tainted' ? 'tainted' : name === 'builtins.secret' ? 'secret' : null;
  }

  *definedFunctions(): Iterable<readonly [FunctionFlow, ast.FunctionDef]> {
    for (const [flow, node] of this.nodes) if (node.kind === 'FunctionDef') yield [flow, node];
  }

  noteDeclaration(node: Declaring): void {
    if (node.decorators.length > 0 || (node.kind === 'FunctionDef' && node.requires !== null)) this.declaring.add(node);
  }

  /** What each definition that declares capabilities was found to use. */
  *usedByDeclaring(): Iterable<Used> {
    for (const node of this.declaring) {
      const inside = this.flows.filter((flow) => {
        const { span } = this.nodes.get(flow) ?? this.resolved.module;
        return span.start >= node.span.start && span.end <= node.span.end;
      });
      const effects = new Map(inside.flatMap((flow) => [...flow.summary.effects]));
      yield {
        node,
        effects: [...effects.values()],
        callsUnknown: inside.some((flow) => flow.summary.calls.size > 0),
      };
    }
  }

  noteClass(node: ast.ClassDef, object: AbstractObject): void {
    if (this.classes.has(node)) return;
    this.classes.set(node, object);
    const known = this.classesByName.get(node.name.name);
    if (known === undefined) this.classesByName.set(node.name.name, [object]);
    else known.push(object);
  }

  /** The bases of the class that a function stands in. */
  basesAround(flow: FunctionFlow): readonly AbstractObject[] {
    const node = this.nodes.get(flow);
    let scope: Scope | null | undefined = node === undefined ? null : this.resolved.scopes.get(node.id);
    while (scope !== null && scope !== undefined && scope.kind !== 'class') scope = scope.parent;
    return scope === null || scope === undefined ? [] : (this.classes.get(scope.node)?.classes ?? []);
  }

  /** Methods of that name of every class of the file, for a receiver of which nothing is known. */
  methodsNamed(name: string): Value {
    let found = nothing;
    for (const classes of this.classesByName.values())
      for (const each of classes)
        found = join(found, valueOf({ callables: each.cells.get(`.${name}`)?.read(null).callables ?? [] }));
    return found;
  }

  // ------------------------------------------------------------------ variables

  /** The function (or the file) whose code binds a variable when it runs. */
  frameOf(binding: Binding): FunctionFlow {
    let owner = this.owners[binding.id];
    if (owner === undefined) {
      let scope: Scope | null = binding.scope;
      while (scope !== null && !scope.isFunctionLike && scope.kind !== 'file') scope = scope.parent;
      owner = scope === null || scope.kind === 'file' ? this.fileFlow : (this.byNode.get(scope.node) ?? this.fileFlow);
      this.owners[binding.id] = owner;
    }
    return owner;
  }

  /** What a variable holds at any time, for code that reads it from elsewhere. */
  sharedCell(binding: Binding): Cell {
    const { cells } = this.variableOf(binding);
    let cell = cells.get('[*]');
    if (cell === undefined) {
      cell = new Cell();
      cells.set('[*]', cell);
    }
    return cell;
  }

  /** A variable as something that functions write to which do not own it. */
  variableOf(binding: Binding): AbstractObject {
    let variable = this.variables.get(binding);
    if (variable === undefined) {
      variable = this.objects.at(`variable ${binding.id}`, 'container', binding.name, null);
      this.variables.set(binding, variable);
    }
    return variable;
  }

  /** What each function of the file can use, what it calls included; the file's own code is `<file>`. */
  functionEffects(): FunctionEffects[] {
    return this.flows.map((flow) => ({
      name: this.qualifiedName(flow),
      effects: capabilityTexts([...flow.summary.effects.keys()].map(parseCapability)),
    }));
  }

  private qualifiedName(flow: FunctionFlow): string {
    const node = this.nodes.get(flow);
    const names = [flow.facts.name];
    let scope = node === undefined ? null : (this.resolved.scopes.get(node.id)?.parent ?? null);
    for (; scope !== null && scope.kind !== 'file'; scope = scope.parent) {
      const { node: around } = scope;
      if (around.kind === 'FunctionDef' || around.kind === 'ClassDef' || around.kind === 'ModuleDef')
        names.unshift(around.name.name);
    }
    return names.join('.');
  }

  /** What the names of the file hold when it has run. */
  *exportedValues(): Iterable<readonly [string, Value]> {
    for (const binding of this.resolved.fileScope.bindings.values()) {
      const held = this.end?.peek(binding) ?? nothing;
      const value = binding.boundElsewhere ? join(held, this.sharedCell(binding).read(null)) : held;
      if (value !== nothing) yield [binding.name, value];
    }
  }

  // ------------------------------------------------------------------ the library and other modules

  /** The qualified name of something of the library; null for everything else. */
  libraryName(node: ast.Expression): string | null {
    if (node.kind !== 'Name' && node.kind !== 'Attribute') return null;
    const name = this.names.of(node);
    if (name === null) return null;
    const dot = name.indexOf('.');
    return standardRoots.has(dot < 0 ? name : name.slice(0, dot)) ? name : null;
  }

  library(name: string, node: ast.Expression, frame: Frame): Value {
    if (!taintedValues.has(name)) return valueOf({ callables: [libraryCallable(name)] });
    const step: Step = { place: frame.placeOf(node), text: `it comes from outside here: ${name}` };
    return valueOf({ traces: [sourceAt(siteOf(node), 'tainted', step)] });
  }

  builtin(name: string): Value {
    let value = builtins.get(name);
    if (value === undefined) {
      value = valueOf({ callables: [libraryCallable(`builtins.${name}`)] });
      builtins.set(name, value);
    }
    return value;
  }

  imported(node: ast.Import | ast.ImportFrom, alias: ast.ImportAlias): Value {
    const { modules } = this.options;
    if (node.kind === 'Import') return modules.importModule(alias.name, alias.asName !== null);
    const written = '.'.repeat(node.level) + node.module;
    if (standardModuleNames.has(written)) return valueOf({ callables: [libraryCallable(`${written}.${alias.name}`)] });
    return modules.importMember(written, alias.name);
  }

  // ------------------------------------------------------------------ types

  /** The classes that a receiver may be of by its type, subclasses too. */
  classesOf(node: ast.Attribute): readonly AbstractObject[] {
    const type = this.options.receivers.get(node.id);
    if (type === undefined || type.kind === 'any') return [];
    const classes = membersOf(type).flatMap((member) => {
      if (member.kind !== 'instance') return [];
      const { name, moduleName } = member.class;
      if (moduleName === this.options.moduleName) return this.classesByName.get(name) ?? [];
      return this.options.modules.classNamed(moduleName, name);
    });
    return [...new Set(classes.flatMap(withSubclasses))];
  }

  isBuiltinReceiver(node: ast.Attribute): boolean {
    const type = this.options.receivers.get(node.id);
    return type !== undefined && isOfLibrary(type);
  }
}

const standardRoots: ReadonlySet<string> = new Set([
  'builtins',
  ...[...standardModuleNames].map((name) => name.split('.')[0]!),
]);
const builtins = new Map<string, Value>();
