/**
 * A relative path that stays below the folder it is joined to, on every system. What could be read as more than that is
 * refused rather than repaired: `..`, absolute and drive paths, device names, encoded or look-alike separators.
 */
import { refuseContent } from '../refuse-content.ts';

const longest = 4096;
const reservedNames =
  /^(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$|clock\$)(\.|$)/i;

export function sanitizePath(text: string): string {
  const path = text.normalize('NFC');
  if (path === '') refuse('it is empty');
  if (path.length > longest) refuse('it is too long');
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(path)) refuse('it holds control characters');
  if (/%(2e|2f|5c|00)/i.test(path)) refuse('it holds encoded separators');
  // Look-alikes of dots and slashes become real ones in some file systems.
  const folded = path.normalize('NFKC');
  for (const form of [path, folded]) requireRelative(form);
  const parts = path.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
  if (parts.length === 0) refuse('it names no file');
  return parts.join('/');
}

function requireRelative(path: string): void {
  if (/^[/\\~]/.test(path)) refuse('it is absolute');
  if (/[<>:"|?*]/.test(path)) refuse('it holds characters that are no part of a name');
  for (const part of path.split(/[/\\]/)) {
    if (part === '.' || part === '') continue;
    if (/^\.{2,}$/.test(part)) refuse('it leads out of its folder');
    if (/[. ]$/.test(part) || part.startsWith(' ')) refuse('a name in it ends in a dot or a space');
    if (reservedNames.test(part.trim())) refuse('it names a device');
  }
}

function refuse(why: string): never {
  return refuseContent('path', why);
}
