/**
 * Changes single keys of a TOML text and leaves everything else as its writer left it: comments, order, blank lines. It
 * understands what people write in an aegis.toml: headers, `key = value` with values that may run over lines, dotted
 * headers. The result is read again by whoever uses it; an edit that gave something else than intended is found there.
 */
import { parse, stringify } from 'smol-toml';

/** A value as it is written on one line. */
export type TomlValue = string | readonly string[] | Readonly<Record<string, string>>;

/**
 * Sets a key: in place where it stands, else at the end of its table, else in a new table at the end of the text (after its
 * parent's tables, so that what belongs together stays together).
 *
 * @param table the path of the table, as in its header
 */
export function setKey(text: string, table: readonly string[], key: string, value: TomlValue): string {
  const line = `${keyText(key)} = ${valueText(value)}`;
  const lines = splitLines(text);
  const block = findTable(lines, table);
  if (block === null) return addTable(lines, table, line);
  const entry = findEntry(lines, block, key);
  if (entry !== null) {
    const comment = entry.end - entry.start === 1 ? trailingComment(lines[entry.start]!) : '';
    return joinLines(lines.toSpliced(entry.start, entry.end - entry.start, line + comment));
  }
  return joinLines(lines.toSpliced(lastLineOf(lines, block) + 1, 0, line));
}

/** Removes a key; and its table too, if that holds nothing any more, not even a comment. */
export function removeKey(text: string, table: readonly string[], key: string): string {
  const lines = splitLines(text);
  const block = findTable(lines, table);
  const entry = block === null ? null : findEntry(lines, block, key);
  if (block === null || entry === null) return text;
  const rest = lines.toSpliced(entry.start, entry.end - entry.start);
  const end = block.end - (entry.end - entry.start);
  const isEmpty = rest.slice(block.start + 1, end).every((line) => line.trim() === '');
  return joinLines(isEmpty && table.length > 1 ? rest.toSpliced(block.start, end - block.start) : rest);
}

/** Removes a table with everything in it, and the comment directly above its header. */
export function removeTable(text: string, table: readonly string[]): string {
  const lines = splitLines(text);
  const block = findTable(lines, table);
  if (block === null) return text;
  const last = lastLineOf(lines, block);
  return joinLines(lines.toSpliced(block.start, last + 1 - block.start + (lines[last + 1]?.trim() === '' ? 1 : 0)));
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function splitLines(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function joinLines(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** The lines of a table: its header and what follows up to the next header; the text's beginning for the root. */
function findTable(lines: readonly string[], table: readonly string[]): Range | null {
  let start = table.length === 0 ? 0 : -1;
  for (const { at, path } of headers(lines)) {
    if (start >= 0) return { start, end: at };
    if (isSamePath(path, table)) start = at;
  }
  return start < 0 ? null : { start, end: lines.length };
}

function* headers(lines: readonly string[]): Iterable<{ readonly at: number; readonly path: readonly string[] }> {
  for (let at = 0; at < lines.length; at++) {
    const path = headerPath(lines[at]!);
    if (path !== null) yield { at, path };
    else if (isEntry(lines[at]!)) at = entryEnd(lines, at) - 1;
  }
}

/** The path of a header line; null when it is none. A header with a key under it reads as nested tables. */
function headerPath(line: string): readonly string[] | null {
  if (!/^\s*\[[^[]/.test(line)) return null;
  const path: string[] = [];
  try {
    for (let table: unknown = parse(line); isTable(table); ) {
      const [name, inner] = Object.entries(table)[0] ?? [];
      if (name === undefined) break;
      path.push(name);
      table = inner;
    }
  } catch {
    return null;
  }
  return path;
}

function isEntry(line: string): boolean {
  return /^\s*[^\s#[]/.test(line);
}

/** The line after an entry: a value runs on while the text up to there is not yet a whole one. */
function entryEnd(lines: readonly string[], start: number): number {
  for (let end = start + 1; end < lines.length; end++) if (isWhole(lines.slice(start, end))) return end;
  return lines.length;
}

function isWhole(lines: readonly string[]): boolean {
  try {
    parse(lines.join('\n'));
    return true;
  } catch {
    return false;
  }
}

function findEntry(lines: readonly string[], block: Range, key: string): Range | null {
  const first = headerPath(lines[block.start] ?? '') === null ? block.start : block.start + 1;
  for (let at = first; at < block.end; at++) {
    if (!isEntry(lines[at]!)) continue;
    const end = entryEnd(lines, at);
    const [name] = Object.keys(parse(lines.slice(at, end).join('\n')));
    if (name === key) return { start: at, end };
    at = end - 1;
  }
  return null;
}

/** The last line of a block that says something. */
function lastLineOf(lines: readonly string[], block: Range): number {
  let last = block.end - 1;
  while (last > block.start && lines[last]!.trim() === '') last--;
  // A comment directly above the next header belongs to that.
  if (block.end < lines.length) {
    let above = last;
    while (above > block.start && lines[above]!.trim().startsWith('#')) above--;
    if (above < last && lines[above]!.trim() === '' && last === block.end - 1) {
      last = above;
      while (last > block.start && lines[last]!.trim() === '') last--;
    }
  }
  return last;
}

function addTable(lines: readonly string[], table: readonly string[], line: string): string {
  const header = `[${table.map(keyText).join('.')}]`;
  const family = [...headers(lines)].filter(({ path }) => path[0] === table[0]).at(-1);
  const at = family === undefined ? lines.length : lastLineOf(lines, findTable(lines, family.path)!) + 1;
  const before = at > 0 && lines[at - 1]!.trim() !== '' ? [''] : [];
  return joinLines(lines.toSpliced(at, 0, ...before, header, line));
}

/** A comment behind a value, with the space before it. */
function trailingComment(line: string): string {
  for (let at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1)) {
    if (isWhole([line.slice(0, at)])) return line.slice(line.slice(0, at).trimEnd().length);
  }
  return '';
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : JSON.stringify(key);
}

function valueText(value: TomlValue): string {
  if (typeof value === 'string') return quoted(value);
  if (isTexts(value)) return `[${value.map(quoted).join(', ')}]`;
  const members = Object.entries(value).map(([key, text]) => `${keyText(key)} = ${quoted(text)}`);
  return `{ ${members.join(', ')} }`;
}

/** Capabilities have quotes inside: single quotes around them read better than backslashes. */
function quoted(text: string): string {
  if (text.includes('"') && !/['\p{Cc}]/u.test(text)) return `'${text}'`;
  return stringify({ x: text }).slice('x = '.length).trim();
}

function isTexts(value: TomlValue): value is readonly string[] {
  return Array.isArray(value);
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSamePath(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((part, index) => part === right[index]);
}
