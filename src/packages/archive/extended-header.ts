/**
 * The extended (PAX) header of a tar entry: records `LENGTH KEY=VALUE\n`. It can change everything that was read from the
 * plain header, which is how archives show one thing to a scanner and another to an extractor. Only a longer path is taken
 * from it; times and owners mean nothing to us; any other key is refused.
 */
import { ArchiveFailure } from './archive-file.ts';

const meaningless = new Set(['atime', 'ctime', 'mtime', 'uid', 'gid', 'uname', 'gname', 'comment', 'charset']);

/**
 * @param entry the header's own name, for the message
 * @throws ArchiveFailure
 */
export function readExtendedHeader(content: Uint8Array, entry: string): { readonly path: string | null } {
  let path: string | null = null;
  const seen = new Set<string>();
  for (let offset = 0; offset < content.length; ) {
    const record = readRecord(content, offset, entry);
    if (seen.has(record.key)) throw new ArchiveFailure(entry, `gives ${record.key} twice`);
    seen.add(record.key);
    if (record.key === 'path') path = record.value;
    else if (!meaningless.has(record.key)) throw new ArchiveFailure(entry, `changes ${record.key} of the next entry`);
    offset = record.end;
  }
  return { path };
}

function readRecord(content: Uint8Array, offset: number, entry: string): { key: string; value: string; end: number } {
  const malformed = (): ArchiveFailure => new ArchiveFailure(entry, 'is an extended header that cannot be read');
  const space = content.indexOf(0x20, offset);
  const digits = space < 0 ? '' : new TextDecoder().decode(content.subarray(offset, space));
  if (!/^[1-9]\d{0,6}$/.test(digits)) throw malformed();
  const end = offset + Number(digits);
  if (end > content.length || end <= space + 1 || content[end - 1] !== 0x0a) throw malformed();
  const text = new TextDecoder().decode(content.subarray(space + 1, end - 1));
  const equals = text.indexOf('=');
  if (equals <= 0) throw malformed();
  return { key: text.slice(0, equals), value: text.slice(equals + 1), end };
}
