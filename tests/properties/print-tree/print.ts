/**
 * A tree back to text in one canonical form: reading the text gives an equal tree (ids, spans and comments aside).
 * Nothing of the original layout is kept; that is the formatter's concern.
 */
import type { Module, Statement } from '#language/ast';
import { printStatement } from './statements.ts';

/**
 * @param module a tree without ErrorStatement and ErrorExpression nodes; with them, throws Error
 * @returns the program's text, empty for an empty module
 */
export function print(module: Module): string {
  const lines: string[] = [];
  printBody(module.body, '', lines);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** Statements of one block, with a blank line around definitions. */
export function printBody(body: readonly Statement[], indent: string, lines: string[]): void {
  for (const [index, statement] of body.entries()) {
    const before = body[index - 1];
    if (before !== undefined && (isDefinition(before) || isDefinition(statement))) lines.push('');
    printStatement(statement, indent, lines);
  }
}

function isDefinition({ kind }: Statement): boolean {
  return kind === 'FunctionDef' || kind === 'ClassDef' || kind === 'ModuleDef' || kind === 'ConstructDef';
}
