/** HTML text and quoted attribute values: the characters that could end either are written as references. */

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  '`': '&#x60;',
};

export function sanitizeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => references[character]!).replaceAll('\0', '\ufffd');
}
