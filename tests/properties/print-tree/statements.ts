/** Statements back to text, line by line. */
import type {
  Conclude,
  Expression,
  Identifier,
  ImportAlias,
  Statement,
  Try,
  TypeParameter,
  Verify,
  With,
} from '#language/ast';
import { printConstruct, printReflect } from './constructs.ts';
import { Level, printArguments, printExpression, printList, printParameters, printTargets } from './expressions.ts';
import { printPattern } from './patterns.ts';
import { printBody } from './print.ts';

export const step = '    ';

/** Appends the lines of a statement. */
export function printStatement(node: Statement, indent: string, lines: string[]): void {
  const line = (text: string): void => {
    lines.push(indent + text);
  };
  switch (node.kind) {
    case 'FunctionDef': {
      printDecorators(node.decorators, indent, lines);
      const returns = node.returns === null ? '' : ` -> ${printExpression(node.returns)}`;
      const head = `${node.isAsync ? 'async ' : ''}func ${node.name.name}${printTypeParameters(node.typeParameters)}`;
      line(`${head}(${printParameters(node.parameters)})${returns}${printRequires(node.requires)}:`);
      return printBlock(node.body, indent, lines);
    }
    case 'ClassDef': {
      printDecorators(node.decorators, indent, lines);
      const bases = printArguments(node.bases, node.keywords, '=');
      line(`class ${node.name.name}${printTypeParameters(node.typeParameters)}${bases === '' ? '' : `(${bases})`}:`);
      return printBlock(node.body, indent, lines);
    }
    case 'ModuleDef':
      printDecorators(node.decorators, indent, lines);
      line(`module ${node.name.name}:`);
      return printBlock(node.body, indent, lines);
    case 'TypeDef': {
      const variants = node.variants.map(
        ({ name, fields }) =>
          `${name.name}(${fields.map((field) => field.name.name + annotationText(field.annotation)).join(', ')})`,
      );
      const right = node.alias === null ? variants.join(' | ') : printExpression(node.alias);
      return line(`type ${node.name.name}${printTypeParameters(node.typeParameters)} = ${right}`);
    }
    case 'Let': {
      const head = `let ${node.targets.map(printList).join(' = ')}${annotationText(node.annotation)}`;
      return node.value === null ? line(head) : printWithValue(`${head} = `, node.value, indent, lines);
    }
    case 'Const':
      return printWithValue(
        `const ${printList(node.target)}${annotationText(node.annotation)} = `,
        node.value,
        indent,
        lines,
      );
    case 'Assign':
      return printWithValue(`${node.targets.map(printList).join(' = ')} = `, node.value, indent, lines);
    case 'AugAssign':
      return printWithValue(`${printExpression(node.target)} ${node.operator}= `, node.value, indent, lines);
    case 'AnnAssign': {
      const target = printExpression(node.target);
      const head = `${node.target.kind === 'Name' && !node.simple ? `(${target})` : target}${annotationText(node.annotation)}`;
      return node.value === null ? line(head) : printWithValue(`${head} = `, node.value, indent, lines);
    }
    case 'ExpressionStatement':
      return printWithValue('', node.value, indent, lines);
    case 'Return':
      return node.value === null ? line('return') : printWithValue('return ', node.value, indent, lines);
    case 'Raise': {
      const cause = node.cause === null ? '' : ` from ${printExpression(node.cause)}`;
      return line(`raise${node.exception === null ? '' : ` ${printExpression(node.exception)}`}${cause}`);
    }
    case 'Assert':
      return line(`assert ${printExpression(node.test)}${messageText(node.message)}`);
    case 'Verify':
      return line(`verify ${softOperand(node, printExpression(node.test))}${messageText(node.message)}`);
    case 'Conclude':
      if (node.value.kind === 'Reason') return printWithValue('conclude ', node.value, indent, lines);
      return line(`conclude ${softOperand(node, printRight(node.value))}`);
    case 'Delete':
      return line(`del ${node.targets.map((target) => printExpression(target)).join(', ')}`);
    case 'Pass':
      return line('pass');
    case 'Break':
      return line('break');
    case 'Continue':
      return line('continue');
    case 'Global':
      return line(`global ${nameList(node.names)}`);
    case 'Nonlocal':
      return line(`nonlocal ${nameList(node.names)}`);
    case 'Import':
      return line(`import ${node.names.map(printAlias).join(', ')}`);
    case 'ImportFrom':
      return line(`from ${'.'.repeat(node.level)}${node.module} import ${node.names.map(printAlias).join(', ')}`);
    case 'If': {
      line(`if ${printExpression(node.test)}:`);
      printBlock(node.body, indent, lines);
      let rest = node.orelse;
      for (let next = rest[0]; rest.length === 1 && next?.kind === 'If'; next = rest[0]) {
        line(`elif ${printExpression(next.test)}:`);
        printBlock(next.body, indent, lines);
        rest = next.orelse;
      }
      return printElse(rest, indent, lines);
    }
    case 'While':
      line(`while ${printExpression(node.test)}:`);
      printBlock(node.body, indent, lines);
      return printElse(node.orelse, indent, lines);
    case 'For':
      line(`${node.isAsync ? 'async ' : ''}for ${printTargets(node.target)} in ${printList(node.iterable)}:`);
      printBlock(node.body, indent, lines);
      return printElse(node.orelse, indent, lines);
    case 'Try':
      return printTry(node, indent, lines);
    case 'With':
      line(`${node.isAsync ? 'async ' : ''}with ${printItems(node)}:`);
      return printBlock(node.body, indent, lines);
    case 'Match':
      line(`match ${printList(node.subject)}:`);
      for (const { pattern, guard, body } of node.cases) {
        lines.push(
          `${indent}${step}case ${printPattern(pattern)}${guard === null ? '' : ` if ${printExpression(guard)}`}:`,
        );
        printBlock(body, indent + step, lines);
      }
      return;
    case 'ConstructDef':
      return printConstruct(node, indent, lines);
    case 'Reflect':
      return printReflect(node, indent, lines);
    case 'ErrorStatement':
      throw new Error('A tree with syntax errors cannot be printed');
  }
}

export function printBlock(body: readonly Statement[], indent: string, lines: string[]): void {
  printBody(body, indent + step, lines);
}

export function printDecorators(decorators: readonly Expression[], indent: string, lines: string[]): void {
  for (const decorator of decorators) {
    // Directly after a decorator's name, names may be joined by `:`; for capabilities that is the customary form.
    const isCapabilities =
      decorator.kind === 'Call' && decorator.callee.kind === 'Name' && decorator.callee.name === 'capabilities';
    const text = isCapabilities
      ? `capabilities(${printArguments(decorator.arguments, decorator.keywords, ': ')})`
      : printExpression(decorator);
    lines.push(`${indent}@${text}`);
  }
}

export function printRequires(requires: readonly Expression[] | null): string {
  return requires === null ? '' : ` requires ${requires.map((capability) => printExpression(capability)).join(', ')}`;
}

function printTypeParameters(parameters: readonly TypeParameter[]): string {
  if (parameters.length === 0) return '';
  return `[${parameters.map(({ name, bound }) => name.name + annotationText(bound)).join(', ')}]`;
}

function annotationText(annotation: Expression | null): string {
  return annotation === null ? '' : `: ${printExpression(annotation)}`;
}

function messageText(message: Expression | null): string {
  return message === null ? '' : `, ${printExpression(message)}`;
}

/** A line that ends in a value; a block expression brings its block with it. */
function printWithValue(head: string, value: Expression, indent: string, lines: string[]): void {
  if (value.kind !== 'Reason') {
    lines.push(indent + head + printRight(value));
    return;
  }
  const why = printExpression(value.why);
  // Only a string, a name or a parenthesis after the word makes it a block expression.
  lines.push(`${indent}${head}reason ${/^(f?"|\w)/.test(why) && !/^[0-9]/.test(why) ? why : `(${why})`}:`);
  printBlock(value.body, indent, lines);
}

/** A right side: a yield needs no parentheses here. */
function printRight(value: Expression): string {
  if (value.kind === 'Yield' || value.kind === 'YieldFrom') return printExpression(value, Level.List);
  return printList(value);
}

/** What could also continue an expression stays in that form, so that both readings are there again. */
function softOperand(node: Verify | Conclude, text: string): string {
  return node.expressionForm === null || /^[-+([]/.test(text) ? text : `(${text})`;
}

function nameList(names: readonly Identifier[]): string {
  return names.map(({ name }) => name).join(', ');
}

function printAlias({ name, asName }: ImportAlias): string {
  return asName === null ? name : `${name} as ${asName.name}`;
}

function printElse(orelse: readonly Statement[], indent: string, lines: string[]): void {
  if (orelse.length === 0) return;
  lines.push(`${indent}else:`);
  printBlock(orelse, indent, lines);
}

function printTry(node: Try, indent: string, lines: string[]): void {
  lines.push(`${indent}try:`);
  printBlock(node.body, indent, lines);
  for (const { type, name, body } of node.handlers) {
    const types = type === null ? '' : ` ${printExpression(type)}`;
    lines.push(`${indent}except${node.isStar ? '*' : ''}${types}${name === null ? '' : ` as ${name.name}`}:`);
    printBlock(body, indent, lines);
  }
  printElse(node.orelse, indent, lines);
  if (node.finalbody.length === 0) return;
  lines.push(`${indent}finally:`);
  printBlock(node.finalbody, indent, lines);
}

function printItems({ items }: With): string {
  const only = items[0];
  if (items.length === 1 && only !== undefined && only.target === null && only.context.kind === 'TupleExpression') {
    // `with (a, b):` would be two managers.
    return `(${printExpression(only.context)})`;
  }
  return items
    .map(({ context, target }) => printExpression(context) + (target === null ? '' : ` as ${printExpression(target)}`))
    .join(', ');
}
