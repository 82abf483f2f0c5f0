/** Which library function or built-in an expression names: `files.read_text` after `from aegis import files` is `aegis.files.read_text`. */
import type * as ast from '#language/ast';
import type { Binding, ResolvedModule } from '../3-resolve/scope.ts';

const builtinNames = new Map<string, string>();

/** The same text each time, so that none is made per use. */
function builtinName(name: string): string {
  let qualified = builtinNames.get(name);
  if (qualified === undefined) {
    qualified = `builtins.${name}`;
    builtinNames.set(name, qualified);
  }
  return qualified;
}

export class QualifiedNames {
  private readonly imported = new Map<Binding, string>();

  constructor(private readonly resolved: ResolvedModule) {
    for (const statement of resolved.facts.imports) this.noteImport(statement);
  }

  /** The dotted name, or null when the expression is nothing imported or built in. */
  of(node: ast.Expression): string | null {
    if (node.kind === 'Name') {
      const reference = this.resolved.references[node.id];
      if (reference?.kind === 'builtin') return builtinName(reference.name);
      return reference?.kind === 'binding' ? (this.imported.get(reference.binding) ?? null) : null;
    }
    if (node.kind !== 'Attribute') return null;
    const object = this.of(node.object);
    return object === null ? null : `${object}.${node.name.name}`;
  }

  private noteImport(statement: ast.Import | ast.ImportFrom): void {
    for (const alias of statement.names) {
      const binding = this.resolved.declarations.get(alias.id);
      if (binding === undefined || !binding.isFixed) continue;
      if (statement.kind === 'ImportFrom') {
        if (statement.level === 0) this.imported.set(binding, `${statement.module}.${alias.name}`);
      } else this.imported.set(binding, alias.asName === null ? alias.name.split('.')[0]! : alias.name);
    }
  }
}
