/**
 * Canonical JSON (RFC 8785): one sequence of bytes for one value, whoever writes it. Everything that is hashed or signed
 * goes through here.
 */
import canonicalize from 'canonicalize';

/**
 * @returns the canonical text of a JSON value
 * @throws Error for what JSON cannot say: NaN, infinities, lone surrogates, cycles
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('only a JSON value has a canonical form');
  return text;
}
