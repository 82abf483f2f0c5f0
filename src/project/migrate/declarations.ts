/**
 * `let` at the first binding of each variable. In Python an assignment declares; in Aegis it needs `let`, unless the name is
 * bound in its scope by something else (a parameter, `for`, `with`, `import` …) or belongs to another scope (`global`,
 * `nonlocal`). Variables are function-scoped in both, so the first binding in the order of the text declares for all.
 * Class bodies stay as they are.
 */
import { eachChild, visit } from '#compiler/2-parse/walk';
import type { Assign, Expression, FunctionDef, Module, Node, Statement } from '#language/ast';
import type { Edits } from './edits.ts';

interface Scope {
  readonly kind: 'file' | 'function' | 'class';
  /** Names that are bound already. */
  readonly bound: Set<string>;
  /** Names that belong to another scope. */
  readonly outer: ReadonlySet<string>;
}

/**
 * Adds what declares the variables of a Python file.
 *
 * @param spell how a name is written in the result
 * @param dropped statements that are left out of the result: what they bind is not bound
 */
export function declareVariables(
  module: Module,
  edits: Edits,
  spell: (name: string) => string,
  dropped: ReadonlySet<Statement>,
): void {
  new Declarer(edits, spell, dropped).block(module.body, { kind: 'file', bound: new Set(), outer: new Set() });
}

class Declarer {
  constructor(
    private readonly edits: Edits,
    private readonly spell: (name: string) => string,
    private readonly dropped: ReadonlySet<Statement>,
  ) {}

  block(statements: readonly Statement[], scope: Scope): void {
    for (const statement of statements) if (!this.dropped.has(statement)) this.statement(statement, scope);
  }

  private statement(statement: Statement, scope: Scope): void {
    switch (statement.kind) {
      case 'FunctionDef':
        scope.bound.add(statement.name.name);
        return this.block(statement.body, functionScope(statement));
      case 'ClassDef':
        scope.bound.add(statement.name.name);
        return this.block(statement.body, { kind: 'class', bound: new Set(), outer: new Set() });
      case 'Assign':
        bindInside(statement.value, scope);
        return this.assignment(statement, scope);
      case 'AnnAssign': {
        if (statement.value !== null) bindInside(statement.value, scope);
        if (statement.target.kind !== 'Name') return;
        const { name } = statement.target;
        if (isNew(name, scope) && scope.kind !== 'class') this.edits.insert(statement.span.start, 'let ');
        scope.bound.add(name);
        return;
      }
      case 'Import':
      case 'ImportFrom':
        for (const { name, asName } of statement.names) scope.bound.add(asName?.name ?? name.split('.')[0]!);
        return;
      case 'If':
      case 'While':
        bindInside(statement.test, scope);
        this.block(statement.body, scope);
        return this.block(statement.orelse, scope);
      case 'For':
        bindInside(statement.iterable, scope);
        bindTargets(statement.target, scope);
        this.block(statement.body, scope);
        return this.block(statement.orelse, scope);
      case 'With':
        for (const { context, target } of statement.items) {
          bindInside(context, scope);
          if (target !== null) bindTargets(target, scope);
        }
        return this.block(statement.body, scope);
      case 'Try':
        this.block(statement.body, scope);
        for (const { name, body } of statement.handlers) {
          if (name !== null) scope.bound.add(name.name);
          this.block(body, scope);
        }
        this.block(statement.orelse, scope);
        return this.block(statement.finalbody, scope);
      case 'Match':
        bindInside(statement.subject, scope);
        for (const { pattern, guard, body } of statement.cases) {
          bindCaptures(pattern, scope);
          if (guard !== null) bindInside(guard, scope);
          this.block(body, scope);
        }
        return;
      default:
        bindInside(statement, scope);
    }
  }

  private assignment(statement: Assign, scope: Scope): void {
    const names = [...new Set(statement.targets.flatMap(namesIn))];
    const fresh = names.filter((name) => isNew(name, scope));
    if (fresh.length > 0 && scope.kind !== 'class') {
      const mayDeclare = statement.targets.every(holdsNamesOnly) && !names.some((name) => scope.outer.has(name));
      if (mayDeclare) this.edits.insert(statement.span.start, 'let ');
      else this.declareBefore(statement, fresh);
    }
    for (const name of names) scope.bound.add(name);
  }

  /** `item.x, y = …` cannot be a declaration: the new names are declared on lines before it. */
  private declareBefore({ span }: Statement, names: readonly string[]): void {
    const indentation = this.edits.indentationBefore(span.start);
    const separator = indentation === null ? '; ' : `\n${indentation}`;
    this.edits.insert(span.start, names.map((name) => `let ${this.spell(name)} = None${separator}`).join(''));
  }
}

function isNew(name: string, scope: Scope): boolean {
  return !scope.bound.has(name) && !scope.outer.has(name);
}

function functionScope({ parameters, body }: FunctionDef): Scope {
  const { positionalOnly, positional, rest, keywordOnly, keywords } = parameters;
  const all = [...positionalOnly, ...positional, ...keywordOnly, rest, keywords];
  const bound = new Set(all.flatMap((parameter) => (parameter === null ? [] : [parameter.name.name])));
  const outer = new Set<string>();
  for (const statement of body) {
    visit(statement, (node) => {
      if (node.kind === 'Global' || node.kind === 'Nonlocal') for (const { name } of node.names) outer.add(name);
      return !opensScope(node);
    });
  }
  return { kind: 'function', bound, outer };
}

function opensScope({ kind }: Node): boolean {
  return kind === 'FunctionDef' || kind === 'ClassDef' || kind === 'Lambda';
}

/** Walruses bind in the scope of the function around them. */
function bindInside(node: Node, scope: Scope): void {
  visit(node, (each) => {
    if (each.kind === 'NamedExpression') scope.bound.add(each.target.name);
    return !opensScope(each);
  });
}

function bindTargets(target: Expression, scope: Scope): void {
  for (const name of namesIn(target)) scope.bound.add(name);
}

function bindCaptures(pattern: Node, scope: Scope): void {
  if (pattern.kind === 'CapturePattern' || pattern.kind === 'AsPattern') scope.bound.add(pattern.name.name);
  else if (pattern.kind === 'StarPattern' && pattern.name !== null) scope.bound.add(pattern.name.name);
  else if (pattern.kind === 'MappingPattern' && pattern.rest !== null) scope.bound.add(pattern.rest.name);
  eachChild(pattern, (child) => bindCaptures(child, scope));
}

/** The names that a target binds. */
function namesIn(target: Expression): string[] {
  switch (target.kind) {
    case 'Name':
      return [target.name];
    case 'TupleExpression':
    case 'ListExpression':
      return target.elements.flatMap(namesIn);
    case 'Starred':
      return namesIn(target.value);
    default:
      return [];
  }
}

function holdsNamesOnly(target: Expression): boolean {
  switch (target.kind) {
    case 'Name':
      return true;
    case 'TupleExpression':
    case 'ListExpression':
      return target.elements.every(holdsNamesOnly);
    case 'Starred':
      return holdsNamesOnly(target.value);
    default:
      return false;
  }
}
