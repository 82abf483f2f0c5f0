/** Literals back to text: each is read as the same value again. */
import type { ConstantValue } from '#language/ast';

/** The longest integer that is read in decimal. */
const longestDecimal = 4300;

export function printConstant(value: ConstantValue): string {
  switch (value.type) {
    case 'none':
      return 'None';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'ellipsis':
      return '...';
    case 'int':
      return printInteger(value.value);
    case 'float':
      return printFloat(value.value);
    case 'complex':
      return `${printNumber(value.imaginary)}j`;
    case 'str':
      return `"${escapeText(value.value)}"`;
    case 'bytes':
      return printBytes(value.value);
    case 'duration':
      return value.text;
    case 'rate':
      return `${printNumber(value.count)}/${value.per}`;
  }
}

function printInteger(value: bigint): string {
  // Hexadecimal is linear to make and to read; a bound on its length is a bound on the decimal text.
  const hexadecimal = value.toString(16);
  return hexadecimal.length * 1.21 > longestDecimal ? `0x${hexadecimal}` : value.toString();
}

function printFloat(value: number): string {
  const text = printNumber(value);
  return /^[0-9]+$/.test(text) ? `${text}.0` : text;
}

/** A literal too large for a float is infinity, which has no literal of its own. */
function printNumber(value: number): string {
  return value === Number.POSITIVE_INFINITY ? '1e999' : String(value);
}

const namedEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** The inside of a string with double quotes. Lone surrogates are escaped, because a file cannot hold them. */
export function escapeText(text: string): string {
  return text.replace(/[\\"\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]|\p{Surrogate}/gu, (character) => {
    const code = character.charCodeAt(0);
    return namedEscapes[character] ?? (code < 256 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
  });
}

function printBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    text += namedEscapes[character] ?? (byte >= 32 && byte < 127 ? character : `\\x${hex(byte, 2)}`);
  }
  return `b"${text}"`;
}

function hex(code: number, length: number): string {
  return code.toString(16).padStart(length, '0');
}
