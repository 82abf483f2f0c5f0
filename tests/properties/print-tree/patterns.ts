/** Patterns back to text. */
import type { Pattern } from '#language/ast';
import { printExpression } from './expressions.ts';

/** A pattern where any may stand, after `case` or between commas. */
export function printPattern(node: Pattern): string {
  switch (node.kind) {
    case 'ValuePattern':
      return printExpression(node.value);
    case 'CapturePattern':
      return node.name.name;
    case 'WildcardPattern':
      return '_';
    case 'StarPattern':
      return `*${node.name?.name ?? '_'}`;
    case 'SequencePattern': {
      const items = node.elements.map(printPattern).join(', ');
      if (node.brackets === 'square') return `[${items}]`;
      const list = node.elements.length === 1 ? `${items},` : items;
      return node.brackets === 'round' ? `(${list})` : list;
    }
    case 'MappingPattern': {
      const entries = node.entries.map(({ key, pattern }) => `${printExpression(key)}: ${printPattern(pattern)}`);
      if (node.rest !== null) entries.push(`**${node.rest.name}`);
      return `{${entries.join(', ')}}`;
    }
    case 'ClassPattern': {
      const items = node.arguments.map(printPattern);
      for (const { name, pattern } of node.keywords) items.push(`${name.name}=${printPattern(pattern)}`);
      return `${printExpression(node.className)}(${items.join(', ')})`;
    }
    case 'OrPattern':
      return node.alternatives.map(printClosed).join(' | ');
    case 'AsPattern':
      return `${node.pattern.kind === 'AsPattern' ? `(${printPattern(node.pattern)})` : printPattern(node.pattern)} as ${node.name.name}`;
  }
}

/** An alternative of `|`. */
function printClosed(node: Pattern): string {
  return node.kind === 'OrPattern' || node.kind === 'AsPattern' ? `(${printPattern(node)})` : printPattern(node);
}
