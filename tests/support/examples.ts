/**
 * The examples of the manual. A block ```` ```aegis ```` runs, and the block ```` ```output ```` right after it is what it
 * prints; ```` ```aegis check-only ```` is only compiled up to the checks, for what does not run yet;
 * ```` ```aegis error CODE ```` must be refused with that code; ```` ```aegis test ```` is a file whose tests pass.
 */
export interface Example {
  /** Where the block begins, from 1. */
  readonly line: number;
  readonly source: string;
  readonly kind: 'run' | 'check-only' | 'error' | 'test';
  /** For `error`: the code. */
  readonly code: string | null;
  /** For `run`: what it prints; null when the page does not say. */
  readonly output: string | null;
}

const block =
  /^```aegis(?: (check-only|test)| error ([a-z/-]+))?\n([\s\S]*?)^```\n(?:\s*^```output\n([\s\S]*?)^```$)?/gm;

export function readExamples(page: string): Example[] {
  return [...page.matchAll(block)].map((match) => ({
    line: page.slice(0, match.index).split('\n').length,
    source: match[3]!,
    kind: match[2] !== undefined ? 'error' : ((match[1] as 'check-only' | 'test' | undefined) ?? 'run'),
    code: match[2] ?? null,
    output: match[4] ?? null,
  }));
}
