/**
 * Everything that was ever said about one package, read in order: each line must follow from the one before it, be signed
 * by somebody who then had the right to it, and change nothing that cannot change. What comes out is the package as it is
 * now. The file of those who may sign checkpoints is a history of the same kind.
 */
import { sha256Hex } from '#platform/crypto';
import { verifyText } from '#transparency/keys';
import {
  anybody,
  type IndexEntry,
  type IndexLine,
  IndexLineFailure,
  isVersion,
  type OwnerLine,
  parseIndexLine,
  signedText,
  signersName,
} from './index-line.ts';
import { RegistryFailure } from './registry.ts';

export interface PackageHistory {
  readonly name: string;
  /** Every line in order, as its text. */
  readonly texts: readonly string[];
  readonly lines: readonly IndexLine[];
  /** Each version as it was published, with the last word on whether it is withdrawn; in order of publication. */
  readonly entries: readonly IndexEntry[];
  /** Keys that may make statements about it now. */
  readonly owners: readonly string[];
}

const mostBytes = 32 * 2 ** 20;

/**
 * @param name of the package that the file should be about
 * @param file what the index has under its name; null when it has nothing
 * @throws RegistryFailure naming the line
 */
export function readHistory(origin: string, name: string, file: Uint8Array | null): PackageHistory {
  const texts = linesOf(name, file);
  const lines: IndexLine[] = [];
  const entries = new Map<string, IndexEntry>();
  const owners = new Set<string>();
  for (const [index, text] of texts.entries()) {
    const refuse = (reason: string, problem: 'malformed' | 'tampered' = 'tampered'): never => {
      throw new RegistryFailure(problem, `the index of ${name} is refused: line ${index + 1} ${reason}`);
    };
    const line = parsed(text, (reason) => refuse(reason, 'malformed'));
    if (line.name !== name) refuse(`is about '${line.name}'`);
    const before = index === 0 ? '' : sha256Hex(texts[index - 1]!);
    if (line.previous !== before) refuse('does not follow the line before it: something was removed, added or moved');
    if (index > 0 && line.log <= lines[index - 1]!.log) refuse('was logged before the line above it');
    if (!verifyText(line.publisher, signedText(origin, line), line.signature)) refuse('is not signed by its publisher');
    const problem = isVersion(line) ? applyVersion(line, entries, owners) : applyOwner(line, owners);
    if (problem !== null) refuse(problem);
    lines.push(line);
  }
  return { name, texts, lines, entries: [...entries.values()], owners: [...owners] };
}

function linesOf(name: string, file: Uint8Array | null): string[] {
  if (file === null || file.length === 0) return [];
  const refuse = (reason: string): never => {
    throw new RegistryFailure('malformed', `the index of ${name} is refused: it ${reason}`);
  };
  if (file.length > mostBytes) refuse(`is larger than ${mostBytes / 2 ** 20} MiB`);
  let text = '';
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
  } catch {
    refuse('is not UTF-8');
  }
  if (!text.endsWith('\n')) refuse('is cut off');
  return text.slice(0, -1).split('\n');
}

function parsed(text: string, refuse: (reason: string) => never): IndexLine {
  try {
    return parseIndexLine(text);
  } catch (error) {
    if (error instanceof IndexLineFailure) return refuse(error.reason);
    throw error;
  }
}

/** @returns what is wrong with it */
function applyVersion(line: IndexEntry, entries: Map<string, IndexEntry>, owners: Set<string>): string | null {
  // Whoever publishes a name first owns it.
  if (owners.size === 0) owners.add(line.publisher);
  if (!owners.has(line.publisher)) return `is signed by a key that does not own ${line.name}`;
  const earlier = entries.get(line.version);
  const changed = earlier && changedKey(earlier, line);
  if (changed !== undefined) return `says version ${line.version} again with another ${changed}`;
  if (earlier === undefined && (line.yanked || line.deprecated !== undefined))
    return 'publishes what is withdrawn already';
  // Who published it, and where in the log, stays so: saying it again only withdraws it or offers it again.
  entries.set(line.version, earlier === undefined ? line : saidAgain(earlier, line));
  return null;
}

function saidAgain(earlier: IndexEntry, { yanked, deprecated }: IndexEntry): IndexEntry {
  const { deprecated: _before, ...first } = earlier;
  return { ...first, yanked, ...(deprecated === undefined ? {} : { deprecated }) };
}

const unchangeable = ['sha256', 'size', 'dependencies', 'capabilities', 'description', 'published'] as const;

function changedKey(earlier: IndexEntry, later: IndexEntry): string | undefined {
  return unchangeable.find((key) => JSON.stringify(earlier[key]) !== JSON.stringify(later[key]));
}

/** @returns what is wrong with it */
function applyOwner(line: OwnerLine, owners: Set<string>): string | null {
  const beginsSigners = line.name === signersName && owners.size === 0;
  const letsItselfIn = owners.has(anybody) && line.change === 'add' && line.owner === line.publisher;
  const isFirst = beginsSigners && line.change === 'add' && line.owner === line.publisher;
  if (!owners.has(line.publisher) && !letsItselfIn && !isFirst) {
    return line.name === signersName
      ? 'is signed by a key that may not sign for this registry'
      : `is signed by a key that does not own ${line.name}`;
  }
  if (line.change === 'add') {
    if (owners.has(line.owner)) return 'adds an owner who is one already';
    owners.add(line.owner);
    return null;
  }
  if (!owners.delete(line.owner)) return 'removes an owner who is none';
  return [...owners].some((owner) => owner !== anybody) ? null : 'removes the last owner';
}
