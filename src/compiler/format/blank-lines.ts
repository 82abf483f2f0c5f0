/**
 * Blank lines: two around definitions of the file, one around those inside, one after the imports and the documentation
 * string; elsewhere what the author left, at most two (one inside blocks), and none where a block begins or goes on.
 */
import { Kind, type Tokens } from '../1-lex/tokens.ts';
import type { CodeLine, Line } from './lines.ts';
import { Role } from './statements.ts';

/** How many blank lines stand before each line. */
export function blankLines(lines: readonly Line[], tokens: Tokens): number[] {
  const result: number[] = [];
  /** By depth, what stood there last; ends at the depth of the line before. */
  const last: (Role | 'comment')[] = [];
  let before: Line | null = null;
  let isBelowDecorator = false;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const { depth } = line;
    const opensBlock = before === null || before.depth < depth;
    const most = depth === 0 ? 2 : 1;
    const unit = unitOf(lines, index);
    const role = unit?.statement ?? null;
    let blanks = Math.min(line.blanksBefore, most);
    if (opensBlock || isBelowDecorator || (line.kind === 'code' && continuesStatement(line, tokens))) blanks = 0;
    else if (before?.kind === 'comment' && isAttached(before, line)) blanks = 0;
    else if (role === Role.Definition || (last[depth] === Role.Definition && begins(line))) blanks = most;
    else if (depth === 0 && begins(line) && isApart(last[0], role)) blanks = Math.max(1, blanks);
    result.push(blanks);
    last.length = Math.min(last.length, depth + 1);
    if (line.kind === 'comment') last[depth] = 'comment';
    else if (line.statement !== null) last[depth] = line.statement;
    if (line.kind === 'code') isBelowDecorator = tokens.kinds[line.first] === Kind.At;
    before = line;
  }
  return result;
}

function begins(line: Line): boolean {
  return line.kind === 'comment' || line.statement !== null;
}

/** One blank line ends the imports and the documentation string of a file. */
function isApart(before: Role | 'comment' | undefined, role: Role | null): boolean {
  return (before === Role.Import && role !== Role.Import) || before === Role.Docstring;
}

/** The code that a comment stands directly above, or the line itself. */
function unitOf(lines: readonly Line[], index: number): CodeLine | null {
  for (let at = index; ; at++) {
    const line = lines[at]!;
    if (line.kind === 'code') return line;
    const next = lines[at + 1];
    if (next === undefined || !isAttached(line, next)) return null;
  }
}

function isAttached(comment: Line, next: Line): boolean {
  return next.depth === comment.depth && next.blanksBefore === 0;
}

function continuesStatement(line: CodeLine, tokens: Tokens): boolean {
  switch (tokens.kinds[line.first]) {
    case Kind.Elif:
    case Kind.Else:
    case Kind.Except:
    case Kind.Finally:
      return true;
    default:
      return false;
  }
}
