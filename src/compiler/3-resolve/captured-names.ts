/** The names that a pattern binds: each once, and the same ones in all alternatives. */
import type * as ast from '#language/ast';

export interface CaptureProblem {
  readonly node: ast.Identifier | ast.Pattern;
  readonly message: string;
}

/** What is wrong with the names of a pattern, each problem at the place that shows it. */
export function captureProblems(pattern: ast.Pattern): readonly CaptureProblem[] {
  const problems: CaptureProblem[] = [];
  collect(pattern, new Set(), problems);
  return problems;
}

/** Adds the names of `pattern` to `names`. */
function collect(pattern: ast.Pattern, names: Set<string>, problems: CaptureProblem[]): void {
  const add = (name: ast.Identifier | null): void => {
    if (name === null) return;
    if (names.has(name.name)) problems.push({ node: name, message: `this pattern binds '${name.name}' twice` });
    names.add(name.name);
  };
  switch (pattern.kind) {
    case 'CapturePattern':
    case 'StarPattern':
      return add(pattern.name);
    case 'SequencePattern':
      for (const element of pattern.elements) collect(element, names, problems);
      return;
    case 'MappingPattern':
      for (const entry of pattern.entries) collect(entry.pattern, names, problems);
      return add(pattern.rest);
    case 'ClassPattern':
      for (const argument of pattern.arguments) collect(argument, names, problems);
      for (const keyword of pattern.keywords) collect(keyword.pattern, names, problems);
      return;
    case 'OrPattern':
      return collectAlternatives(pattern, names, problems);
    case 'AsPattern':
      collect(pattern.pattern, names, problems);
      return add(pattern.name);
  }
}

function collectAlternatives({ alternatives }: ast.OrPattern, names: Set<string>, problems: CaptureProblem[]): void {
  let expected: Set<string> | null = null;
  for (const alternative of alternatives) {
    const own = new Set(names);
    collect(alternative, own, problems);
    expected ??= own;
    if (own.size !== expected.size || [...own].some((name) => !expected!.has(name)))
      problems.push({ node: alternative, message: 'alternatives must bind the same names' });
  }
  for (const name of expected ?? []) names.add(name);
}
