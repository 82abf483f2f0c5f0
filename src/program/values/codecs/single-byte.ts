/**
 * Encodings of one byte a character besides ASCII and latin-1: what older files of Windows, Unix and the Mac are written in.
 * Their tables are the platform's (WHATWG Encoding Standard, section 9), with CPython's gaps.
 */

/** The platform's label of each, by name without punctuation. */
const labels: Readonly<Record<string, string>> = Object.assign(Object.create(null) as Record<string, string>, {
  ...Object.fromEntries(
    [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16].map((part) => [`iso8859${part}`, `iso-8859-${part}`]),
  ),
  ...Object.fromEntries([0, 1, 2, 3, 4, 5, 6, 7, 8].map((page) => [`cp125${page}`, `windows-125${page}`])),
  cp866: 'ibm866',
  cp874: 'windows-874',
  koi8r: 'koi8-r',
  macroman: 'macintosh',
  maccyrillic: 'x-mac-cyrillic',
});

const aliases: Readonly<Record<string, string>> = Object.assign(Object.create(null) as Record<string, string>, {
  latin2: 'iso88592',
  latin3: 'iso88593',
  latin4: 'iso88594',
  cyrillic: 'iso88595',
  arabic: 'iso88596',
  greek: 'iso88597',
  hebrew: 'iso88598',
  latin5: 'iso88599',
  latin6: 'iso885910',
  thai: 'iso885911',
  latin7: 'iso885913',
  latin8: 'iso885914',
  latin9: 'iso885915',
  latin10: 'iso885916',
  ibm866: 'cp866',
  866: 'cp866',
  macintosh: 'macroman',
});

/** The name of the table for a spelling without punctuation in small letters; undefined when there is none. */
export function singleByteName(spelling: string): string | undefined {
  const windows = /^(?:windows)?(125[0-8])$/.exec(spelling);
  const name = windows === null ? (aliases[spelling] ?? spelling) : `cp${windows[1]}`;
  return labels[name] === undefined ? undefined : name;
}

interface Table {
  /** Code points by byte; undefined where a byte means nothing. */
  readonly points: readonly (number | undefined)[];
  readonly bytes: ReadonlyMap<number, number>;
}

const tables = new Map<string, Table>();

/** @param name as `singleByteName` gives it */
export function singleByteTable(name: string): Table {
  let table = tables.get(name);
  if (table === undefined) tables.set(name, (table = makeTable(name)));
  return table;
}

const replacement = 0xfffd;

function makeTable(name: string): Table {
  const decoder = new TextDecoder(labels[name] as ConstructorParameters<typeof TextDecoder>[0]);
  const isIso = name.startsWith('iso');
  const points: (number | undefined)[] = [];
  const bytes = new Map<number, number>();
  for (let byte = 0; byte < 256; byte++) {
    const isControl = byte >= 0x80 && byte < 0xa0;
    const decoded = decoder.decode(Uint8Array.of(byte)).codePointAt(0)!;
    // The standard gives some ISO encodings the extra characters of Windows, and gaps of Windows to control characters.
    const point = isIso && isControl ? byte : decoded;
    const isGap =
      point === replacement || (!isIso && isControl && point === byte) || (name === 'cp1255' && byte === 0xca);
    points.push(isGap ? undefined : point);
    if (!isGap) bytes.set(point, byte);
  }
  return { points, bytes };
}
