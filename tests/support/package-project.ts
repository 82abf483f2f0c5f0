/** A project in a temporary folder, installed into a store of its own from registries in memory. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carryOut, type Installer, isInstalled, type Plan, planInstallation } from '#packages/install/install';
import { openPackageProject } from '#packages/install/project';
import type { FetchGit } from '#packages/resolution/local';
import { PackageStore } from '#packages/store/store';
import { MemoryRegistry } from './memory-registry.ts';

export class TestProject {
  readonly root = mkdtempSync(join(tmpdir(), 'aegis-project-'));
  readonly registry = new MemoryRegistry();
  registries = [this.registry];
  readonly store = new PackageStore(join(this.root, 'store'));
  fetchGit: FetchGit = () => Promise.reject(new Error('no repositories here'));
  now = Date.parse('2026-06-01T00:00:00Z');

  constructor(manifest: string) {
    this.write('aegis.toml', manifest);
  }

  get installer(): Installer {
    return {
      store: this.store,
      addresses: new Map(this.registries.map(({ name, source }) => [name, source])),
      openRegistries: async () => this.registries,
      fetchGit: this.fetchGit,
      inspect: async () => {},
      progress: () => {},
      now: this.now,
    };
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.root, file), text);
  }

  async plan(change: { text?: string; release?: readonly string[] | 'all'; accept?: boolean } = {}): Promise<Plan> {
    const project = openPackageProject(this.root);
    return planInstallation(project, this.installer, {
      manifestText: change.text ?? project.manifest.source.text,
      release: change.release === 'all' ? 'all' : new Set(change.release ?? []),
      underGrants: change.accept !== true,
    });
  }

  /** Installs, and gives what is locked then: `a 1.0.0, b 2.0.0`. */
  async install(change: Parameters<TestProject['plan']>[0] = {}): Promise<string> {
    if (
      change.text === undefined &&
      change.release === undefined &&
      isInstalled(openPackageProject(this.root), this.installer, false)
    ) {
      return `nothing to do: ${this.locked()}`;
    }
    const plan = await this.plan(change);
    await carryOut(openPackageProject(this.root), this.installer, plan);
    return this.locked();
  }

  locked(): string {
    return openPackageProject(this.root)
      .lock.packages.map(({ name, version }) => `${name} ${version}`)
      .join(', ');
  }

  emptyStore(): void {
    Bun.spawnSync(['chmod', '-R', 'u+w', this.store.folder]);
    rmSync(this.store.folder, { recursive: true, force: true });
  }

  remove(): void {
    Bun.spawnSync(['chmod', '-R', 'u+w', this.root]);
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** The message of what an action throws. */
export async function refusalOf(action: () => unknown): Promise<string> {
  try {
    await action();
    return 'nothing was refused';
  } catch (error) {
    return (error as Error).message;
  }
}
