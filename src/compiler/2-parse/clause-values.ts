/** Does a clause's value have the kind that its card asks for? */

import { nearestName } from '#diagnostics/suggest';
import type { Expression } from '#language/ast';
import type { ClauseCard, ClauseType } from '#language/constructs/card';
import type { Cursor } from './cursor.ts';

type ValueType = Exclude<ClauseType, 'block' | 'entries'>;

const examples: Readonly<Record<ClauseType, string>> = {
  duration: 'a duration such as `30s`',
  number: 'a number',
  string: 'a string',
  bool: '`True` or `False`',
  word: 'a word',
  list: 'a list such as `[a, b]`',
  'word-list': 'a list of names such as `[a, b]`',
  rate: 'a rate such as `10/m`',
  name: 'a name',
  expression: 'an expression',
  block: 'an indented block of statements',
  entries: 'an indented block of `key: value`',
};

const tests: Readonly<Record<ValueType, (value: Expression) => boolean>> = {
  duration: (value) => isConstant(value, 'duration'),
  number: isNumber,
  string: (value) => isConstant(value, 'str'),
  bool: (value) => isConstant(value, 'bool'),
  word: (value) => value.kind === 'Name',
  list: (value) => value.kind === 'ListExpression',
  'word-list': (value) => value.kind === 'ListExpression' && value.elements.every((element) => element.kind === 'Name'),
  rate: (value) => isConstant(value, 'rate'),
  name: (value) => value.kind === 'Name' || value.kind === 'Attribute',
  expression: () => true,
};

/** Reports a value that does not fit. */
export function checkClauseValue(cursor: Cursor, name: string, value: Expression, card: ClauseCard): void {
  const { type, words } = card;
  const fits = type !== 'block' && type !== 'entries' && tests[type](value);
  if (value.kind === 'ErrorExpression') return;
  if (!fits) {
    const expected = words === undefined ? examples[type] : `one of ${words.map((known) => `\`${known}\``).join(', ')}`;
    cursor.report(
      'construct/clause-type',
      value.span,
      `The clause '${name}' does not take this value`,
      `Write ${expected}.`,
    );
  } else if (words !== undefined && value.kind === 'Name' && !words.includes(value.name)) {
    const near = nearestName(value.name, words);
    const help =
      near === null ? `Write one of ${words.map((known) => `\`${known}\``).join(', ')}.` : `Did you mean \`${near}\`?`;
    const fix = near === null ? null : { title: `Write ${near}`, edits: [{ span: value.span, replacement: near }] };
    cursor.report('construct/clause-type', value.span, `The clause '${name}' does not know '${value.name}'`, help, fix);
  }
}

function isConstant(value: Expression, type: string): boolean {
  return value.kind === 'Constant' && value.value.type === type;
}

function isNumber(value: Expression): boolean {
  const inner = value.kind === 'UnaryOp' && value.operator === '-' ? value.operand : value;
  return isConstant(inner, 'int') || isConstant(inner, 'float');
}
