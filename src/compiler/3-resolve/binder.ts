/**
 * Scopes, and what is bound in them: the part of the declaring walk that knows nothing of syntax. What it collects is what
 * the walk (`declare.ts`) gives.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type * as ast from '#language/ast';
import type { Span } from '#language/source';
import type { Contract, ContractUse } from './contracts.ts';
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

export class Binder implements DeclaredNames {
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
  protected scope: Scope;
  protected structure: Structure;
  protected statementStart = 0;
  /** End of the statement standing directly in the scope's body that is being walked; null inside branches. */
  protected directEnd: number | null = null;
  protected inAnnotation = false;
  protected maybe = false;
  /** The contract whose condition is being walked, and the scope of the function it stands on. */
  protected contract: { readonly kind: Contract['kind']; readonly body: Scope } | null = null;
  /** Type parameters of the definitions that are being walked. */
  protected readonly typeNames: string[] = [];
  /** Assignments met before their declaration further down. */
  protected readonly pendingAssignments: { target: ast.Name; scope: Scope }[] = [];
  protected readonly nonlocalChecks: { scope: Scope; name: ast.Identifier }[] = [];

  constructor(
    module: ast.Module,
    protected readonly diagnostics: Diagnostics,
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
      while (outer !== null && !declares(outer, name.name)) outer = outer.parent;
      if (outer !== null) continue;
      this.diagnostics.report('names/nonlocal', name.span, `no enclosing function has a variable '${name.name}'`, {
        help: this.fileScope.bindings.has(name.name)
          ? `'${name.name}' belongs to the file: write \`global ${name.name}\``
          : `declare it there with \`let ${name.name} = …\``,
      });
    }
  }

  protected inScope(kind: Scope['kind'], node: ast.Node, walk: () => void): Scope {
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

  /** The scope in which a walrus or a statement binds. */
  protected bindingScope(): Scope {
    return this.scope.frame;
  }

  protected bind(name: ast.Identifier, kind: BindingKind, node: ast.Node, scope = this.bindingScope()): Binding | null {
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
  protected declares(node: ast.Node, binding: Binding): void {
    if (node.kind !== 'Name') this.declarations.set(node.id, binding);
  }

  protected bindAgain(binding: Binding, name: ast.Identifier, kind: BindingKind, node: ast.Node): Binding {
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
  protected refuseOtherSpelling(binding: Binding, name: ast.Identifier): void {
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

  protected bindOutside(scope: Scope, name: ast.Identifier, kind: BindingKind, node: ast.Node): Binding {
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

  protected reportConst(binding: Binding, name: ast.Identifier): void {
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

  protected use(name: ast.Name, access: Use['access']): void {
    if (this.inAnnotation && this.typeNames.includes(name.name)) return;
    const { scope, statementStart, inAnnotation, maybe } = this;
    this.uses.push({ name, scope, access, statementStart, inAnnotation, maybe });
    if (this.contract !== null) this.contractUses.push({ name, body: this.contract.body });
    if (name.name === 'super' && access === 'load') {
      let scope: Scope | null = this.scope;
      for (; scope !== null && scope.kind !== 'class'; scope = scope.parent) scope.usesSuper = true;
      if (scope !== null) scope.usesSuper = true;
    }
    if (name.name === '__class__') this.noteClassCell();
  }

  /** In functions inside a class the name `__class__` means that class. */
  protected noteClassCell(): void {
    let inFunction = false;
    for (let scope: Scope | null = this.scope; scope !== null; scope = scope.parent) {
      inFunction ||= scope.isFunctionLike;
      if (scope.kind !== 'class' || !inFunction) continue;
      scope.usesSuper = true;
      scope.classCell ??= new Binding('__class__', 'variable', scope, null);
      return;
    }
  }

  protected isDeclaredSoFar(name: string): boolean {
    for (let scope: Scope | null = this.scope; scope !== null; scope = scope.parent)
      if (scope.bindings.has(name)) return true;
    return false;
  }
}

/** Has the scope a variable that `nonlocal` further in can mean? */
function declares(scope: Scope, name: string): boolean {
  if (scope.kind === 'class') return name === '__class__' && scope.classCell !== null;
  return scope.kind !== 'file' && scope.bindings.has(name);
}

/** True when the text at `span` is the name itself, in its normal form. */
function isSpelt(text: string, span: Span, name: string): boolean {
  return span.end - span.start === name.length && text.startsWith(name, span.start);
}
