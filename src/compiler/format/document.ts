/**
 * A document printer after Wadler and Prettier, for the lines that do not fit: text with places where a line may break,
 * in groups that are printed flat where they fit and broken where they do not. Groups are decided from the outside in
 * and from left to right; time is linear in the text, because a test for fitting gives up after one line's width.
 */

export type Document =
  | string
  | readonly Document[]
  | { readonly kind: 'line'; readonly flat: ' ' | '' }
  | { readonly kind: 'hardLine' }
  | { readonly kind: 'indent'; readonly content: Document }
  | {
      readonly kind: 'group';
      readonly content: Document;
      readonly isBroken: boolean;
      readonly endsWithComment: boolean;
    }
  | { readonly kind: 'ifBroken'; readonly text: string }
  /** A comment at the end of the line: printed before the next line break, and not counted as width. */
  | { readonly kind: 'lineEnd'; readonly text: string };

/** A space, or a line break in a broken group. */
export const line: Document = { kind: 'line', flat: ' ' };
/** Nothing, or a line break in a broken group. */
export const softLine: Document = { kind: 'line', flat: '' };
/** Always a line break; breaks every group around it. */
export const hardLine: Document = { kind: 'hardLine' };

export function indent(content: Document): Document {
  return { kind: 'indent', content };
}

/** @param isBroken break it even where it fits; a forced line break or comment inside does so by itself */
export function group(content: Document, isBroken = false): Document {
  const { breaks, endsWithComment } = demandsOf(content);
  return { kind: 'group', content, isBroken: isBroken || breaks, endsWithComment };
}

/** Text that stands only in a broken group: a trailing comma, a parenthesis that holds lines together. */
export function ifBroken(text: string): Document {
  return { kind: 'ifBroken', text };
}

/** A comment that ends its line. */
export function lineEnd(text: string): Document {
  return { kind: 'lineEnd', text };
}

/** Must the lines of a document be broken, and must the line be broken that comes after it? */
interface Demands {
  readonly breaks: boolean;
  readonly endsWithComment: boolean;
}

const demandsNothing: Demands = { breaks: false, endsWithComment: false };

/** A comment at the very end breaks what is around, not what it follows. */
function demandsOf(document: Document): Demands {
  if (typeof document === 'string') return demandsNothing;
  if (!('kind' in document)) return demandsOfList(document);
  switch (document.kind) {
    case 'hardLine':
      return { breaks: true, endsWithComment: false };
    case 'lineEnd':
      return { breaks: false, endsWithComment: true };
    case 'group':
      return { breaks: document.isBroken, endsWithComment: document.endsWithComment };
    case 'indent':
      return demandsOf(document.content);
    default:
      return demandsNothing;
  }
}

function demandsOfList(documents: readonly Document[]): Demands {
  let breaks = false;
  let endsWithComment = false;
  for (const each of documents) {
    if (each === '') continue;
    if (endsWithComment) breaks = true;
    const demands = demandsOf(each);
    if (demands.breaks) breaks = true;
    endsWithComment = Array.isArray(each) && each.length === 0 ? endsWithComment : demands.endsWithComment;
  }
  return { breaks, endsWithComment };
}

/** Columns of one level of indentation. */
export const step = 4;

/** What is still to be printed, the next on top: documents, and how and where each is printed. */
class Pending {
  readonly documents: Document[] = [];
  readonly indentations: number[] = [];
  readonly broken: boolean[] = [];

  push(document: Document, indentation: number, isBroken: boolean): void {
    this.documents.push(document);
    this.indentations.push(indentation);
    this.broken.push(isBroken);
  }

  /** The parts of a list, the first on top. */
  pushAll(documents: readonly Document[], indentation: number, isBroken: boolean): void {
    for (let index = documents.length - 1; index >= 0; index--) this.push(documents[index]!, indentation, isBroken);
  }
}

/**
 * Prints a document.
 *
 * @param start columns of the line it begins on; its first line is not indented here
 * @param width columns that a line should not exceed
 */
export function printDocument(document: Document, start: number, width: number): string {
  let result = '';
  let column = start;
  let comments = '';
  const pending = new Pending();
  pending.push(document, start, true);
  while (pending.documents.length > 0) {
    const current = pending.documents.pop()!;
    const indentation = pending.indentations.pop()!;
    const isBroken = pending.broken.pop()!;
    if (typeof current === 'string') {
      result += current;
      const lastBreak = current.lastIndexOf('\n');
      column = lastBreak < 0 ? column + current.length : current.length - lastBreak - 1;
    } else if (!('kind' in current)) pending.pushAll(current, indentation, isBroken);
    else if (current.kind === 'hardLine' || (current.kind === 'line' && isBroken)) {
      result += `${comments}\n${' '.repeat(indentation)}`;
      comments = '';
      column = indentation;
    } else if (current.kind === 'line') {
      result += current.flat;
      column += current.flat.length;
    } else if (current.kind === 'lineEnd') comments += `  ${current.text}`;
    else if (current.kind === 'ifBroken') {
      if (isBroken) pending.push(current.text, indentation, isBroken);
    } else if (current.kind === 'indent') pending.push(current.content, indentation + step, isBroken);
    else
      pending.push(current.content, indentation, current.isBroken || !fits(current.content, pending, width - column));
  }
  return result + comments;
}

/** Does a flat document, and what follows it up to the next place where a line may break, fit into `room` columns? */
function fits(document: Document, after: Pending, room: number): boolean {
  const documents = [document];
  const broken = [false];
  let next = after.documents.length - 1;
  while (room >= 0) {
    if (documents.length === 0) {
      if (next < 0) return true;
      documents.push(after.documents[next]!);
      broken.push(after.broken[next--]!);
    }
    const current = documents.pop()!;
    const isBroken = broken.pop()!;
    if (typeof current === 'string') {
      const lineBreak = current.indexOf('\n');
      if (lineBreak >= 0) return lineBreak <= room;
      room -= current.length;
    } else if (!('kind' in current)) {
      for (let index = current.length - 1; index >= 0; index--) {
        documents.push(current[index]!);
        broken.push(isBroken);
      }
    } else if (current.kind === 'hardLine' || (current.kind === 'line' && isBroken)) return true;
    else if (current.kind === 'line') room -= current.flat.length;
    else if (current.kind === 'ifBroken') room -= isBroken ? current.text.length : 0;
    else if (current.kind !== 'lineEnd') {
      documents.push(current.content);
      broken.push(isBroken || (current.kind === 'group' && current.isBroken));
    }
  }
  return false;
}
