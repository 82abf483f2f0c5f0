/**
 * Habits from other languages. Where the parser meets something it cannot read, it asks here whether the text is a known
 * habit, so that the message can name the Aegis way instead of only the place.
 */
import { Kind } from '../1-lex/tokens.ts';
import type { Cursor } from './cursor.ts';

/** An operator's right operand is missing because the operator was doubled: `&&`, `||`, `++`. */
export function explainOperator(cursor: Cursor, kind: Kind): void {
  if (cursor.kind !== kind || cursor.start !== cursor.previousEnd) return;
  const spelling = kind === Kind.Ampersand ? '&&' : kind === Kind.Bar ? '||' : null;
  if (spelling === null) return;
  const replacement = kind === Kind.Ampersand ? 'and' : 'or';
  const span = { start: cursor.start - 1, end: cursor.start + 1 };
  cursor.fail(
    'syntax/foreign-operator',
    span,
    `'${spelling}' is not an operator of Aegis`,
    `Write \`${replacement}\`.`,
    {
      title: `Write ${replacement}`,
      edits: [{ span, replacement: ` ${replacement} ` }],
    },
  );
}

/** Reports that an expression was expected at the cursor, with the best explanation we have. */
export function explainOperand(cursor: Cursor): void {
  const span = cursor.tokenSpan;
  if (cursor.at(Kind.Exclamation)) {
    cursor.report('syntax/foreign-operator', span, "'!' is not an operator of Aegis", 'Write `not`.', {
      title: 'Write not',
      edits: [{ span, replacement: 'not ' }],
    });
  } else if (cursor.at(Kind.Not)) {
    cursor.report('syntax/unexpected', span, "'not' needs parentheses after another operator", 'Write `(not …)`.');
  } else if (cursor.at(Kind.Yield)) {
    cursor.report('syntax/unexpected', span, "'yield' needs parentheses here", 'Write `(yield …)`.');
  } else cursor.report('syntax/missing-expression', span, `Expected an expression ${cursor.hereText()}`);
}

/** After a complete simple statement something is left on the line. */
export function explainLeftover(cursor: Cursor, start: number): never {
  const span = cursor.tokenSpan;
  const firstWord = /^[A-Za-z_]+/.exec(cursor.text.slice(start, start + 12))?.[0];
  const isFirstName = cursor.previousEnd === start + (firstWord?.length ?? 0);
  if (isFirstName && (firstWord === 'print' || firstWord === 'exec')) {
    cursor.fail('syntax/print-is-a-function', span, `'${firstWord}' is a function`, `Write \`${firstWord}(…)\`.`);
  }
  if (isFirstName && (firstWord === 'var' || firstWord === 'val' || firstWord === 'auto') && cursor.at(Kind.Name)) {
    const edit = { span: { start, end: start + firstWord.length }, replacement: 'let' };
    cursor.fail('syntax/foreign-declaration', edit.span, `'${firstWord}' does not declare a variable`, 'Write `let`.', {
      title: 'Write let',
      edits: [edit],
    });
  }
  if (isFirstName && (firstWord === 'function' || firstWord === 'fn' || firstWord === 'fun') && cursor.at(Kind.Name)) {
    const edit = { span: { start, end: start + firstWord.length }, replacement: 'func' };
    cursor.fail(
      'syntax/foreign-declaration',
      edit.span,
      `'${firstWord}' does not declare a function`,
      'Write `func`.',
      {
        title: 'Write func',
        edits: [edit],
      },
    );
  }
  if (cursor.at(Kind.Assign)) {
    cursor.fail(
      'syntax/assignment-in-expression',
      span,
      "'=' cannot stand inside an expression",
      'Write `==` to compare, `:=` in parentheses to assign.',
    );
  }
  cursor.fail(
    'syntax/unexpected',
    span,
    `The statement should end here ${cursor.hereText()}`,
    'Put each statement on its own line.',
  );
}

/** A header's colon is missing; returns when the block that follows can be read all the same. */
export function explainMissingColon(cursor: Cursor, what: string): void {
  const at = cursor.previousEnd;
  const span = cursor.tokenSpan;
  if (cursor.at(Kind.Newline)) {
    const edits = [{ span: { start: at, end: at }, replacement: ':' }];
    const message = `The line of ${what} should end with ':'`;
    cursor.report('syntax/missing-colon', { start: at, end: at }, message, "Add ':' at the end of the line.", {
      title: "Add ':'",
      edits,
    });
    return;
  }
  if (cursor.at(Kind.Assign)) {
    cursor.fail('syntax/assignment-in-expression', span, "'=' assigns, it does not compare", 'Write `==` to compare.', {
      title: 'Write ==',
      edits: [{ span, replacement: '==' }],
    });
  }
  if (cursor.at(Kind.LeftBrace)) {
    const help = "Write ':' and indent the lines of the block.";
    cursor.fail('syntax/missing-colon', span, "A block begins with ':', not with '{'", help);
  }
  cursor.failExpected(`':' after ${what}`);
}
