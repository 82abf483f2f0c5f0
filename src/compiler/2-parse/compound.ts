/** `if`, `while`, `for`, `try` and `with`. */
import type { ExceptHandler, Expression, If, Statement, With, WithItem } from '#language/ast';
import { Kind } from '../1-lex/tokens.ts';
import { comprehensionClauses, startsComprehension } from './comprehensions.ts';
import type { Cursor } from './cursor.ts';
import { element, expression, expressionList, namedExpression, operators } from './expressions.ts';
import { Strength } from './precedence.ts';
import { block } from './statements.ts';
import { checkTarget, targetList } from './targets.ts';

/** Branches of one `if`; more would make the tree, where each `elif` is an `If` in the `orelse` before, too deep. */
const mostBranches = 1000;

interface Branch {
  readonly start: number;
  readonly test: Expression;
  readonly body: readonly Statement[];
}

/** An `if` with its branches, read in a loop and then folded from the last to the first. */
export function ifStatement(cursor: Cursor): Statement {
  const branches: Branch[] = [];
  do {
    if (branches.length === mostBranches) cursor.failTooDeep(`This 'if' has more than ${mostBranches} branches`);
    const start = cursor.start;
    const what = branches.length === 0 ? "'if'" : "'elif'";
    cursor.advance();
    const test = namedExpression(cursor);
    branches.push({ start, test, body: block(cursor, what) });
  } while (cursor.at(Kind.Elif));
  let orelse: readonly Statement[] = elseBlock(cursor);
  let result: If | null = null;
  for (const { start, test, body } of branches.reverse()) {
    result = { kind: 'If', id: cursor.newId(), span: cursor.spanFrom(start), test, body, orelse };
    orelse = [result];
  }
  return result!;
}

function elseBlock(cursor: Cursor): Statement[] {
  if (!cursor.at(Kind.Else)) return [];
  cursor.advance();
  if (cursor.at(Kind.If)) {
    const span = cursor.span(cursor.starts[cursor.position - 1]!, cursor.ends[cursor.position]!);
    cursor.fail('syntax/else-if', span, "'else if' is written as one word", 'Write `elif`.', {
      title: 'Write elif',
      edits: [{ span, replacement: 'elif' }],
    });
  }
  return block(cursor, "'else'");
}

export function whileStatement(cursor: Cursor): Statement {
  const start = cursor.start;
  cursor.advance();
  const test = namedExpression(cursor);
  const body = block(cursor, "'while'");
  const orelse = elseBlock(cursor);
  return { kind: 'While', id: cursor.newId(), span: cursor.spanFrom(start), test, body, orelse };
}

export function forStatement(cursor: Cursor, start: number, isAsync: boolean): Statement {
  cursor.advance();
  const target = targetList(cursor);
  cursor.expect(Kind.In, "'in' and what to go through");
  const iterable = expressionList(cursor);
  const body = block(cursor, "'for'");
  const orelse = elseBlock(cursor);
  return { kind: 'For', id: cursor.newId(), span: cursor.spanFrom(start), isAsync, target, iterable, body, orelse };
}

export function tryStatement(cursor: Cursor): Statement {
  const start = cursor.start;
  cursor.advance();
  const body = block(cursor, "'try'");
  const handlers: ExceptHandler[] = [];
  let isStar = false;
  while (cursor.at(Kind.Except)) {
    const star = cursor.peek(1) === Kind.Star;
    if (handlers.length === 0) isStar = star;
    else if (star !== isStar) {
      cursor.report(
        'syntax/mixed-except',
        cursor.tokenSpan,
        "One 'try' cannot have both 'except' and 'except*'",
        'Use one of them for all handlers.',
      );
    }
    const last = handlers[handlers.length - 1];
    if (last !== undefined && last.type === null) {
      cursor.report(
        'syntax/handler-order',
        last.span,
        "An 'except' without a type must be the last",
        'Move it below the others.',
      );
    }
    handlers.push(handler(cursor));
  }
  const orelse = handlers.length > 0 ? elseBlock(cursor) : [];
  const finalbody = cursor.accept(Kind.Finally) ? block(cursor, "'finally'") : [];
  if (handlers.length === 0 && finalbody.length === 0) {
    cursor.fail(
      'syntax/try-alone',
      cursor.span(start, start + 3),
      "This 'try' has neither 'except' nor 'finally'",
      'Add `except Exception as error:` after its block.',
    );
  }
  return { kind: 'Try', id: cursor.newId(), span: cursor.spanFrom(start), body, handlers, isStar, orelse, finalbody };
}

function handler(cursor: Cursor): ExceptHandler {
  const start = cursor.start;
  cursor.advance();
  const isStar = cursor.accept(Kind.Star);
  const type = cursor.at(Kind.Colon) && !isStar ? null : expression(cursor);
  if (cursor.at(Kind.Comma)) {
    cursor.fail(
      'syntax/except-list',
      cursor.tokenSpan,
      'Several exception types need parentheses',
      'Write `except (A, B):`, or `except A as error:` to name the exception.',
    );
  }
  const name = type !== null && cursor.accept(Kind.As) ? cursor.identifier("a name after 'as'") : null;
  const body = block(cursor, "'except'");
  return { kind: 'ExceptHandler', id: cursor.newId(), span: cursor.spanFrom(start), type, name, body };
}

export function withStatement(cursor: Cursor, start: number, isAsync: boolean): With {
  cursor.advance();
  const items: WithItem[] = [];
  if (cursor.at(Kind.LeftParenthesis) && parenthesesHoldItems(cursor)) {
    const opened = cursor.start;
    cursor.advance();
    parenthesisedItems(cursor, items, opened);
  } else {
    do items.push(withItem(cursor, expression(cursor)));
    while (cursor.accept(Kind.Comma));
  }
  const body = block(cursor, "'with'");
  return { kind: 'With', id: cursor.newId(), span: cursor.spanFrom(start), isAsync, items, body };
}

/** Is the closing parenthesis of the one at the cursor followed by the colon of the header, and no yield inside? */
function parenthesesHoldItems(cursor: Cursor): boolean {
  if (cursor.peek(1) === Kind.Yield || cursor.peek(1) === Kind.RightParenthesis) return false;
  let depth = 0;
  for (let index = cursor.position; ; index++) {
    const kind = cursor.kinds[index]!;
    if (kind === Kind.LeftParenthesis || kind === Kind.LeftSquare || kind === Kind.LeftBrace) depth++;
    else if (kind === Kind.RightParenthesis || kind === Kind.RightSquare || kind === Kind.RightBrace) {
      if (--depth === 0) return cursor.kinds[index + 1] === Kind.Colon;
    } else if (kind === Kind.Newline || kind === Kind.EndOfFile) return false;
  }
}

function parenthesisedItems(cursor: Cursor, items: WithItem[], opened: number): void {
  do {
    if (cursor.at(Kind.RightParenthesis)) break;
    const start = cursor.start;
    const context = element(cursor);
    if (startsComprehension(cursor)) {
      const clauses = comprehensionClauses(cursor);
      const end = cursor.ends[cursor.position]!;
      const span = cursor.span(opened, end);
      const generator = {
        kind: 'Comprehension',
        id: cursor.newId(),
        span,
        form: 'generator',
        element: context,
        value: null,
        clauses,
      } as const;
      items.push({
        kind: 'WithItem',
        id: cursor.newId(),
        span: cursor.spanFrom(start),
        context: generator,
        target: null,
      });
      break;
    }
    items.push(withItem(cursor, context));
  } while (cursor.accept(Kind.Comma));
  cursor.expect(Kind.RightParenthesis, "')' after the managers");
}

function withItem(cursor: Cursor, context: Expression): WithItem {
  let target: Expression | null = null;
  if (cursor.accept(Kind.As)) {
    target = operators(cursor, Strength.BitOr);
    checkTarget(cursor, target, 'assign to');
  }
  return { kind: 'WithItem', id: cursor.newId(), span: cursor.spanFrom(context.span.start), context, target };
}
