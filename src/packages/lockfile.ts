/**
 * aegis.lock (docs/lockfile.md): what exactly a project uses. Written deterministically and sorted, one value a line, so that
 * two machines write the same bytes and a change shows as its own lines. Read strictly: a lock decides which code
 * runs, so a value that is missing, twice there, malformed or unknown makes the whole file unusable.
 */
import { parse, TomlError } from 'smol-toml';
import { CapabilitySyntaxError, parseCapability } from '#language/capabilities';
import { problemOfName, problemOfVersion } from './names.ts';

/** Where a package comes from. */
export type PackageSource =
  | { readonly kind: 'registry'; readonly registry: string; readonly address: string }
  /** A folder, relative to the project's. */
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'git'; readonly address: string; readonly revision: string };

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly source: PackageSource;
  /** SHA-256 of the archive, in hex; null for a folder, whose content is the user's to change. */
  readonly sha256: string | null;
  /** Digest of the list of its files; null for a folder. */
  readonly files: string | null;
  /** What its code may need, sorted. */
  readonly capabilities: readonly string[];
  /** Ranges by package name. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** The key that signed it; null when it comes from no registry. */
  readonly publisher: string | null;
  /** Its place in the registry's log; null when it comes from no registry. */
  readonly log: number | null;
}

export interface Lock {
  /** By name, sorted. */
  readonly packages: readonly LockedPackage[];
  /** Hash of the tools that each MCP server had when it was pinned. */
  readonly tools: Readonly<Record<string, string>>;
}

export const lockName = 'aegis.lock';
export const emptyLock: Lock = { packages: [], tools: {} };

/** aegis.lock cannot be used; the message says why. */
export class LockFailure extends Error {
  override readonly name = 'LockFailure';

  constructor(
    reason: string,
    readonly help: string | null = null,
  ) {
    super(`${lockName} ${reason}`);
  }
}

const formatVersion = 1;
const firstLine = '# Written by Aegis; not to be edited by hand. Keep it under version control.';

/** The text of a lock: the same lock gives the same bytes. */
export function writeLock(lock: Lock): string {
  const packages = [...lock.packages].sort((left, right) => compareText(left.name, right.name));
  const servers = Object.entries(lock.tools).sort(([left], [right]) => compareText(left, right));
  const blocks = [
    `${firstLine}\nversion = ${formatVersion}\n`,
    ...packages.map(packageBlock),
    ...servers.map(([name, hash]) => `[[server]]\nname = ${quoted(name)}\ntools = ${quoted(hash)}\n`),
  ];
  return blocks.join('\n');
}

function packageBlock(locked: LockedPackage): string {
  const lines = ['[[package]]', `name = ${quoted(locked.name)}`, `version = ${quoted(locked.version)}`];
  const { source } = locked;
  if (source.kind === 'registry') {
    lines.push(`registry = ${quoted(source.registry)}`, `address = ${quoted(source.address)}`);
  } else if (source.kind === 'path') lines.push(`path = ${quoted(source.path)}`);
  else lines.push(`git = ${quoted(source.address)}`, `revision = ${quoted(source.revision)}`);
  if (locked.sha256 !== null) lines.push(`sha256 = ${quoted(locked.sha256)}`);
  if (locked.files !== null) lines.push(`files = ${quoted(locked.files)}`);
  if (locked.publisher !== null) lines.push(`publisher = ${quoted(locked.publisher)}`);
  if (locked.log !== null) lines.push(`log = ${locked.log}`);
  if (locked.capabilities.length > 0) {
    lines.push(
      'capabilities = [',
      ...[...locked.capabilities].sort(compareText).map((each) => `  ${quoted(each)},`),
      ']',
    );
  }
  const dependencies = Object.entries(locked.dependencies).sort(([left], [right]) => compareText(left, right));
  if (dependencies.length > 0) {
    lines.push('[package.dependencies]', ...dependencies.map(([name, range]) => `${name} = ${quoted(range)}`));
  }
  return `${lines.join('\n')}\n`;
}

/**
 * @param text of an aegis.lock
 * @throws LockFailure
 */
export function readLock(text: string): Lock {
  if (/^(?:<{7}|={7}|>{7})(?: |$)/m.test(text)) {
    throw new LockFailure(
      'has marks of a merge conflict',
      "take one side of it and run 'aegis install', which brings it in line with aegis.toml",
    );
  }
  const root = new Table(parseToml(text), 'aegis.lock');
  if (root.number('version') !== formatVersion) {
    throw new LockFailure(`is of format ${root.number('version')}, this Aegis reads ${formatVersion}`);
  }
  const packages = root.tables('package').map(readPackage);
  const names = packages.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new LockFailure(`has '${twice}' twice`);
  const tools = Object.fromEntries(root.tables('server').map((server) => [server.text('name'), server.text('tools')]));
  root.refuseOthers(['version', 'package', 'server']);
  return { packages: packages.sort((left, right) => compareText(left.name, right.name)), tools };
}

function parseToml(text: string): Record<string, unknown> {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.replace(/^Invalid TOML document: /, '').split('\n')[0];
    throw new LockFailure(`is not valid TOML: ${reason} (line ${error.line})`);
  }
}

const hexDigest = /^[0-9a-f]{64}$/;

function readPackage(table: Table): LockedPackage {
  const name = table.text('name');
  const problem = problemOfName(name);
  if (problem !== null) throw new LockFailure(`has the package '${name}', whose name ${problem}`);
  const version = table.text('version');
  const versionProblem = problemOfVersion(version);
  if (versionProblem !== null)
    throw new LockFailure(`has '${name}' with the version '${version}', which ${versionProblem}`);
  const source = readSource(table);
  const isFolder = source.kind === 'path';
  const isPublished = source.kind === 'registry';
  const capabilities = table.textsOrNone('capabilities');
  for (const capability of capabilities) checkCapability(capability, name);
  const locked: LockedPackage = {
    name,
    version,
    source,
    sha256: isFolder ? null : table.matching('sha256', hexDigest),
    files: isFolder ? null : table.matching('files', hexDigest),
    capabilities,
    dependencies: table.textTable('dependencies'),
    publisher: isPublished ? table.text('publisher') : null,
    log: isPublished ? table.number('log') : null,
  };
  table.refuseOthers([
    ...['name', 'version', 'capabilities', 'dependencies'],
    ...(isFolder ? ['path'] : ['sha256', 'files']),
    ...(isPublished ? ['registry', 'address', 'publisher', 'log'] : isFolder ? [] : ['git', 'revision']),
  ]);
  return locked;
}

function readSource(table: Table): PackageSource {
  if (table.has('path')) return { kind: 'path', path: table.text('path') };
  if (table.has('git')) {
    return {
      kind: 'git',
      address: table.text('git'),
      revision: table.matching('revision', /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
    };
  }
  return { kind: 'registry', registry: table.text('registry'), address: table.text('address') };
}

function checkCapability(text: string, name: string): void {
  try {
    parseCapability(text);
  } catch (error) {
    if (!(error instanceof CapabilitySyntaxError)) throw error;
    throw new LockFailure(`has '${name}' with a capability that is none: ${error.message}`);
  }
}

/** A TOML table of which only the expected is accepted. */
class Table {
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly where: string,
  ) {}

  has(key: string): boolean {
    return Object.hasOwn(this.values, key);
  }

  text(key: string): string {
    const value = this.values[key];
    if (typeof value !== 'string' || /\p{Cc}/u.test(value)) throw this.problem(key, 'a line of text');
    return value;
  }

  matching(key: string, form: RegExp): string {
    const value = this.text(key);
    if (!form.test(value)) throw this.problem(key, 'a hash in hex');
    return value;
  }

  number(key: string): number {
    const value = this.values[key];
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw this.problem(key, 'a number');
    return value as number;
  }

  textsOrNone(key: string): readonly string[] {
    const value = this.values[key] ?? [];
    if (!Array.isArray(value) || !value.every((each) => typeof each === 'string'))
      throw this.problem(key, 'a list of strings');
    return value;
  }

  textTable(key: string): Readonly<Record<string, string>> {
    const value = this.values[key] ?? {};
    if (!isRecord(value)) throw this.problem(key, 'a table');
    const inner = new Table(value, key);
    return Object.fromEntries(Object.keys(value).map((name) => [name, inner.text(name)]));
  }

  tables(key: string): Table[] {
    const value = this.values[key] ?? [];
    if (!Array.isArray(value) || !value.every(isRecord)) throw this.problem(key, 'a list of tables');
    return value.map((each) => new Table(each, `[[${key}]]`));
  }

  refuseOthers(known: readonly string[]): void {
    const other = Object.keys(this.values).find((key) => !known.includes(key));
    if (other !== undefined) throw new LockFailure(`has '${other}' in ${this.where}, which means nothing there`);
  }

  private problem(key: string, expected: string): LockFailure {
    const name = typeof this.values.name === 'string' && key !== 'name' ? ` of '${this.values.name}'` : '';
    return new LockFailure(`needs ${expected} as '${key}'${name}`);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function quoted(text: string): string {
  return text.includes('"') && !/['\p{Cc}]/u.test(text) ? `'${text}'` : JSON.stringify(text);
}

/** By code units: the same on every machine, whatever its language. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
