/** Captured, because the process is hardened before a program runs. */
const encode = encodeURIComponent;

/** One component of a URL: everything but unreserved characters is percent-encoded. */
export function sanitizeUrl(text: string): string {
  return encode(text).replace(/[!'()*]/g, (character) => '%' + character.charCodeAt(0).toString(16).toUpperCase());
}
