/** `repr` of bytes. */

/** `b'…'` with everything but printable ASCII escaped. */
export function quoteBytes(data: Uint8Array): string {
  const mark = data.includes(0x27) && !data.includes(0x22) ? '"' : "'";
  let text = 'b' + mark;
  for (let index = 0; index < data.length; index++) text += quoteByte(data[index]!, mark);
  return text + mark;
}

function quoteByte(byte: number, mark: string): string {
  const character = String.fromCharCode(byte);
  if (character === mark || character === '\\') return '\\' + character;
  if (byte === 9) return '\\t';
  if (byte === 10) return '\\n';
  if (byte === 13) return '\\r';
  return byte >= 0x20 && byte < 0x7f ? character : '\\x' + byte.toString(16).padStart(2, '0');
}
