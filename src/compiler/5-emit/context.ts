/**
 * What the emitter knows while it writes: per module the helpers, built-ins and constants in use, per JavaScript function
 * its lines, temporaries and loops.
 */

import type { Diagnostics } from '#diagnostics/diagnostic';
import type { Expression, NodeId } from '#language/ast';
import type { Span } from '#language/source';
import type { HelperName } from '#protocol/helpers';
import type { Binding, Reference, Scope } from '../3-resolve/scope.ts';
import type { CheckedModule } from '../4-check/checked-module.ts';
import type { Kind } from '../4-check/kinds/kind.ts';
import { CoverageCounters } from './coverage.ts';
import type { EmitOptions } from './emit.ts';
import { annotation } from './functions.ts';
import { Lines } from './lines.ts';
import { attributeAccess, type Spelling, stringLiteral, variableName } from './names.ts';
import { SelfContained } from './self-contained.ts';
import { startsWithin } from './starts.ts';

export class ModuleContext {
  private readonly helpers = new Set<HelperName>();
  private readonly builtins = new Map<string, string>();
  /** Names of constants by their text. */
  private readonly constantNames = new Map<string, string>();
  private readonly constants: string[] = [];
  /** Names of the constants that hold signatures of functions. */
  readonly signatures = new Map<Scope, string>();
  /** By id of the binding. */
  private readonly variableNames: (string | undefined)[] = [];
  private readonly spellings = new Map<string, Spelling>();
  private readonly bindingStarts: Int32Array;
  /** By name. */
  private readonly starVariables = new Map<string, string>();
  /** What some of those hold until the star import has run, by variable. */
  private readonly starBuiltins = new Map<string, string>();
  private serial = 0;
  /** Where the value of each `old(e)` in a contract is kept. */
  readonly oldValues = new Map<NodeId, string>();
  readonly selfContained: SelfContained;
  /** Where statements begin in what is written. */
  readonly places: number[] = [];
  /** Whether the module can ask for the annotations of its functions; else only those of decorated ones are kept. */
  readonly asksForAnnotations: boolean;
  /** Null unless statements are to be counted. */
  readonly coverage: CoverageCounters | null;
  /** The module's docstring as a JavaScript expression. */
  documentation = 'null';

  constructor(
    readonly checked: CheckedModule,
    readonly diagnostics: Diagnostics,
    private readonly options: EmitOptions,
  ) {
    this.coverage = options.instruments?.countsCoverage === true ? new CoverageCounters() : null;
    this.selfContained = new SelfContained(checked.resolved);
    this.bindingStarts = Int32Array.from(checked.resolved.facts.bindingExpressions).sort();
    this.asksForAnnotations = checked.resolved.module.body.some(
      (node) =>
        (node.kind === 'Import' && node.names.some(({ name }) => name === 'typing')) ||
        (node.kind === 'ImportFrom' &&
          node.module === 'typing' &&
          node.names.some(({ name }) => name === 'get_type_hints' || name === '*')),
    );
  }

  /** Dotted name of the module. */
  get name(): string {
    return this.options.name;
  }

  /** The package that the module belongs to; null for the project's own code. */
  get package(): string | null {
    return this.options.package;
  }

  /** Absolute dotted name of an import as written. */
  importName(written: string): string {
    return this.options.importName(written);
  }

  /** Whether failed assertions keep what they compared. */
  get explainsAssertions(): boolean {
    return this.options.instruments?.explainsAssertions === true;
  }

  get isSession(): boolean {
    return this.options.isSession === true;
  }

  get resolved() {
    return this.checked.resolved;
  }

  /** The local name of a helper; notes that it is needed. */
  help(name: HelperName): string {
    if (!this.helpers.has(name)) this.helpers.add(name);
    return name;
  }

  /** The local name of a built-in. */
  builtin(name: string): string {
    let local = this.builtins.get(name);
    if (local === undefined) {
      local = `${name}$b`;
      this.builtins.set(name, local);
    }
    return local;
  }

  /** A value made once, when the module is loaded. */
  constant(expression: string): string {
    let name = this.constantNames.get(expression);
    if (name === undefined) {
      name = this.ownConstant(expression);
      this.constantNames.set(expression, name);
    }
    return name;
  }

  /** A value made once that no other place can share. */
  ownConstant(expression: string): string {
    return `k${this.constants.push(expression)}`;
  }

  /**
   * The JavaScript variable of a binding. Those of comprehensions live in their function, those of class bodies are
   * invisible to methods: both need names that cannot hide others, as does what stands in a global's way.
   */
  variable(binding: Binding): string {
    let name = this.variableNames[binding.id];
    if (name === undefined) {
      const sharesFunction = binding.scope.kind === 'comprehension' || binding.scope.kind === 'class';
      name = variableName(binding.name, sharesFunction || binding.hidesGlobal ? ++this.serial : 0);
      if (this.isSession && binding.scope.kind === 'file') name = `session.${name}`;
      this.variableNames[binding.id] = name;
    }
    return name;
  }

  /** The variable of a name that a star import may bring. */
  starVariable(name: string, isBuiltin: boolean): string {
    let variable = this.starVariables.get(name);
    if (variable === undefined) {
      variable = this.freshName('star');
      this.starVariables.set(name, variable);
      if (isBuiltin) this.starBuiltins.set(variable, this.builtin(name));
    }
    return variable;
  }

  /** How a name is written; the same texts each time. */
  spelling(name: string): Spelling {
    let spelling = this.spellings.get(name);
    if (spelling === undefined) {
      spelling = { access: attributeAccess(name), literal: stringLiteral(name) };
      this.spellings.set(name, spelling);
    }
    return spelling;
  }

  /** `__name` inside a class is private to it: `_Class__name`, as in Python. */
  memberName(name: string, scope: Scope): string {
    if (name.charCodeAt(0) !== 95 || !name.startsWith('__') || name.endsWith('__')) return name;
    for (let outer: Scope | null = scope; outer !== null; outer = outer.parent) {
      if (outer.node.kind === 'ClassDef') return `_${outer.node.name.name.replace(/^_+/, '')}${name}`;
    }
    return name;
  }

  /** A name for something of the emitter's own that inner functions see. */
  freshName(prefix: string): string {
    return `${prefix}${++this.serial}_`;
  }

  /** Does an expression inside this one bind a variable? */
  bindsWithin(span: Span): boolean {
    return startsWithin(this.bindingStarts, span);
  }

  scopeOf(id: NodeId): Scope {
    return this.resolved.scopes.get(id)!;
  }

  referenceOf(id: NodeId): Reference | undefined {
    return this.resolved.references[id];
  }

  kindOf(node: Expression): Kind {
    return this.checked.kinds.of(node);
  }

  sourceText(span: Span): string {
    return this.diagnostics.source.text.slice(span.start, span.end);
  }

  /** Says that a form which is checked already has no code yet; the program is not run. */
  unsupported(code: 'unsupported/construct' | 'unsupported/decorator', span: Span, what: string): void {
    this.diagnostics.report(code, span, `${what} cannot be run yet`, {
      help: `This version checks it but has no code for it; 'aegis explain ${code}' says what to use meanwhile.`,
    });
  }

  /** The constants at the top of the module: what it takes from `$`, then its own. */
  prelude(): string[] {
    const lines: string[] = [];
    const counters = this.coverage?.declaration(
      this.help('coverageCounters'),
      stringLiteral(this.diagnostics.source.path),
    );
    if (this.helpers.size > 0) lines.push(`const ${[...this.helpers].map((name) => `${name}=$.${name}`).join(',')};`);
    if (this.builtins.size > 0) {
      lines.push(`const ${[...this.builtins].map(([name, local]) => `${local}=$.builtins.$${name}`).join(',')};`);
    }
    if (counters !== undefined) lines.push(counters);
    if (this.starVariables.size > 0) {
      const started = [...this.starVariables.values()].map((variable) => {
        const builtin = this.starBuiltins.get(variable);
        return builtin === undefined ? variable : `${variable}=${builtin}`;
      });
      lines.push(`let ${started.join(',')};`);
    }
    this.constants.forEach((expression, index) => lines.push(`const k${index + 1}=${expression};`));
    return lines;
  }
}

export interface Loop {
  /** Label of the block that `break` leaves when the loop has an `else`; null for a plain `break`. */
  readonly breakLabel: string | null;
}

/** One JavaScript function being written. */
export class FunctionContext {
  readonly lines: Lines;
  readonly loops: Loop[] = [];
  /** The reason blocks around the current statement: where `conclude` goes and what it sets. */
  readonly reasons: { readonly label: string; readonly result: string }[] = [];
  private temporaries = 0;
  private labels = 0;
  /** A line end and the tabs after it. */
  private indentation = '\n\t';
  /** Variables of the program, separated by commas. */
  private variables = '';
  /** True while nothing of the current statement has been evaluated: loops may still be written before it. */
  canHoist = false;
  /** A closed function that returns floats: as raw numbers. */
  returnsRaw = false;
  /** The variable that holds the class being written, inside its methods; null elsewhere. */
  className: string | null = null;
  /** The variable of a method's first parameter; null elsewhere. */
  selfName: string | null = null;
  /** The JavaScript variable of the namespace, in a class body; null elsewhere. */
  namespace: string | null = null;

  constructor(
    readonly module: ModuleContext,
    readonly scope: Scope,
    readonly parent: FunctionContext | null,
    readonly kind: 'plain' | 'generator' | 'coroutine' | 'async generator' | 'body',
    /** Stands inside an expression, so that all of it is one line. */
    readonly isInline = false,
  ) {
    this.lines = new Lines(module.places, isInline);
  }

  help(name: HelperName): string {
    return this.module.help(name);
  }

  line(text: string): void {
    this.lines.push(text, this.indentation);
  }

  /** Adds lines that were written elsewhere. */
  append(lines: Lines): void {
    this.lines.append(lines);
  }

  /** What follows belongs to the statement at `span`. */
  at(span: Span): void {
    this.lines.mark(span);
  }

  /** Writes `head{ … }` around what `body` writes. */
  block(head: string, body: () => void): void {
    this.open(head);
    body();
    this.close();
  }

  indented(body: () => void): void {
    const outer = this.indentation;
    this.indentation = deeper(outer);
    body();
    this.indentation = outer;
  }

  /** Writes `head{`; what follows stands inside, up to `close`. */
  open(head: string): void {
    this.line(`${head}{`);
    this.indentation = deeper(this.indentation);
  }

  /** @param next what follows the brace on its line, and opens a block itself: `catch(thrown)` */
  close(next: string | null = null): void {
    this.indentation = shallower(this.indentation);
    if (next === null) this.line('}');
    else this.open(`}${next}`);
  }

  /** Notes an annotation of a class body; dataclasses and named tuples ask for them. */
  annotate(name: string, node: Expression): void {
    this.line(
      `${this.namespace}.annotate(${stringLiteral(name)},${stringLiteral(this.module.sourceText(node.span))},()=>${annotation(this, node)});`,
    );
  }

  /** A fresh temporary of this function. */
  temporary(): string {
    return temporaryName(++this.temporaries);
  }

  label(): string {
    return `l${++this.labels}`;
  }

  /** A variable of the program that lives in this function. */
  declare(binding: Binding): string {
    const name = this.module.variable(binding);
    this.variables = this.variables === '' ? name : `${this.variables},${name}`;
    return name;
  }

  /** All lines, after `var` for everything declared; `var` because `let` costs a test at each use inside closures. */
  finish(): Lines {
    const { variables, temporaries } = this;
    if (variables === '' && temporaries === 0) return this.lines;
    const between = variables === '' || temporaries === 0 ? '' : ',';
    const lines = new Lines(this.module.places, this.isInline);
    lines.push(`var ${variables}${between}${temporaryList(temporaries)};`, '\n\t');
    lines.append(this.lines);
    return lines;
  }

  /** True inside code that may contain `yield` markers. */
  get isResumable(): boolean {
    return this.kind !== 'plain' && this.kind !== 'body';
  }
}

/** By length, less one. */
const indentations = ['\n', '\n\t'];

/** One tab more; the same text each time, so that none is made per block. */
function deeper(indentation: string): string {
  return (indentations[indentation.length] ??= `${indentation}\t`);
}

function shallower(indentation: string): string {
  return indentations[indentation.length - 2] ?? indentation.slice(0, -1);
}

const temporaryNames: string[] = [];

/** The same text each time, so that none is made per use. */
function temporaryName(number: number): string {
  return (temporaryNames[number] ??= `t${number}`);
}

const temporaryLists = ['', 't1'];

/** `t1,t2,…`, as far as `count`. */
function temporaryList(count: number): string {
  for (let last = temporaryLists.length; last <= count; last++)
    temporaryLists.push(`${temporaryLists[last - 1]},${temporaryName(last)}`);
  return temporaryLists[count]!;
}
