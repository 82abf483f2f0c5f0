/**
 * The lines of the index, and their strict reading. A package's file has one statement a line: a version (said again, when
 * it is yanked or deprecated: the last one counts) or a change of its owners. Lines come from outside: each has exactly the
 * keys of its kind, each value its form and its bounds, and is written in canonical JSON, so that one statement has one
 * sequence of bytes.
 */
import { CapabilitySyntaxError, parseCapability } from '#language/capabilities';
import { canonicalJson } from '#transparency/canonical';
import { isPublicKeyText, isSignatureText } from '#transparency/keys';
import { archiveLimits } from '../archive/archive-file.ts';
import { problemOfName, problemOfRange, problemOfVersion } from '../names.ts';

/** What every line has: who says it, when, and where it stands. */
export interface Statement {
  /** Of the package; `signersName` for those who may sign the registry's checkpoints. */
  readonly name: string;
  /** When it was said, or for a version that is said again, when it was first published: UTC, `2026-01-31T12:00:00Z`. */
  readonly published: string;
  /** Public key of who says it (`ed25519:…`). */
  readonly publisher: string;
  /** SHA-256 in hex of the line before this one in the same file; empty for the first. */
  readonly previous: string;
  /** The line's place in the registry's log, from 0. */
  readonly log: number;
  /** Ed25519 in base64url over everything else but the place. */
  readonly signature: string;
}

/** A version of a package. */
export interface IndexEntry extends Statement {
  readonly version: string;
  readonly description: string;
  /** Package name to range. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** What the package's code may need, sorted. */
  readonly capabilities: readonly string[];
  /** Of the archive, in hex. */
  readonly sha256: string;
  /** Of the archive, in bytes. */
  readonly size: number;
  readonly yanked: boolean;
  /** Why it should not be used any more; absent when nothing is wrong with it. */
  readonly deprecated?: string;
}

/** A key gets or loses the right to make statements about a package. */
export interface OwnerLine extends Statement {
  readonly change: 'add' | 'remove';
  /** A public key; `*` (anybody) for the signers of checkpoints only. */
  readonly owner: string;
}

export type IndexLine = IndexEntry | OwnerLine;

/** The file of those who may sign checkpoints has lines like a package's owners; no package can have this name. */
export const signersName = '@signers';
/** Stands for any key. */
export const anybody = '*';

const longestLine = 64 * 1024;
const longestText = 1000;
const mostDependencies = 200;
const mostCapabilities = 100;

/** A line of the index is not one; `reason` is to be read after "it". */
export class IndexLineFailure extends Error {
  override readonly name = 'IndexLineFailure';
  constructor(readonly reason: string) {
    super(`the line is refused: it ${reason}`);
  }
}

export function isVersion(line: IndexLine): line is IndexEntry {
  return 'version' in line;
}

/**
 * @param text a line without its end
 * @throws IndexLineFailure
 */
export function parseIndexLine(text: string): IndexLine {
  if (text.length > longestLine) throw new IndexLineFailure('is too long');
  const value = parseObject(text);
  const line = 'version' in value ? checkVersion(value) : checkOwner(value);
  if (writeIndexLine(line) !== text) throw new IndexLineFailure('is not written in canonical JSON');
  return line;
}

/** The line's text, without its end: canonical JSON. */
export function writeIndexLine(line: IndexLine): string {
  return canonicalJson(line);
}

/** What the publisher signs: everything but the place in the log, which is given by whoever appends. */
export function signedText(origin: string, line: Omit<IndexLine, 'log' | 'signature'>): string {
  const { log: _log, signature: _signature, ...statement } = line as IndexLine;
  return `aegis-registry-line/1\n${origin}\n${canonicalJson(statement)}`;
}

type Fields = Readonly<Record<string, unknown>>;

function parseObject(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new IndexLineFailure('is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new IndexLineFailure('is not an object');
  return value as Fields;
}

const statementKeys = ['name', 'published', 'publisher', 'previous', 'log', 'signature'];
const versionKeys = ['version', 'description', 'dependencies', 'capabilities', 'sha256', 'size', 'yanked'];
const ownerKeys = ['change', 'owner'];

function checkVersion(value: Fields): IndexEntry {
  checkKeys(value, [...statementKeys, ...versionKeys], ['deprecated']);
  checkStatement(value);
  refuse(problemOfName(value.name as string), `names the package '${String(value.name).slice(0, 80)}', which`);
  must(typeof value.version === 'string', 'has a version that is no text');
  refuse(problemOfVersion(value.version as string), `has the version '${String(value.version).slice(0, 80)}', which`);
  must(isShortText(value.description), 'has a description that is no short line of text');
  must(isDigest(value.sha256), 'has a sha256 that is no hash');
  must(isCount(value.size) && value.size > 0 && value.size <= archiveLimits.packedBytes, 'has a size that cannot be');
  must(typeof value.yanked === 'boolean', 'has a yanked that is neither true nor false');
  must(
    value.deprecated === undefined || isShortText(value.deprecated),
    'has a deprecated that is no short line of text',
  );
  checkDependencies(value.dependencies);
  checkCapabilities(value.capabilities);
  return value as unknown as IndexEntry;
}

function checkOwner(value: Fields): OwnerLine {
  checkKeys(value, [...statementKeys, ...ownerKeys], []);
  checkStatement(value);
  const ofSigners = value.name === signersName;
  if (!ofSigners)
    refuse(problemOfName(value.name as string), `names the package '${String(value.name).slice(0, 80)}', which`);
  must(value.change === 'add' || value.change === 'remove', 'has a change that is neither add nor remove');
  must(isPublicKeyText(value.owner) || (ofSigners && value.owner === anybody), 'has an owner that is no public key');
  return value as unknown as OwnerLine;
}

function checkStatement(value: Fields): void {
  must(typeof value.name === 'string', 'has a name that is no text');
  must(isMoment(value.published), 'has a published that is no moment like 2026-01-31T12:00:00Z');
  must(isPublicKeyText(value.publisher), 'has a publisher that is no public key');
  must(value.previous === '' || isDigest(value.previous), 'has a previous that is no hash');
  must(isCount(value.log), 'has a log that is no count');
  must(isSignatureText(value.signature), 'has a signature that is none');
}

function checkDependencies(value: unknown): void {
  must(typeof value === 'object' && value !== null && !Array.isArray(value), 'has dependencies that are no table');
  const dependencies = Object.entries(value as object);
  must(dependencies.length <= mostDependencies, `has more than ${mostDependencies} dependencies`);
  for (const [name, range] of dependencies) {
    refuse(problemOfName(name), `depends on '${name.slice(0, 80)}', which`);
    must(typeof range === 'string', `depends on ${name} with a range that is no text`);
    refuse(problemOfRange(range as string), `depends on ${name} with '${String(range).slice(0, 80)}', which`);
  }
}

function checkCapabilities(value: unknown): void {
  must(Array.isArray(value) && value.length <= mostCapabilities, 'has capabilities that are no short list');
  let before = '';
  for (const capability of value as unknown[]) {
    must(typeof capability === 'string' && isShortText(capability), 'has a capability that is no text');
    must(before < (capability as string), 'has capabilities that are not sorted');
    before = capability as string;
    try {
      parseCapability(before);
    } catch (error) {
      if (!(error instanceof CapabilitySyntaxError)) throw error;
      throw new IndexLineFailure(`asks for a capability that there is not: ${error.message.slice(0, 200)}`);
    }
  }
}

function checkKeys(value: Fields, required: readonly string[], optional: readonly string[]): void {
  const missing = required.find((key) => !Object.hasOwn(value, key));
  must(missing === undefined, `has no ${missing}`);
  const unknown = Object.keys(value).find((key) => !required.includes(key) && !optional.includes(key));
  must(unknown === undefined, `has a key '${unknown?.slice(0, 40)}', which this version of Aegis does not know`);
}

function must(holds: boolean, reason: string): asserts holds {
  if (!holds) throw new IndexLineFailure(reason);
}

function refuse(problem: string | null, before: string): void {
  if (problem !== null) throw new IndexLineFailure(`${before} ${problem}`);
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0);
}

function isMoment(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString().replace('.000', '') === value;
}

/** One line that can be shown: no control characters, no unpaired surrogates. */
function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText && !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(value);
}
