/**
 * What the formatter needs of the syntax tree: where each statement begins, and of which kind it is. Expressions are not
 * visited; between the words of one statement the tokens say enough.
 */
import type { Clause, Expression, If, MatchCase, Module, Statement, Step } from '#language/ast';

export enum Role {
  /** Stands apart from its neighbours: func, class, module, a construct. */
  Definition,
  Import,
  /** The documentation string of the file. */
  Docstring,
  Other,
}

export interface StatementMap {
  /** Where each statement begins, a decorator's `@` included, in source order. */
  readonly offsets: readonly number[];
  /** What each of them is. */
  readonly roles: readonly Role[];
  /** Offsets of soft keywords where they are keywords: what follows them is no call or index. */
  readonly keywords: ReadonlySet<number>;
  /** Offsets of `type Name = …`, whose right side takes no parentheses. */
  readonly types: ReadonlySet<number>;
}

/** @param module a tree without ErrorStatement and ErrorExpression nodes */
export function mapStatements(module: Module, text: string): StatementMap {
  const mapper = new Mapper(text);
  const first = module.body[0];
  mapper.addAll(module.body);
  if (first?.kind === 'ExpressionStatement' && isText(first.value)) mapper.roles[0] = Role.Docstring;
  return mapper;
}

function isText(value: Expression): boolean {
  return value.kind === 'Constant' && value.value.type === 'str';
}

class Mapper implements StatementMap {
  readonly offsets: number[] = [];
  readonly roles: Role[] = [];
  readonly keywords = new Set<number>();
  readonly types = new Set<number>();

  constructor(private readonly text: string) {}

  addAll(statements: readonly (Statement | Step)[]): void {
    for (let index = 0; index < statements.length; index++) {
      const statement = statements[index]!;
      this.offsets.push(statement.span.start);
      this.roles.push(roleOf(statement));
      this.addInside(statement);
    }
  }

  private addInside(statement: Statement | Step): void {
    switch (statement.kind) {
      case 'FunctionDef':
      case 'ClassDef':
      case 'ModuleDef':
      case 'With':
        return this.addAll(statement.body);
      case 'If':
        return this.addBranches(statement);
      case 'While':
      case 'For':
        this.addAll(statement.body);
        return this.addAll(statement.orelse);
      case 'Try':
        this.addAll(statement.body);
        for (const handler of statement.handlers) this.addAll(handler.body);
        this.addAll(statement.orelse);
        return this.addAll(statement.finalbody);
      case 'Match':
        this.keywords.add(statement.span.start);
        return statement.cases.forEach((each) => this.addCase(each));
      case 'TypeDef':
        this.types.add(statement.span.start);
        return;
      case 'Verify':
      case 'Conclude': {
        // `verify(x)` is a call where `verify` is bound as a name; how it was written says what was meant.
        const end = statement.span.start + statement.kind.length;
        if (statement.expressionForm === null || /\s/.test(this.text[end]!)) this.keywords.add(statement.span.start);
        if (statement.kind === 'Conclude') this.addValue(statement.value);
        return;
      }
      case 'ConstructDef':
        this.addClauses(statement.clauses);
        this.addAll(statement.body);
        return this.addAll(statement.rollback ?? []);
      case 'Step':
        this.addAll(statement.body);
        return this.addAll(statement.rollback ?? []);
      case 'Reflect':
        this.keywords.add(statement.span.start);
        return this.addClauses(statement.clauses);
      case 'Let':
      case 'Const':
      case 'Assign':
      case 'AugAssign':
      case 'AnnAssign':
      case 'ExpressionStatement':
      case 'Return':
        return this.addValue(statement.value);
    }
  }

  /** `elif` branches are nested in the tree; a loop, because there may be a thousand of them. */
  private addBranches(statement: If): void {
    for (let branch = statement; ; ) {
      this.addAll(branch.body);
      const [next] = branch.orelse;
      const isElif = branch.orelse.length === 1 && next?.kind === 'If' && this.text.startsWith('elif', next.span.start);
      if (!isElif) return this.addAll(branch.orelse);
      branch = next;
    }
  }

  private addCase({ span, body }: MatchCase): void {
    this.keywords.add(span.start);
    this.addAll(body);
  }

  private addClauses(clauses: readonly Clause[]): void {
    for (const { entries, body } of clauses) {
      this.addClauses(entries ?? []);
      this.addAll(body ?? []);
    }
  }

  private addValue(value: Expression | null): void {
    if (value?.kind !== 'Reason') return;
    this.keywords.add(value.span.start);
    this.addAll(value.body);
  }
}

function roleOf({ kind }: Statement | Step): Role {
  switch (kind) {
    case 'FunctionDef':
    case 'ClassDef':
    case 'ModuleDef':
    case 'ConstructDef':
      return Role.Definition;
    case 'Import':
    case 'ImportFrom':
      return Role.Import;
    default:
      return Role.Other;
  }
}
