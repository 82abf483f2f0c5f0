/** A pattern that matches exactly this text. */
const named: Readonly<Record<string, string>> = {
  '\n': '\\\n',
  '\r': '\\\r',
  '\t': '\\\t',
  '\v': '\\\v',
  '\f': '\\\f',
};

export function sanitizeRegex(text: string): string {
  return text.replace(/[()[\]{}?*+\-|^$\\.&~#\s]/g, (character) => named[character] ?? '\\' + character);
}
