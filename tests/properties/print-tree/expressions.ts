/** Expressions back to text, with the parentheses that their structure needs and no others. */

import { binaryStrength, Strength } from '#compiler/2-parse/precedence';
import type { Expression, FormattedValue, JoinedString, KeywordArgument, Parameter, Parameters } from '#language/ast';
import { escapeText, printConstant } from './literals.ts';

/** How tightly an expression holds together; the operators' strengths lie between `Conditional` and `Await`. */
export const Level = {
  /** A tuple without parentheses, a yield, a block expression: only where a whole right side may stand. */
  List: -3,
  Named: -2,
  Conditional: -1,
  Await: Strength.Power + 1,
  Primary: Strength.Power + 2,
} as const;

function levelOf(node: Expression): number {
  switch (node.kind) {
    case 'TupleExpression':
      return node.parenthesised ? Level.Primary : Level.List;
    case 'Yield':
    case 'YieldFrom':
    case 'Reason':
    case 'Starred':
    case 'Slice':
      return Level.List;
    case 'NamedExpression':
      return Level.Named;
    case 'Lambda':
    case 'Conditional':
      return Level.Conditional;
    case 'BoolOp':
      return node.operator === 'or' ? Strength.Or : Strength.And;
    case 'UnaryOp':
      return node.operator === 'not' ? Strength.Not : Strength.Sign;
    case 'Compare':
      return Strength.Comparison;
    case 'BinOp':
      return binaryStrength[node.operator];
    case 'Await':
      return Level.Await;
    default:
      return Level.Primary;
  }
}

/** The text of an expression where at least `level` is needed. */
export function printExpression(node: Expression, level: number = Level.Conditional): string {
  const text = bare(node);
  return levelOf(node) < level ? `(${text})` : text;
}

function bare(node: Expression): string {
  switch (node.kind) {
    case 'Name':
      return node.name;
    case 'Constant':
      return printConstant(node.value);
    case 'JoinedString':
      return `f"${formatParts(node, false)}"`;
    case 'UnaryOp':
      if (node.operator === 'not') return `not ${printExpression(node.operand, Strength.Not)}`;
      return node.operator + printExpression(node.operand, Strength.Sign);
    case 'BinOp': {
      const strength = binaryStrength[node.operator];
      const isPower = strength === Strength.Power;
      const left = printExpression(node.left, isPower ? Level.Await : strength);
      const right = printExpression(node.right, isPower ? Strength.Sign : strength + 1);
      return `${left} ${node.operator} ${right}`;
    }
    case 'BoolOp': {
      const inner = (node.operator === 'or' ? Strength.Or : Strength.And) + 1;
      return node.values.map((value) => printExpression(value, inner)).join(` ${node.operator} `);
    }
    case 'Compare':
      return node.operators.reduce(
        (text, operator, index) => `${text} ${operator} ${printExpression(node.comparators[index]!, Strength.BitOr)}`,
        printExpression(node.left, Strength.BitOr),
      );
    case 'Call':
      return `${printObject(node.callee)}(${printArguments(node.arguments, node.keywords, '=')})`;
    case 'Attribute':
      return `${printObject(node.object)}.${node.name.name}`;
    case 'Subscript':
      return `${printObject(node.object)}[${printIndex(node.index)}]`;
    case 'Slice':
      return printSlice(node.lower, node.upper, node.step);
    case 'Starred':
      return `*${printExpression(node.value, Strength.BitOr)}`;
    case 'TupleExpression': {
      const items = node.elements.map(printElement).join(', ') + (node.elements.length === 1 ? ',' : '');
      return node.parenthesised ? `(${items})` : items;
    }
    case 'ListExpression':
      return `[${node.elements.map(printElement).join(', ')}]`;
    case 'SetExpression':
      return `{${node.elements.map(printElement).join(', ')}}`;
    case 'DictExpression':
      return `{${node.entries.map(({ key, value }) => (key === null ? `**${printExpression(value, Strength.BitOr)}` : `${printExpression(key)}: ${printExpression(value)}`)).join(', ')}}`;
    case 'Comprehension':
      return printComprehension(node);
    case 'Lambda': {
      const parameters = printParameters(node.parameters);
      return `lambda${parameters === '' ? '' : ` ${parameters}`}: ${printExpression(node.body)}`;
    }
    case 'Conditional':
      return `${printExpression(node.body, Strength.Or)} if ${printExpression(node.test, Strength.Or)} else ${printExpression(node.orelse)}`;
    case 'NamedExpression':
      return `${node.target.name} := ${printExpression(node.value)}`;
    case 'Await':
      return `await ${printExpression(node.value, Level.Await)}`;
    case 'Yield':
      return node.value === null ? 'yield' : `yield ${printList(node.value)}`;
    case 'YieldFrom':
      return `yield from ${printExpression(node.value)}`;
    case 'Reason':
    case 'ErrorExpression':
      throw new Error(`A ${node.kind} cannot be printed inside an expression`);
  }
}

/** Where a tuple needs no parentheses: right sides, `for … in`, subscripts. */
export function printList(node: Expression): string {
  const isYield = node.kind === 'Yield' || node.kind === 'YieldFrom';
  return printExpression(
    node,
    isYield ? Level.Conditional : node.kind === 'NamedExpression' ? Level.Conditional : Level.List,
  );
}

/** What calls, attributes and subscripts hang on; a number needs parentheses because of its own dot. */
function printObject(node: Expression): string {
  const isNumber = node.kind === 'Constant' && ['int', 'float', 'complex', 'duration'].includes(node.value.type);
  return isNumber ? `(${bare(node)})` : printExpression(node, Level.Primary);
}

/** An element of a list, tuple, set or subscript. */
function printElement(node: Expression): string {
  return node.kind === 'Starred' || node.kind === 'Slice' ? bare(node) : printExpression(node);
}

function printIndex(node: Expression): string {
  return node.kind === 'Slice' || (node.kind === 'TupleExpression' && !node.parenthesised)
    ? bare(node)
    : printExpression(node);
}

function printSlice(lower: Expression | null, upper: Expression | null, step: Expression | null): string {
  const part = (value: Expression | null): string => (value === null ? '' : printExpression(value));
  return `${part(lower)}:${part(upper)}${step === null ? '' : `:${part(step)}`}`;
}

/**
 * The arguments of a call.
 * @param separator `=`, or `: ` for `@capabilities(allow: […])`
 */
export function printArguments(
  positional: readonly Expression[],
  named: readonly KeywordArgument[],
  separator: '=' | ': ',
): string {
  const only = positional[0];
  if (positional.length === 1 && named.length === 0 && only?.kind === 'Comprehension' && only.form === 'generator') {
    return bare(only).slice(1, -1);
  }
  const texts = positional.map(printElement);
  for (const { name, value } of named) {
    texts.push(name === null ? `**${printExpression(value)}` : `${name.name}${separator}${printExpression(value)}`);
  }
  return texts.join(', ');
}

const brackets = { list: '[]', set: '{}', dict: '{}', generator: '()' } as const;

function printComprehension(node: Expression & { kind: 'Comprehension' }): string {
  let text = printExpression(node.element);
  if (node.value !== null) text += `: ${printExpression(node.value)}`;
  for (const { isAsync, target, iterable, conditions } of node.clauses) {
    text += `${isAsync ? ' async' : ''} for ${printTargets(target)} in ${printExpression(iterable, Strength.Or)}`;
    for (const condition of conditions) text += ` if ${printExpression(condition, Strength.Or)}`;
  }
  const [open, close] = brackets[node.form];
  return `${open}${text}${close}`;
}

/** The targets of `for`: a comparison there would swallow the `in`, so only what binds more tightly stands bare. */
export function printTargets(node: Expression): string {
  return node.kind === 'TupleExpression' || node.kind === 'Starred'
    ? bare(node)
    : printExpression(node, Strength.BitOr);
}

export function printParameters(parameters: Parameters): string {
  const { positionalOnly, positional, rest, keywordOnly, keywords } = parameters;
  const texts = positionalOnly.map(printParameter);
  if (positionalOnly.length > 0) texts.push('/');
  texts.push(...positional.map(printParameter));
  if (rest !== null) texts.push(`*${printParameter(rest)}`);
  else if (keywordOnly.length > 0) texts.push('*');
  texts.push(...keywordOnly.map(printParameter));
  if (keywords !== null) texts.push(`**${printParameter(keywords)}`);
  return texts.join(', ');
}

function printParameter({ name, annotation, into, defaultValue }: Parameter): string {
  let text = name.name;
  if (annotation !== null) text += `: ${printElement(annotation)}`;
  if (into !== null) text += ` into ${into.name}`;
  if (defaultValue === null) return text;
  return `${text}${annotation === null && into === null ? '=' : ' = '}${printExpression(defaultValue)}`;
}

/** The inside of a format string or of a format spec, where braces cannot be doubled and are escaped instead. */
function formatParts(node: JoinedString, inSpec: boolean): string {
  return node.parts.map((part) => (typeof part === 'string' ? formatText(part, inSpec) : printField(part))).join('');
}

function formatText(text: string, inSpec: boolean): string {
  const escaped = escapeText(text);
  return inSpec ? escaped.replaceAll('{', '\\x7b').replaceAll('}', '\\x7d') : escaped.replace(/[{}]/g, '$&$&');
}

function printField({ value, conversion, debugText, spec }: FormattedValue): string {
  let text = debugText;
  if (text === null) {
    // A lambda's or a walrus's colon would begin the format spec, and `{{` would be a brace in the text.
    const inner = printExpression(value, value.kind === 'TupleExpression' ? Level.List : Strength.Or);
    text = inner.startsWith('{') ? ` ${inner}` : inner;
  }
  const tail = `${conversion === null ? '' : `!${conversion}`}${spec === null ? '' : `:${formatParts(spec, true)}`}`;
  return `{${text}${tail}}`;
}
