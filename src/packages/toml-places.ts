/**
 * Finds where a key stands in a TOML text. The TOML library gives values without places, and a message about a key that
 * does not point at it makes people search. A small reading of headers and keys is enough: the text is known to be valid
 * TOML when this is asked, and a key that is not found (inside an inline table) points at its nearest parent.
 */
import type { Span } from '#language/source';

/** The place of the key at the end of `path`; the start of the file when nothing of it is found. */
export function placeOfKey(text: string, path: readonly string[]): Span {
  let best: { readonly depth: number; readonly span: Span } = { depth: 0, span: { start: 0, end: 0 } };
  for (const found of keysOf(text)) {
    const depth = commonLength(found.path, path);
    if (depth === path.length && depth === found.path.length) return found.span;
    if (depth === found.path.length && depth > best.depth) best = { depth, span: found.span };
    else if (depth === path.length && best.depth < depth) best = { depth, span: found.span };
  }
  return best.span;
}

interface KeyPlace {
  readonly path: readonly string[];
  readonly span: Span;
}

const key = String.raw`(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')`;
const dotted = String.raw`${key}(?:[ \t]*\.[ \t]*${key})*`;
const header = new RegExp(String.raw`^[ \t]*\[{1,2}[ \t]*(${dotted})[ \t]*\]`);
const assignment = new RegExp(String.raw`^[ \t]*(${dotted})[ \t]*=`);

function* keysOf(text: string): Iterable<KeyPlace> {
  let table: readonly string[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const match = header.exec(line) ?? assignment.exec(line);
    if (match !== null) {
      const written = match[1]!;
      const start = offset + line.indexOf(written);
      const parts = partsOf(written);
      const isHeader = header.test(line);
      if (isHeader) table = parts;
      yield { path: isHeader ? parts : [...table, ...parts], span: { start, end: start + written.length } };
    }
    offset += line.length + 1;
  }
}

function partsOf(written: string): string[] {
  return [...written.matchAll(new RegExp(key, 'g'))].map(([part]) => part.replace(/^["']|["']$/g, ''));
}

function commonLength(left: readonly string[], right: readonly string[]): number {
  let length = 0;
  while (length < left.length && length < right.length && left[length] === right[length]) length++;
  return length;
}
