/** One word of a POSIX shell command. A NUL would end the word for the kernel, so it is refused. */
import { refuseContent } from '../refuse-content.ts';

export function sanitizeShell(text: string): string {
  if (text.includes('\0')) refuseContent('shell', 'it holds a NUL character');
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}
