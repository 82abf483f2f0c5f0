/**
 * The inside of a quoted SQL string. Quotes are doubled; backslashes too, since some databases read them as escapes and
 * `\'` would otherwise open the string again. (A bound parameter is better where the interface has one.)
 */
import { refuseContent } from '../refuse-content.ts';

export function sanitizeSql(text: string): string {
  if (text.includes('\0')) refuseContent('sql', 'it holds a NUL character');
  return text.replace(/[\\'"]/g, '$&$&');
}
