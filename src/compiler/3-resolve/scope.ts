/**
 * Scopes and bindings: what a name means. A `Scope` belongs to a file, module block, class, function, lambda or
 * comprehension; a `Binding` is one variable of one scope. Later phases ask `ResolvedModule`, never the tree, what a name
 * refers to.
 */
import type {
  Attribute,
  AugAssign,
  Call,
  ComprehensionFor,
  ConstructDef,
  Expression,
  For,
  Identifier,
  Import,
  ImportFrom,
  JoinedString,
  Module,
  Name,
  Node,
  Return,
  Subscript,
} from '#language/ast';
import type { Span } from '#language/source';
import type { Contract } from './contracts.ts';
import type { NodeSet, ReadonlyNodeTable } from './node-table.ts';

export type ScopeKind = 'file' | 'module' | 'class' | 'function' | 'lambda' | 'comprehension';

export type BindingKind =
  | 'variable'
  | 'const'
  | 'parameter'
  | 'function'
  | 'class'
  | 'module'
  | 'type'
  | 'import'
  | 'construct';

export class Binding {
  /** Small and dense within a file, for tables of later phases. */
  readonly id: number;
  /** How many places bind it (a parameter counts as one). */
  timesBound = 0;
  /** How many places read it, annotations apart. */
  timesRead = 0;
  /** How many annotations mention it. */
  timesAnnotated = 0;
  /** Read or written by a function inside its scope. */
  captured = false;
  /** Bound by a function inside its scope, through nonlocal or global. */
  boundElsewhere = false;
  /** Some `del` or `except … as` unbinds it. */
  unbinds = false;
  /** Code inside its function means the module's variable of the same name. */
  hidesGlobal = false;
  /** End of the first statement standing directly in its scope that surely binds it; null where there is none. */
  boundAt: number | null = null;
  /** The definition, when exactly one node defines it. */
  definition: Node | null = null;
  /** What every Name node that means this variable refers to. */
  readonly reference: Reference & { readonly kind: 'binding' } = { kind: 'binding', binding: this };

  constructor(
    readonly name: string,
    public kind: BindingKind,
    readonly scope: Scope,
    /** Where it is declared first; null for names that `global` makes. */
    public declaration: Span | null,
  ) {
    this.id = scope.file.bindingCount++;
  }

  /** Bound once and never unbound: what it holds after its definition is always the definition. */
  get isFixed(): boolean {
    return this.timesBound === 1 && !this.boundElsewhere && !this.unbinds;
  }
}

const noNames: ReadonlySet<string> = new Set();
const nothingReached: ReadonlySet<Binding> = new Set();

export class Scope {
  readonly bindings = new Map<string, Binding>();
  /** Names that `global` and `nonlocal` declare; most scopes have none and share one empty set. */
  globals: ReadonlySet<string> = noNames;
  nonlocals: ReadonlySet<string> = noNames;
  /** The scope whose code this code runs in: a comprehension runs in that of its surroundings. */
  readonly frame: Scope;
  readonly file: Scope;
  /** Of a file: how many bindings all its scopes have. */
  bindingCount = 0;
  /** Contains a yield of its own. */
  yields = false;
  /** Contains an await, async for or async with of its own, or in a comprehension. */
  awaits = false;
  /** Mentions `super` or `__class__`: needs the class it stands in. */
  usesSuper = false;
  /** Of a class whose methods mention `__class__`: that variable, which holds the class. */
  classCell: Binding | null = null;
  /** Bindings of scopes around this one that code in here uses. */
  reaches: ReadonlySet<Binding> = nothingReached;
  /** Uses a name that a star import or the class around it may bind. */
  reachesUnknown = false;
  /** A module is imported with `*`. */
  importsAll = false;
  /** Built-in names that such imports give another meaning. */
  shadowedBuiltins: ReadonlySet<string> = noNames;

  constructor(
    readonly kind: ScopeKind,
    readonly parent: Scope | null,
    readonly node: Node,
  ) {
    this.frame = kind === 'comprehension' && parent !== null ? parent.frame : this;
    this.file = parent === null ? this : parent.file;
  }

  /** Notes that code in here uses a binding of a scope around it. */
  reach(binding: Binding): void {
    if (this.reaches === nothingReached) this.reaches = new Set();
    (this.reaches as Set<Binding>).add(binding);
  }

  get isFunctionLike(): boolean {
    return this.kind === 'function' || this.kind === 'lambda';
  }
}

/** What a Name node refers to. */
export type Reference =
  | { readonly kind: 'binding'; readonly binding: Binding }
  | { readonly kind: 'builtin'; readonly name: string }
  /** May come from a star import of the file: known when that has run. Until then it may be the built-in of that name. */
  | { readonly kind: 'star'; readonly name: string; readonly isBuiltin: boolean }
  /** In a class body: the class's own name if bound by then, else what the surroundings mean. */
  | { readonly kind: 'class'; readonly binding: Binding; readonly otherwise: Reference | null }
  | { readonly kind: 'unknown'; readonly name: string };

export interface ImportRequest {
  /** Dotted name as written, with leading dots for relative imports. */
  readonly name: string;
  readonly span: Span;
  /** `from x import a`: a may be a submodule. */
  readonly members: readonly Identifier[] | null;
}

/** What the walk over the tree met, so that later phases need no walk of their own. All in source order. */
export interface Facts {
  /** Every call and f-string. */
  readonly calls: (Call | JoinedString)[];
  readonly imports: (Import | ImportFrom)[];
  /** Where expressions begin that bind variables: walruses and comprehensions; not sorted. */
  readonly bindingExpressions: number[];
  /** What is assigned to which names: a value, an augmented assignment, or what a `for` takes from its iterable. */
  readonly assignments: { readonly target: Name; readonly source: AssignedValue }[];
  /** Every loop of a statement or comprehension. */
  readonly loops: (For | ComprehensionFor)[];
  /** Every item of a plain name that is read, assigned or deleted. */
  readonly items: Subscript[];
  /** Every attribute that is read. */
  readonly attributes: Attribute[];
  /** Every attribute that is assigned or deleted, and every item that is assigned. */
  readonly stores: (Attribute | Subscript)[];
  /** What is assigned to these, where it is one value plain to see. */
  readonly storedValues: Map<Expression, Expression | AugAssign>;
  /** Names of which only the truth, the identity, the text or what they contain is asked. */
  readonly looks: Name[];
  readonly returns: { readonly scope: Scope; readonly node: Return }[];
  readonly contracts: Contract[];
  readonly constructs: ConstructDef[];
  /** A `reflect` stands somewhere. */
  hasReflect: boolean;
}

export type AssignedValue = Expression | AugAssign | For | ComprehensionFor;

export interface ResolvedModule {
  readonly facts: Facts;
  readonly module: Module;
  readonly fileScope: Scope;
  /** By id of the node that opens the scope (FunctionDef, Lambda, ClassDef, ModuleDef, Comprehension, Module). */
  readonly scopes: ReadonlyNodeTable<Scope>;
  /** By id of Name nodes. */
  readonly references: readonly (Reference | undefined)[];
  /** By id of nodes that bind a name without a Name node (FunctionDef, Parameter, ImportAlias, CapturePattern …). */
  readonly declarations: ReadonlyNodeTable<Binding>;
  /** Ids of Name nodes that may be unbound when they are read. */
  readonly mayBeUnbound: Pick<NodeSet, 'has'>;
  readonly imports: readonly ImportRequest[];
}
