/** Agent constructs back to text. */
import type { Clause, ConstructDef, Reflect, Statement, Step } from '#language/ast';
import { printExpression, printList, printParameters } from './expressions.ts';
import { printBlock, printDecorators, printRequires, printStatement, step } from './statements.ts';

export function printConstruct(node: ConstructDef, indent: string, lines: string[]): void {
  printDecorators(node.decorators, indent, lines);
  const parameters = node.parameters === null ? '' : `(${printParameters(node.parameters)})`;
  const returns = node.returns === null ? '' : ` -> ${printExpression(node.returns)}`;
  const target = node.target === null ? '' : ` to ${printExpression(node.target)}`;
  lines.push(
    `${indent}${node.construct} ${node.name.name}${parameters}${returns}${target}${printRequires(node.requires)}:`,
  );
  const inner = indent + step;
  const before = lines.length;
  printClauses(node.clauses, inner, lines);
  for (const item of node.body) {
    if (item.kind === 'Step') printStep(item, inner, lines);
    else printStatement(item, inner, lines);
  }
  printRollback(node.rollback, inner, lines);
  if (lines.length === before) lines.push(`${inner}pass`);
}

export function printReflect(node: Reflect, indent: string, lines: string[]): void {
  lines.push(`${indent}reflect on ${printExpression(node.subject)}:`);
  printClauses(node.clauses, indent + step, lines);
}

function printClauses(clauses: readonly Clause[], indent: string, lines: string[]): void {
  for (const { name, value, entries, body } of clauses) {
    lines.push(`${indent}${name.name}:${value === null ? '' : ` ${printList(value)}`}`);
    if (entries !== null) printClauses(entries, indent + step, lines);
    if (body !== null) printBlock(body, indent, lines);
  }
}

function printStep(node: Step, indent: string, lines: string[]): void {
  printDecorators(node.decorators, indent, lines);
  lines.push(`${indent}step ${node.name.name}:`);
  printBlock(node.body, indent, lines);
  printRollback(node.rollback, indent + step, lines);
}

function printRollback(rollback: readonly Statement[] | null, indent: string, lines: string[]): void {
  if (rollback === null) return;
  lines.push(`${indent}rollback:`);
  printBlock(rollback, indent, lines);
}
