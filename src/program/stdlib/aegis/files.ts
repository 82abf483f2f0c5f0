/**
 * `aegis.files`: files as far as the project grants them. What is read comes from outside and is tainted; a path must be
 * plain, so a name that came from outside has to be sanitised first. The host decides and does; nothing here could.
 */
import { host } from '../../host-link.ts';
import { bare, isLabelled, relabel } from '../../taint.ts';
import { error, isException } from '../../values/exceptions.ts';
import { native } from '../../values/functions.ts';
import { makeModuleObject } from '../../values/module-object.ts';
import { textFromString } from '../../values/text.ts';
import { typeName } from '../../values/type-of.ts';
import { Bytes, type Value } from '../../values/value.ts';

const decode = decodeURIComponent;
/** Made when the first file is decoded, because every start loads this module for `open`. */
let escapes: readonly string[] | null = null;

/** The bytes of a file, tainted. */
export function readBytes(path: Value): Value {
  return host().ask('files.read', [path]);
}

/** The text of a UTF-8 file, tainted. */
export function readText(path: Value): Value {
  const bytes = readBytes(path);
  const text = textFromString(decodeUtf8(bare(bytes)));
  return isLabelled(bytes) ? relabel(text, bytes) : text;
}

/** Strict, by the one decoder that the language itself has: a program's realm has no other. */
function decodeUtf8(bytes: Value): string {
  if (!(bytes instanceof Bytes)) throw new Error('the host answered a read with something else than bytes');
  const { data } = bytes;
  escapes ??= Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).padStart(2, '0')}`);
  const parts: string[] = [];
  for (let index = 0; index < data.length; index++) parts.push(escapes[data[index]!]!);
  try {
    return decode(parts.join(''));
  } catch {
    // The message tells nothing of the content, which is tainted.
    throw error('ValueError', 'the file is not UTF-8 text');
  }
}

/** Replaces the content of a file, making it when it is missing; gives the number of bytes. */
function writeText(path: Value, text: Value): Value {
  return host().ask('files.write', [path, text]);
}

/** Makes a folder in one that exists. */
function makeFolder(path: Value): Value {
  return host().ask('files.make_folder', [path]);
}

/** Sorted names in a folder, tainted; those of folders end in `/`. */
function list(path: Value): Value {
  return host().ask('files.list', [path]);
}

/** Whether a path leads to something. A file's listing fails in a way that tells that it is there. */
function exists(path: Value): Value {
  try {
    list(path);
    return true;
  } catch (thrown) {
    const problem = isException(thrown as Value) ? typeName(thrown as Value) : null;
    if (problem === 'NotADirectoryError') return true;
    if (problem === 'FileNotFoundError') return false;
    throw thrown;
  }
}

export default makeModuleObject('aegis.files', {
  read_text: native('read_text', '(path)', readText),
  read_bytes: native('read_bytes', '(path)', readBytes),
  write_text: native('write_text', '(path, text)', writeText),
  make_folder: native('make_folder', '(path)', makeFolder),
  list: native('list', '(path)', list),
  exists: native('exists', '(path)', exists),
});
