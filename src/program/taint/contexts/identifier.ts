/** A name: ASCII letters, digits and underscores, not beginning with a digit. */
import { refuseContent } from '../refuse-content.ts';

export function sanitizeIdentifier(text: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(text)) return text;
  return refuseContent('identifier', 'it is no identifier');
}
