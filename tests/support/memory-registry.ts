/** A registry in memory, for tests of what a client does with what registries say. Signatures are the registry's own tests' business. */
import { packArchive } from '#packages/archive/pack';
import type { IndexEntry, Registry } from '#packages/registry/registry';

export interface PackageText {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly capabilities?: readonly string[];
  readonly published?: string;
  readonly yanked?: boolean;
  /** More files, or others than the usual aegis.toml. */
  readonly files?: Readonly<Record<string, string>>;
}

export class MemoryRegistry implements Registry {
  readonly source: string;
  readonly notes: readonly string[] = [];
  /** How many archives were asked for. */
  downloads = 0;
  private readonly entries: IndexEntry[] = [];
  private readonly archives = new Map<string, Uint8Array>();

  constructor(readonly name = 'own') {
    this.source = `memory:${name}`;
  }

  publish(text: PackageText): IndexEntry {
    const { name, version, dependencies = {}, capabilities = [] } = text;
    const files = {
      'aegis.toml': manifestText(text),
      'main.aegis': 'func hello() -> str:\n    return "hello"\n',
      ...text.files,
    };
    const bytes = packArchive(Object.entries(files).map(([path, body]) => ({ path, bytes: Buffer.from(body) })));
    const sha256 = new Bun.CryptoHasher('sha256').update(bytes).digest('hex');
    const entry: IndexEntry = {
      name,
      version,
      description: `the package ${name}`,
      dependencies,
      capabilities: [...capabilities].sort(),
      sha256,
      size: bytes.length,
      published: text.published ?? '2026-01-01T00:00:00Z',
      yanked: text.yanked ?? false,
      publisher: 'ed25519:memory',
      previous: '',
      log: this.entries.length,
      signature: '',
    };
    this.archives.set(sha256, bytes);
    this.entries.push(entry);
    return entry;
  }

  /** Says something else about a version than before. */
  change(name: string, version: string, change: Partial<IndexEntry>): void {
    const at = this.entries.findIndex((entry) => entry.name === name && entry.version === version);
    this.entries[at] = { ...this.entries[at]!, ...change };
  }

  /** Puts other bytes where an archive was. */
  replaceArchive(sha256: string, bytes: Uint8Array): void {
    this.archives.set(sha256, bytes);
  }

  async prefetch(): Promise<void> {}

  async versions(packageName: string): Promise<readonly IndexEntry[]> {
    return this.entries.filter(({ name }) => name === packageName);
  }

  async archive({ sha256 }: IndexEntry): Promise<Uint8Array> {
    this.downloads++;
    return this.archives.get(sha256)!;
  }

  async search(words: readonly string[]): Promise<readonly IndexEntry[]> {
    return this.entries.filter(({ name }) => words.every((word) => name.includes(word)));
  }
}

function manifestText({ name, version, dependencies = {}, capabilities = [] }: PackageText): string {
  const wanted = Object.entries(dependencies).map(([other, range]) => `${other} = "${range}"\n`);
  const asks = capabilities.map((each) => `'${each}'`).join(', ');
  return `[package]\nname = "${name}"\nversion = "${version}"\nentry = "main.aegis"\ncapabilities = [${asks}]\n[dependencies]\n${wanted.join('')}`;
}
