/**
 * Reads aegis.toml. What is wrong with it becomes diagnostics that point at the place, like those of source text; a
 * manifest with an error is no manifest, because half of a permission list is not what its writer meant.
 * `$NAME` in a value stands for an environment variable; it is kept as written here and read when the value is used, so
 * that no secret gets into memory, caches or logs before it is needed.
 */
import { parse, TomlError } from 'smol-toml';
import { type Diagnostic, Diagnostics } from '#diagnostics/diagnostic';
import { nearestName } from '#diagnostics/suggest';
import { CapabilitySyntaxError, capabilityNames, parseCapability } from '#language/capabilities';
import type { SourceFile } from '#language/source';
import { manifestSchema, type Shape } from './manifest-schema.ts';
import { placeOfKey } from './toml-places.ts';

export interface Grants {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

export interface Dependency {
  readonly version?: string;
  readonly path?: string;
  readonly git?: string;
  readonly tag?: string;
  readonly branch?: string;
  readonly revision?: string;
  readonly registry?: string;
}

export interface McpServer {
  readonly command?: string | readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly capabilities?: readonly string[];
  readonly tools?: Readonly<Record<string, { readonly capabilities?: readonly string[] }>>;
}

type Setting = string | number | boolean | readonly string[] | Readonly<Record<string, string | number | boolean>>;
type Settings = Readonly<Record<string, Setting>>;

export interface Manifest {
  readonly source: SourceFile;
  readonly package: {
    readonly name: string | null;
    readonly version: string | null;
    readonly description: string | null;
    readonly license: string | null;
    readonly authors: readonly string[];
    readonly entry: string;
    readonly capabilities: readonly string[];
    readonly aegis: string | null;
  };
  readonly dependencies: Readonly<Record<string, Dependency>>;
  readonly developmentDependencies: Readonly<Record<string, Dependency>>;
  readonly capabilities: Grants & { readonly packages: Readonly<Record<string, Grants>> };
  readonly mcpServers: Readonly<Record<string, McpServer>>;
  readonly providers: Readonly<Record<string, string | Settings>>;
  readonly models: Readonly<Record<string, string | Settings>>;
  readonly delegates: Readonly<Record<string, Settings>>;
  readonly memory: { readonly backend?: string; readonly path?: string };
  readonly audit: {
    readonly store?: string;
    readonly redact?: readonly string[];
    readonly checkpoint?: number | string;
  };
  readonly approvals: { readonly handler?: string };
  readonly plans: { readonly engine?: string; readonly url?: string };
  readonly registries: Readonly<Record<string, string | { readonly url?: string; readonly key?: string }>>;
  readonly overrides: Readonly<Record<string, Dependency>>;
  readonly install: { readonly 'minimum-release-age'?: string };
  readonly network: { readonly ca?: string; readonly proxy?: string };
  readonly secrets: Readonly<Record<string, string>>;
  readonly test: { readonly paths?: readonly string[]; readonly timeout?: string; readonly coverage?: boolean };
  readonly fmt: { readonly 'line-length'?: number };
}

/** The file that a project starts with when its manifest names no other. */
export const defaultEntry = 'main.aegis';

/**
 * @param source the text of an aegis.toml
 * @returns the manifest, or null with the reasons
 */
export function readManifest(source: SourceFile): { manifest: Manifest | null; diagnostics: readonly Diagnostic[] } {
  const diagnostics = new Diagnostics(source);
  const raw = parseToml(source, diagnostics);
  if (raw !== null) check(raw, manifestSchema, [], diagnostics);
  const manifest = raw === null || diagnostics.hasErrors ? null : makeManifest(source, raw as RawManifest);
  if (manifest !== null) {
    checkCapabilities(manifest, diagnostics);
    checkLineLength(manifest, diagnostics);
  }
  return { manifest: diagnostics.hasErrors ? null : manifest, diagnostics: diagnostics.list };
}

function parseToml(source: SourceFile, diagnostics: Diagnostics): Record<string, unknown> | null {
  try {
    return parse(source.text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const start = (source.lineStarts[error.line - 1] ?? 0) + Math.max(0, error.column - 1);
    const reason = error.message.replace(/^Invalid TOML document: /, '').split('\n')[0]!;
    diagnostics.report('manifest/syntax', { start, end: start + 1 }, `this is not valid TOML: ${reason}`);
    return null;
  }
}

function check(value: unknown, shape: Shape, path: readonly string[], diagnostics: Diagnostics): void {
  const chosen = shape.kind === 'either' ? shape.of.find((candidate) => hasKind(value, candidate)) : shape;
  if (chosen === undefined || !hasKind(value, chosen)) {
    const place = placeOfKey(diagnostics.source.text, path);
    diagnostics.report('manifest/wrong-type', place, `${path.join('.')} must be ${shape.says}, not ${kindOf(value)}`);
    return;
  }
  if (chosen.kind !== 'table' && chosen.kind !== 'map') return;
  for (const [name, member] of Object.entries(value as object)) {
    const inner =
      chosen.kind === 'map' ? chosen.values : Object.hasOwn(chosen.keys, name) ? chosen.keys[name] : undefined;
    if (inner !== undefined) check(member, inner, [...path, name], diagnostics);
    else if (chosen.kind === 'table') reportUnknown(name, Object.keys(chosen.keys), path, diagnostics);
  }
}

function reportUnknown(
  name: string,
  known: readonly string[],
  path: readonly string[],
  diagnostics: Diagnostics,
): void {
  const where = path.length === 0 ? 'aegis.toml' : `[${path.join('.')}]`;
  const near = nearestName(name, known);
  const span = placeOfKey(diagnostics.source.text, [...path, name]);
  diagnostics.report('manifest/unknown-key', span, `${where} has no key '${name}'`, {
    help: near === null ? `its keys are ${known.join(', ')}` : `did you mean '${near}'?`,
  });
}

/** The shortest lines in which deeply nested code can still be laid out. */
const shortestLine = 40;

function checkLineLength({ fmt }: Manifest, diagnostics: Diagnostics): void {
  const length = fmt['line-length'];
  if (length === undefined || (Number.isInteger(length) && length >= shortestLine)) return;
  const place = placeOfKey(diagnostics.source.text, ['fmt', 'line-length']);
  const message = `fmt.line-length must be a whole number of at least ${shortestLine}, not ${length}`;
  diagnostics.report('manifest/wrong-type', place, message);
}

/** Every list of capabilities holds capabilities: a denial that means nothing would deny nothing. */
function checkCapabilities(manifest: Manifest, diagnostics: Diagnostics): void {
  const { capabilities, mcpServers } = manifest;
  const lists: [path: string[], texts: readonly string[]][] = [
    [['package', 'capabilities'], manifest.package.capabilities],
    [['capabilities', 'allow'], capabilities.allow],
    [['capabilities', 'deny'], capabilities.deny],
  ];
  for (const [name, grants] of Object.entries(capabilities.packages)) {
    lists.push([['capabilities', 'packages', name, 'allow'], grants.allow]);
    lists.push([['capabilities', 'packages', name, 'deny'], grants.deny]);
  }
  for (const [name, server] of Object.entries(mcpServers)) {
    lists.push([['mcp', 'servers', name, 'capabilities'], server.capabilities ?? []]);
    for (const [tool, settings] of Object.entries(server.tools ?? {})) {
      lists.push([['mcp', 'servers', name, 'tools', tool, 'capabilities'], settings.capabilities ?? []]);
    }
  }
  for (const [path, texts] of lists) for (const text of texts) checkCapability(text, path, diagnostics);
}

function checkCapability(text: string, path: readonly string[], diagnostics: Diagnostics): void {
  try {
    parseCapability(text);
  } catch (error) {
    if (!(error instanceof CapabilitySyntaxError)) throw error;
    const near = nearestName(text.replace(/\(.*/s, ''), capabilityNames);
    diagnostics.report('manifest/bad-capability', placeOfKey(diagnostics.source.text, path), error.message, {
      help: near === null ? null : `did you mean '${near}'?`,
    });
  }
}

function hasKind(value: unknown, shape: Shape): boolean {
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'scalar':
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'either':
      return shape.of.some((candidate) => hasKind(value, candidate));
    default:
      return kindOf(value) === 'a table';
  }
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'a date';
  if (typeof value === 'object') return 'a table';
  return { string: 'a string', number: 'a number', boolean: 'true or false' }[typeof value as 'string'] ?? 'this';
}

/** What the schema promises of a checked document. */
interface RawManifest {
  readonly package?: Partial<{ [Key in keyof Manifest['package']]: NonNullable<Manifest['package'][Key]> }>;
  readonly dependencies?: Record<string, string | Dependency>;
  readonly 'dev-dependencies'?: Record<string, string | Dependency>;
  readonly capabilities?: Partial<Grants> & { readonly packages?: Record<string, Partial<Grants>> };
  readonly mcp?: { readonly servers?: Manifest['mcpServers'] };
  readonly providers?: Manifest['providers'];
  readonly models?: Manifest['models'];
  readonly delegates?: Manifest['delegates'];
  readonly memory?: Manifest['memory'];
  readonly audit?: Manifest['audit'];
  readonly approvals?: Manifest['approvals'];
  readonly plans?: Manifest['plans'];
  readonly registries?: Manifest['registries'];
  readonly overrides?: Record<string, string | Dependency>;
  readonly install?: Manifest['install'];
  readonly network?: Manifest['network'];
  readonly secrets?: Manifest['secrets'];
  readonly test?: Manifest['test'];
  readonly fmt?: Manifest['fmt'];
}

function makeManifest(source: SourceFile, raw: RawManifest): Manifest {
  return {
    source,
    package: {
      name: raw.package?.name ?? null,
      version: raw.package?.version ?? null,
      description: raw.package?.description ?? null,
      license: raw.package?.license ?? null,
      authors: raw.package?.authors ?? [],
      entry: raw.package?.entry ?? defaultEntry,
      capabilities: raw.package?.capabilities ?? [],
      aegis: raw.package?.aegis ?? null,
    },
    dependencies: readDependencies(raw.dependencies),
    developmentDependencies: readDependencies(raw['dev-dependencies']),
    capabilities: {
      ...readGrants(raw.capabilities),
      packages: mapValues(raw.capabilities?.packages ?? {}, readGrants),
    },
    mcpServers: raw.mcp?.servers ?? {},
    providers: raw.providers ?? {},
    models: raw.models ?? {},
    delegates: raw.delegates ?? {},
    memory: raw.memory ?? {},
    audit: raw.audit ?? {},
    approvals: raw.approvals ?? {},
    plans: raw.plans ?? {},
    registries: raw.registries ?? {},
    overrides: readDependencies(raw.overrides),
    install: raw.install ?? {},
    network: raw.network ?? {},
    secrets: raw.secrets ?? {},
    test: raw.test ?? {},
    fmt: raw.fmt ?? {},
  };
}

function readGrants(raw: Partial<Grants> | undefined): Grants {
  return { allow: raw?.allow ?? [], deny: raw?.deny ?? [] };
}

function readDependencies(raw: Record<string, string | Dependency> | undefined): Record<string, Dependency> {
  return mapValues(raw ?? {}, (value) => (typeof value === 'string' ? { version: value } : value));
}

function mapValues<In, Out>(record: Readonly<Record<string, In>>, change: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
