/**
 * Expectations that stand in the case itself: `#! names/unknown` at a line's end says that this line, and no other,
 * is complained about with that code. Several codes are separated by blanks.
 */
const mark = /[ \t]*#! ([a-z/ -]+)$/;

export interface Mark {
  readonly line: number;
  readonly code: string;
}

/** The marks of a case, in order. */
export function readMarks(text: string): Mark[] {
  return text.split('\n').flatMap((line, index) => {
    const codes = mark.exec(line)?.[1]?.trim().split(/\s+/) ?? [];
    return codes.map((code) => ({ line: index + 1, code }));
  });
}

/** The case with these marks instead of its own. */
export function withMarks(text: string, marks: readonly Mark[]): string {
  return text
    .split('\n')
    .map((line, index) => {
      const codes = marks.filter((one) => one.line === index + 1).map((one) => one.code);
      return line.replace(mark, '') + (codes.length > 0 ? `  #! ${codes.join(' ')}` : '');
    })
    .join('\n');
}

/** One line per mark, sorted, so that a comparison shows what is missing and what is too much. */
export function listMarks(marks: readonly Mark[]): string[] {
  return marks
    .toSorted((left, right) => left.line - right.line || left.code.localeCompare(right.code))
    .map(({ line, code }) => `line ${line}: ${code}`);
}
