/**
 * Which paths an archive may hold. A path must mean the same file on every system and inside the package's folder: what
 * climbs out, hides, collides where case does not count, or is special on one system is refused everywhere, so that a
 * package is either installable by all or by none.
 */

const longestPath = 240;
const longestPart = 120;
/** Names that Windows keeps for devices, with any ending. */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
/** Folders that would act on whoever unpacks them: a git repository, our own state (compiled modules, records). */
const specialName = /^(?:\.git|git~\d+|\.aegis)$/i;

/** @returns what is wrong with a path, to be read after its name; null when it may be unpacked */
export function problemOfPath(path: string): string | null {
  if (path === '') return 'has no name';
  if (/\p{Cc}/u.test(path)) return 'has a control character in its name';
  if (/\p{Cf}|\p{Zl}|\p{Zp}|\p{Cs}|\p{Co}/u.test(path)) return 'has an invisible character in its name';
  if (path.includes('\ufffd')) return 'has a name that is not UTF-8';
  if (path.startsWith('/')) return 'is an absolute path';
  if (path.includes('\\')) return 'has a backslash in its name';
  if (path.includes(':')) return 'has a colon in its name';
  if (/[<>"|?*]/.test(path)) return 'has a character in its name that not every system takes';
  if (new TextEncoder().encode(path).length > longestPath) return `has a name longer than ${longestPath} bytes`;
  for (const part of path.split('/')) {
    const problem = problemOfPart(part);
    if (problem !== null) return problem;
  }
  return null;
}

function problemOfPart(part: string): string | null {
  if (part === '') return 'has an empty part in its name';
  if (part === '.') return "has '.' as a part of its name";
  if (part === '..') return "climbs with '..'";
  if (/[. ]$/.test(part)) return 'has a part that ends in a dot or a space';
  if (part.startsWith(' ')) return 'has a part that begins with a space';
  if (part.length > longestPart) return `has a part longer than ${longestPart} characters`;
  if (deviceName.test(part)) return 'has a name that is a device on Windows';
  if (specialName.test(part.normalize('NFKC'))) return `has '${part}' in its name, which no package may bring`;
  return null;
}

/** Two paths of one spelling here are one file on some system. */
export function collisionKey(path: string): string {
  return path.normalize('NFKC').toLowerCase().toUpperCase();
}
