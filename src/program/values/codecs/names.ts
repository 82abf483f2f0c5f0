/** Names of encodings: the many spellings that Python accepts, and those that we have. */
import { error } from '../exceptions.ts';
import type { Str } from '../text.ts';
import { singleByteName } from './single-byte.ts';

export type Codec =
  | 'utf-8'
  | 'utf-8-sig'
  | 'utf-16'
  | 'utf-16-le'
  | 'utf-16-be'
  | 'utf-32'
  | 'utf-32-le'
  | 'utf-32-be'
  | 'latin-1'
  | 'ascii'
  | 'unicode-escape'
  | 'raw-unicode-escape'
  | SingleByteCodec;

/** One of the encodings of `single-byte.ts`, with the name of its table; without it in errors, which say no more. */
export type SingleByteCodec = 'charmap' | `charmap ${string}`;

const spellings: Readonly<Record<string, Codec>> = Object.assign(Object.create(null) as Record<string, Codec>, {
  utf8: 'utf-8',
  utf: 'utf-8',
  u8: 'utf-8',
  cp65001: 'utf-8',
  utf8sig: 'utf-8-sig',
  utf16: 'utf-16',
  u16: 'utf-16',
  utf16le: 'utf-16-le',
  unicodelittleunmarked: 'utf-16-le',
  utf16be: 'utf-16-be',
  unicodebigunmarked: 'utf-16-be',
  utf32: 'utf-32',
  u32: 'utf-32',
  utf32le: 'utf-32-le',
  utf32be: 'utf-32-be',
  latin1: 'latin-1',
  latin: 'latin-1',
  l1: 'latin-1',
  iso88591: 'latin-1',
  88591: 'latin-1',
  cp819: 'latin-1',
  charmap: 'latin-1',
  ascii: 'ascii',
  usascii: 'ascii',
  646: 'ascii',
  unicodeescape: 'unicode-escape',
  rawunicodeescape: 'raw-unicode-escape',
} satisfies Record<string, Codec>);

/** The encoding that a program names. @throws LookupError for one that we do not have */
export function codecNamed(name: Str): Codec {
  if (name === 'utf-8') return name;
  const spelling = String(name)
    .toLowerCase()
    .replace(/[-_ .]/g, '');
  const codec = spellings[spelling];
  if (codec !== undefined) return codec;
  const table = singleByteName(spelling);
  if (table === undefined) throw error('LookupError', `unknown encoding: ${name}`);
  return `charmap ${table}`;
}
