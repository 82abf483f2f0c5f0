/**
 * `open` and `input`, as far as the project grants them. The host reads and writes files whole, so an opened file is its
 * content: read when it is opened; written when its `with` block is left, or at each `write` where there is no block.
 * What is read is tainted, a path must be plain, and no descriptor is ever seen.
 */
import { host } from '../host-link.ts';
import { add } from '../operators/arithmetic.ts';
import { iterate } from '../operators/iteration.ts';
import { readBytes, readText } from '../stdlib/aegis/files.ts';
import { bare, isLabelled, refuse, relabel } from '../taint.ts';
import { error } from '../values/exceptions.ts';
import { Keywords, native } from '../values/functions.ts';
import { defineIteratorType } from '../values/iterators.ts';
import { isStr, textFromString } from '../values/text.ts';
import { typeName } from '../values/type-of.ts';
import { ByteArray, Bytes, type Value } from '../values/value.ts';
import { print } from './output.ts';

/** What `r`, `w` and their kin mean here; appending and updating in place are things the host cannot do. */
const modes = new Map<string, { readonly writes: boolean; readonly isBinary: boolean }>([
  ...['r', 'rt', 'tr'].map((mode) => [mode, { writes: false, isBinary: false }] as const),
  ...['rb', 'br'].map((mode) => [mode, { writes: false, isBinary: true }] as const),
  ...['w', 'wt', 'tw'].map((mode) => [mode, { writes: true, isBinary: false }] as const),
  ...['wb', 'bw'].map((mode) => [mode, { writes: true, isBinary: true }] as const),
]);

class OpenFile {
  isClosed = false;
  /** The lines that have not been read, each with its line end; bytes as Latin-1. */
  private readonly lines: string[];
  private written: Value;
  private isInBlock = false;

  constructor(
    readonly path: Value,
    readonly mode: string,
    /** What was read, with its label; null for a file that is written. */
    private readonly content: Value | null,
    private readonly isBinary: boolean,
  ) {
    this.lines = content === null ? [] : linesOf(bare(content));
    this.written = isBinary ? new Bytes(new Uint8Array()) : '';
  }

  next(): Value | undefined {
    this.requireReadable();
    const line = this.lines.shift();
    return line === undefined ? undefined : this.labelled(line);
  }

  read(size: Value): Value {
    this.requireReadable();
    const rest = this.lines.splice(0).join('');
    if (size === null || (typeof size === 'number' && size < 0)) return this.labelled(rest);
    if (typeof size !== 'number')
      throw error('TypeError', `argument should be integer or None, not '${typeName(size)}'`);
    const points = [...rest];
    this.lines.push(...linesOf(points.slice(size).join('')));
    return this.labelled(points.slice(0, size).join(''));
  }

  write(content: Value): Value {
    this.requireWritable();
    const plain = bare(content);
    const isContent = this.isBinary ? plain instanceof Bytes || plain instanceof ByteArray : isStr(plain);
    if (!isContent) {
      const wanted = this.isBinary ? 'a bytes-like object is required, not' : 'write() argument must be str, not';
      throw error('TypeError', `${wanted} '${typeName(plain)}'`);
    }
    this.written = add(this.written, content);
    if (!this.isInBlock) this.flush();
    return typeof plain === 'string' ? plain.length : isStr(plain) ? plain.points.length : (plain as Bytes).data.length;
  }

  flush(): void {
    if (this.content === null && !this.isClosed) host().ask('files.write', [this.path, this.written]);
  }

  enter(): this {
    this.requireOpen();
    this.isInBlock = true;
    return this;
  }

  close(): void {
    if (this.isInBlock) this.flush();
    this.isClosed = true;
  }

  private labelled(text: string): Value {
    const value = this.isBinary ? new Bytes(Uint8Array.from(text, (unit) => unit.charCodeAt(0))) : textFromString(text);
    return isLabelled(this.content!) ? relabel(value, this.content) : value;
  }

  private requireOpen(): void {
    if (this.isClosed) throw error('ValueError', 'I/O operation on closed file.');
  }

  private requireReadable(): void {
    this.requireOpen();
    if (this.content === null) throw error('OSError', 'not readable');
  }

  private requireWritable(): void {
    this.requireOpen();
    if (this.content !== null) throw error('OSError', 'not writable');
  }
}

/** Line ends stay; of text, those of other systems are read as `\n`. */
function linesOf(content: Value): string[] {
  if (content instanceof Bytes)
    return splitLines(Array.from(content.data, (byte) => String.fromCharCode(byte)).join(''));
  return splitLines(String(content).replace(/\r\n?/g, '\n'));
}

function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

defineIteratorType('file', OpenFile.prototype, {
  read: function (this: OpenFile, size: Value = null) {
    return this.read(size);
  },
  readline: function (this: OpenFile) {
    return this.next() ?? this.read(0);
  },
  readlines: function (this: OpenFile) {
    const lines: Value[] = [];
    for (let line = this.next(); line !== undefined; line = this.next()) lines.push(line);
    return lines;
  },
  write: function (this: OpenFile, content: Value = null) {
    return this.write(content);
  },
  writelines: function (this: OpenFile, lines: Value = null) {
    const iterator = iterate(lines);
    for (let line = iterator.next(); line !== undefined; line = iterator.next()) this.write(line);
    return null;
  },
  flush: function (this: OpenFile) {
    this.flush();
    return null;
  },
  close: function (this: OpenFile) {
    this.close();
    return null;
  },
  __enter__: function (this: OpenFile) {
    return this.enter() as unknown as Value;
  },
  __exit__: function (this: OpenFile) {
    this.close();
    return false;
  },
});

/**
 * `open(path, mode='r', encoding=None)`.
 *
 * @throws CapabilityError without the grant, OSError's kin as the host says, ValueError for modes that are not there
 */
const open = native('open', "(file, mode='r', encoding=None, newline=None)", (file: Value, mode: Value = 'r') => {
  const path = pathOf(file);
  if (isLabelled(mode)) refuse(mode, 'use');
  const kind = typeof mode === 'string' ? modes.get(mode) : undefined;
  if (kind === undefined) throw error('ValueError', "a file is opened with mode 'r', 'rb', 'w' or 'wb'");
  if (kind.writes) host().ask('files.write', [path, '']);
  const content = kind.writes ? null : kind.isBinary ? readBytes(path) : readText(path);
  return new OpenFile(path, mode as string, content, kind.isBinary) as unknown as Value;
});

/** The path as the host takes it; it refuses labelled ones itself. A subclass of str cannot tell it another text. */
function pathOf(file: Value): Value {
  if (isStr(file) || isLabelled(file)) return file;
  const { base } = Object(file) as { base?: Value };
  if (isStr(base)) return base;
  throw error('TypeError', `a file is named by its path, a str, not ${typeName(file)}`);
}

/** `input(prompt='')`: a line of standard input, tainted. @throws CapabilityError, EOFError */
const input = native('input', "(prompt='', /)", (prompt: Value = '') => {
  print(prompt, new Keywords(['end', 'flush'], ['', true]));
  const line = host().ask('input.line', []);
  if (line === null) throw error('EOFError', 'EOF when reading a line');
  return line;
});

export const fileBuiltins = { open, input };
