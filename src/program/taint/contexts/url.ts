/** One component of a URL: everything but unreserved characters is percent-encoded. */
export function sanitizeUrl(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => '%' + character.charCodeAt(0).toString(16).toUpperCase(),
  );
}
