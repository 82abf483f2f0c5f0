/**
 * One component of a URL: everything but unreserved characters is percent-encoded. `.` and `..` are refused: as part of a path
 * they name a folder, however they are written (URL Standard, "double-dot URL path segment").
 */
import { refuseContent } from '../refuse-content.ts';

/** Captured, because the process is hardened before a program runs. */
const encode = encodeURIComponent;

export function sanitizeUrl(text: string): string {
  if (text === '.' || text === '..') refuseContent('url', 'it would name another folder');
  if (!text.isWellFormed()) refuseContent('url', 'it holds half a character');
  return encode(text).replace(/[!'()*]/g, (character) => '%' + character.charCodeAt(0).toString(16).toUpperCase());
}
