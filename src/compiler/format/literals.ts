/**
 * The one way to write a literal: double quotes unless single ones need fewer escapes, small letters in prefixes, `0xFF`,
 * `1e10`, `1.0`. The value never changes; what a literal says (`0x10`, `1_000`, an escape) is the author's choice.
 */

/** A string or bytes literal, prefix included. */
export function stringLiteral(text: string): string {
  const quoteAt = text.search(/["']/);
  const prefix = text.slice(0, quoteAt).toLowerCase().replace('u', '');
  const quote = text[quoteAt]!;
  const isTriple = text.length - quoteAt >= 6 && text[quoteAt + 1] === quote && text[quoteAt + 2] === quote;
  if (isTriple) return prefix + tripleQuoted(text.slice(quoteAt + 3, -3), quote);
  const body = text.slice(quoteAt + 1, -1);
  if (quote === '"' && !body.includes('"')) return `${prefix}"${body}"`;
  if (prefix.includes('r')) {
    const canChange = !body.includes('"');
    return canChange ? `${prefix}"${body}"` : prefix + quote + body + quote;
  }
  return prefix + requoted(body);
}

function tripleQuoted(body: string, quote: string): string {
  if (quote === '"' || body.includes('"')) return quote.repeat(3) + body + quote.repeat(3);
  return `"""${body}"""`;
}

/** The body between the quotes that need fewer escapes. */
function requoted(body: string): string {
  let double = 0;
  let single = 0;
  for (let index = 0; index < body.length; index++) {
    if (body[index] === '"') double++;
    else if (body[index] === "'") single++;
  }
  const quote = double > single ? "'" : '"';
  let result = quote;
  for (let index = 0; index < body.length; index++) {
    const character = body[index]!;
    const next = body[index + 1];
    if (character === '\\' && next !== undefined) {
      index++;
      result += (next === '"' || next === "'") && next !== quote ? next : character + next;
    } else result += character === quote ? `\\${quote}` : character;
  }
  return result + quote;
}

/**
 * A format string, from its prefix to its closing quotes. Its quotes are changed only where nothing inside could be
 * affected: the text of `{value=}` is part of what the program prints.
 */
export function formatStringLiteral(text: string): string {
  const quoteAt = text.search(/["']/);
  const prefix = text.slice(0, quoteAt).toLowerCase();
  const quoted = text.slice(quoteAt);
  if (quoted[0] === '"' || /["\\]/.test(quoted) || quoted.startsWith("'''") || quoted.slice(1, -1).includes("'")) {
    return prefix + quoted;
  }
  return `${prefix}"${quoted.slice(1, -1)}"`;
}

/** A number: small letters for prefix, exponent and `j`, capitals for hexadecimal digits, a digit on both sides of a dot. */
export function numberLiteral(text: string): string {
  if (/^[0-9]+$/.test(text)) return text;
  const lower = text.toLowerCase();
  if (lower.startsWith('0x')) return `0x${lower.slice(2).toUpperCase()}`;
  if (/^0[bo]/.test(lower)) return lower;
  return lower.replace(/^\./, '0.').replace(/\.(?=$|[ej])/, '.0');
}
