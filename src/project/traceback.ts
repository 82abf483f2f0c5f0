/**
 * What people see of an exception that nothing caught: Python's list of frames with source lines and carets, then the
 * place itself with the lines around it, then the exception. Only frames of Aegis source are shown.
 *
 *     Traceback (most recent call last):
 *       File "example.aegis", line 20, in <module>
 *         greet(name)
 *         ^^^^^^^^^^^
 *       File "example.aegis", line 15, in greet
 *     Runtime error at line 15 of example.aegis:
 *       14 | let name = tainted(user_input)
 *     > 15 | let msg = f"Hello, {name}"
 *          |           ^^^^^^^^^^^^^^^^
 *       16 | return msg
 *     TaintError: …
 */
import { sourceFrame } from '#diagnostics/frame';
import type { Paint } from '#diagnostics/paint';
import { visibleCharacter, visibleLines, visibleText } from '#diagnostics/visible-text';
import type { SourceFile, Span } from '#language/source';
import type { TraceFrame, UncaughtException } from '#protocol/messages';

type Raised = Omit<UncaughtException, 'chain'>;

/** Frames beyond this many are left out in the middle: a runaway recursion has thousands. */
const mostFrames = 40;
/** So many equal frames in a row are shown, as in Python. */
const mostRepeated = 3;

/** @param sources the program's source files by the path that frames name */
export function renderTraceback(
  uncaught: UncaughtException,
  sources: ReadonlyMap<string, SourceFile>,
  paint: Paint,
): string {
  const lines: string[] = [];
  for (const cause of uncaught.chain) {
    lines.push(...traceback(cause, sources, paint, false), '', visibleLines(cause.link), '');
  }
  lines.push(...traceback(uncaught, sources, paint, true));
  return `${lines.join('\n')}\n`;
}

function traceback(raised: Raised, sources: ReadonlyMap<string, SourceFile>, paint: Paint, isLast: boolean): string[] {
  const { frames } = raised;
  const summary = paint.error(visibleLines(raised.summary));
  if (frames.length === 0) return [summary];
  const place = isLast ? placeOf(frames, sources) : null;
  return [
    'Traceback (most recent call last):',
    ...shortened(frames).flatMap((entry) =>
      typeof entry === 'string' ? [entry] : frameLines(entry, sources, paint, entry === place?.frame),
    ),
    ...(place === null ? [] : placeLines(place, paint)),
    summary,
  ];
}

/** Equal neighbours folded, and the middle of a very deep stack left out. */
function shortened(frames: readonly TraceFrame[]): (TraceFrame | string)[] {
  const entries: (TraceFrame | string)[] = [];
  for (let index = 0; index < frames.length; ) {
    const frame = frames[index]!;
    let end = index + 1;
    while (end < frames.length && sameFrame(frames[end]!, frame)) end++;
    const isTail = end === frames.length;
    // The last frame is the place of the error: it is shown even when it ends a long repetition.
    const shown = frames.slice(index, Math.min(end, index + mostRepeated));
    entries.push(...(isTail && shown.length > 1 ? [...shown.slice(0, -1), frames[end - 1]!] : shown));
    const left = end - index - shown.length;
    if (left > 0) entries.push(`  [Previous line repeated ${left} more time${left === 1 ? '' : 's'}]`);
    index = end;
  }
  if (entries.length <= mostFrames) return entries;
  const half = mostFrames / 2;
  return [...entries.slice(0, half), `  [${entries.length - mostFrames} frames left out]`, ...entries.slice(-half)];
}

function sameFrame(left: TraceFrame, right: TraceFrame): boolean {
  return left.path === right.path && left.start === right.start && left.function === right.function;
}

function frameLines(
  frame: TraceFrame,
  sources: ReadonlyMap<string, SourceFile>,
  paint: Paint,
  isPlace: boolean,
): string[] {
  const source = sources.get(frame.path);
  const where = `  File "${visibleText(frame.path)}"`;
  const inside = `in ${visibleText(frame.function)}`;
  if (source === undefined || frame.start === null) return [`${where}, ${inside}`];
  const header = `${where}, line ${source.lineAt(frame.start)}, ${inside}`;
  return isPlace ? [header] : [header, ...quotedLine(source, spanOf(frame), paint)];
}

/** The line without its indentation, and carets when they say more than "all of it". */
function quotedLine(source: SourceFile, span: Span, paint: Paint): string[] {
  const number = source.lineAt(span.start);
  const text = source.lineText(number);
  const lineStart = source.lineStarts[number - 1] ?? 0;
  const code = text.trim().slice(0, 200);
  const indentation = text.length - text.trimStart().length;
  const from = span.start - lineStart - indentation;
  const to = Math.min(span.end - lineStart - indentation, code.length);
  let shown = '';
  let column = 0;
  let before = 0;
  let under = 0;
  let offset = 0;
  for (const character of code) {
    const cell = visibleCharacter(character, column);
    if (offset < from) before += cell.width;
    else if (offset < to) under += cell.width;
    shown += cell.shown;
    column += cell.width;
    offset += character.length;
  }
  const isWhole = from <= 0 && to >= code.length;
  const carets = under === 0 || isWhole ? [] : [`    ${' '.repeat(before)}${paint.error('^'.repeat(under))}`];
  return [`    ${shown}`, ...carets];
}

interface Place {
  readonly frame: TraceFrame;
  readonly source: SourceFile;
  readonly span: Span;
}

/** The innermost frame of the user's own source: what happened inside the standard library is not theirs to mend. */
function placeOf(frames: readonly TraceFrame[], sources: ReadonlyMap<string, SourceFile>): Place | null {
  const frame = frames.findLast((each) => each.start !== null && sources.has(each.path));
  return frame === undefined ? null : { frame, source: sources.get(frame.path)!, span: spanOf(frame) };
}

function placeLines({ source, span }: Place, paint: Paint): string[] {
  return [
    `Runtime error at line ${source.lineAt(span.start)} of ${visibleText(source.path)}:`,
    ...sourceFrame(source, [{ span, kind: 'main', message: '' }], paint),
  ];
}

function spanOf(frame: TraceFrame): Span {
  const start = frame.start ?? 0;
  return { start, end: Math.max(frame.end ?? start, start) };
}
