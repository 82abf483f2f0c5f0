/**
 * Python's ways of saying something that Aegis says otherwise, where the meaning is surely the same: `sys.exit(1)`,
 * `value.__class__`, `from __future__ import annotations`, and `try: import …` of a module that is not there.
 */
import { visit } from '#compiler/2-parse/walk';
import type * as ast from '#language/ast';
import type { Edits } from './edits.ts';

/**
 * @param isThere can a module be imported, by its dotted name as written?
 * @returns the imports that are not in the result any more
 */
export function rewriteIdioms(
  module: ast.Module,
  edits: Edits,
  isThere: (name: string) => boolean,
): ReadonlySet<ast.Statement> {
  const rewriter = new Rewriter(module, edits, isThere);
  rewriter.run();
  return rewriter.dropped;
}

class Rewriter {
  readonly dropped = new Set<ast.Statement>();
  /** Uses of the name `sys` that have been written otherwise. */
  private readonly done = new Set<ast.Node>();
  private readonly uses: ast.Name[] = [];
  private readonly imports: ast.Import[] = [];

  constructor(
    private readonly module: ast.Module,
    private readonly edits: Edits,
    private readonly isThere: (name: string) => boolean,
  ) {}

  run(): void {
    const stored = new Set<ast.Node>();
    visit(this.module, (node) => {
      if (node.kind === 'ExpressionStatement') this.exit(node);
      else if (node.kind === 'Assign') for (const target of node.targets) stored.add(target);
      else if (node.kind === 'Attribute' && !stored.has(node)) this.classAttribute(node);
      else if (node.kind === 'Try') this.optionalImport(node);
      else if (node.kind === 'ImportFrom' && node.module === '__future__') this.remove(node);
      else if (node.kind === 'Import') this.imports.push(node);
      else if (node.kind === 'Name' && node.name === 'sys') this.uses.push(node);
    });
    if (this.uses.length > 0 && this.uses.every((use) => this.done.has(use))) this.removeSys();
  }

  /** `sys.exit(n)`, `exit(n)` and `quit(n)` as statements. */
  private exit({ value, span }: ast.ExpressionStatement): void {
    if (value.kind !== 'Call') return;
    const { callee } = value;
    const isExit =
      callee.kind === 'Name' && (callee.name === 'exit' || callee.name === 'quit') && !this.binds(callee.name);
    const isSysExit =
      callee.kind === 'Attribute' &&
      callee.name.name === 'exit' &&
      callee.object.kind === 'Name' &&
      callee.object.name === 'sys';
    if (!isExit && !isSysExit) return;
    if (isSysExit) this.done.add(callee.object);
    if (callee.span.start === span.start) this.edits.replace(span.start, callee.span.end, 'raise SystemExit');
  }

  private binds(name: string): boolean {
    let found = false;
    visit(this.module, (node) => {
      if (node.kind === 'FunctionDef' && node.name.name === name) found = true;
      if (node.kind === 'Assign') found ||= node.targets.some((each) => each.kind === 'Name' && each.name === name);
      if (node.kind === 'ImportAlias') found ||= (node.asName?.name ?? node.name) === name;
    });
    return found;
  }

  /** `value.__class__` is `type(value)`. */
  private classAttribute({ object, name, span }: ast.Attribute): void {
    const isPlain = object.kind === 'Name' || object.kind === 'Attribute' || object.kind === 'Subscript';
    if (name.name !== '__class__' || !isPlain) return;
    if (!/^\s*\.\s*$/.test(this.edits.source.slice(object.span.end, name.span.start))) return;
    this.edits.insert(span.start, 'type(');
    this.edits.replace(object.span.end, name.span.end, ')');
  }

  /** A module that is not there is not there: the handler does what the author meant to happen then. */
  private optionalImport({ body, handlers }: ast.Try): void {
    if (!handlers.some(({ type }) => type === null || catchesImportError(type))) return;
    for (const statement of body) {
      if (statement.kind !== 'Import' && statement.kind !== 'ImportFrom') continue;
      const missing = missingModule(statement, this.isThere);
      if (missing === null) continue;
      this.edits.replace(statement.span.start, statement.span.end, `raise ImportError("No module named '${missing}'")`);
      this.dropped.add(statement);
    }
  }

  /** A block may not become empty; a line of the file may. */
  private remove(statement: ast.Statement): void {
    const { start, end } = statement.span;
    const { source } = this.edits;
    const isAlone =
      this.edits.indentationBefore(start) !== null && /^[ \t]*(?:#|\r|\n|$)/.test(source.slice(end, end + 80));
    this.edits.replace(start, end, isAlone && this.module.body.includes(statement) ? '' : 'pass');
  }

  /** `import sys` goes when nothing else of it is used. */
  private removeSys(): void {
    for (const statement of this.imports.filter((each) => !this.dropped.has(each))) {
      const others = statement.names.filter(({ name, asName }) => name !== 'sys' || asName !== null);
      if (others.length === statement.names.length) continue;
      if (others.length === 0) {
        this.remove(statement);
        this.dropped.add(statement);
      } else {
        const { source } = this.edits;
        const names = others.map(({ span }) => source.slice(span.start, span.end)).join(', ');
        this.edits.replace(statement.span.start, statement.span.end, `import ${names}`);
      }
    }
  }
}

function catchesImportError(type: ast.Expression): boolean {
  if (type.kind === 'TupleExpression') return type.elements.some(catchesImportError);
  return (
    type.kind === 'Name' && ['ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException'].includes(type.name)
  );
}

function missingModule(statement: ast.Import | ast.ImportFrom, isThere: (name: string) => boolean): string | null {
  if (statement.kind === 'ImportFrom') {
    return statement.level > 0 || isThere(statement.module) ? null : statement.module;
  }
  return statement.names.find(({ name }) => !isThere(name))?.name ?? null;
}
