/**
 * From the engine's stack text to places in Aegis source. Only frames of the program's modules count; they are told by the
 * file name under which they were evaluated, which no other script has. What a user can mend is in their own code, so
 * frames of the standard library are left out.
 */
import type { ThrownDescription } from '#program/describe';
import { type EmittedModule, libraryFolder } from '#protocol/emitted-module';
import type { TraceFrame, UncaughtException } from '#protocol/messages';

const mark = 'aegis-module:';

/** The file name under which a module's JavaScript is evaluated. */
export function scriptName(moduleName: string): string {
  return mark + moduleName;
}

/** Frames of emitted modules in a stack text, outermost first. */
export function framesOf(stack: string, modules: ReadonlyMap<string, EmittedModule>): TraceFrame[] {
  const frames: TraceFrame[] = [];
  for (const line of stack.split('\n')) {
    const frame = frameOf(line, modules);
    if (frame !== null) frames.push(frame);
  }
  return frames.reverse();
}

/** The innermost frame only: the place that is asking for an effect. */
export function innermostFrame(
  stack: string,
  modules: ReadonlyMap<string, EmittedModule>,
): (TraceFrame & { module: EmittedModule }) | null {
  let start = stack.indexOf(mark);
  while (start !== -1) {
    const lineStart = stack.lastIndexOf('\n', start) + 1;
    const lineEnd = stack.indexOf('\n', start);
    const line = stack.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
    const frame = frameOf(line, modules);
    if (frame !== null) return frame;
    start = stack.indexOf(mark, start + 1);
  }
  return null;
}

function frameOf(
  line: string,
  modules: ReadonlyMap<string, EmittedModule>,
): (TraceFrame & { module: EmittedModule }) | null {
  const at = line.indexOf(mark);
  if (at === -1) return null;
  const place = /^(.*):(\d+):(\d+)\)?\s*$/.exec(line.slice(at + mark.length));
  const module = place === null ? undefined : modules.get(place[1]!);
  if (place === null || module === undefined || module.path.startsWith(libraryFolder)) return null;
  const span = spanAt(module.positions, Number(place[2]) - 1, Number(place[3]) - 1);
  const name = /^\s*(?:at )?(?:async )?([^\s(@]*)/.exec(line.slice(0, at))?.[1] ?? '';
  return { module, path: module.path, function: functionName(name), start: span?.[0] ?? null, end: span?.[1] ?? null };
}

/** Emitted functions are called `name$…`; the module's own code has no name. */
function functionName(name: string): string {
  const own = name.slice(name.lastIndexOf('.') + 1).split('$')[0]!;
  return own === '' || own === '<anonymous>' ? '<module>' : own;
}

/** The source range of the last entry that begins at or before a place in the JavaScript. */
function spanAt(
  positions: readonly number[],
  line: number,
  column: number,
): readonly [start: number, end: number] | null {
  let low = 0;
  let high = positions.length / 4 - 1;
  let found = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const entryLine = positions[middle * 4]!;
    if (entryLine < line || (entryLine === line && positions[middle * 4 + 1]! <= column)) {
      found = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found === -1 ? null : [positions[found * 4 + 2]!, positions[found * 4 + 3]!];
}

/** What the host is told of an exception that nothing caught. */
export function uncaughtException(
  description: ThrownDescription,
  modules: ReadonlyMap<string, EmittedModule>,
): UncaughtException {
  const chain: UncaughtException['chain'][number][] = [];
  for (let cause = description.cause; cause !== null && chain.length < 50; cause = cause.description.cause) {
    chain.unshift({ ...described(cause.description, modules), link: cause.link });
  }
  return { ...described(description, modules), chain };
}

function described(
  description: ThrownDescription,
  modules: ReadonlyMap<string, EmittedModule>,
): Omit<UncaughtException, 'chain'> {
  return {
    type: description.type ?? 'InternalError',
    summary: description.summary,
    frames: framesOf(description.stack ?? '', modules),
  };
}
