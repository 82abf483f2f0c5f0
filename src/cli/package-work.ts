/** What the package commands share: the project they work on, its registries, the store, and how far a download is. */
import type { FetchedPackage } from '#packages/install/fetch';
import type { Installer } from '#packages/install/install';
import { openPackageProject, type PackageProject } from '#packages/install/project';
import type { Lock } from '#packages/lockfile';
import type { Manifest } from '#packages/manifest';
import { dataFolder, storeFolder } from '#packages/places';
import { openRegistries, registryAddresses } from '#packages/registries';
import type { Registry } from '#packages/registry/registry';
import { PackageStore } from '#packages/store/store';
import { currentFolder } from '#platform/environment';
import path from '#platform/paths';
import { isTerminal, writeTo } from '#platform/terminal';

import { findManifest } from '#project/workspace';
import { UsageFailure } from './command.ts';
import { note } from './output.ts';

/** The project that the user stands in. @throws UsageFailure, ManifestFailure, LockFailure, DiskFailure */
export function openProjectHere(): PackageProject {
  const file = findManifest(currentFolder());
  if (file === null) throw new UsageFailure('no aegis.toml here or above', "make a project with 'aegis init'");
  return openPackageProject(path.dirname(file));
}

/** The store of this user. @throws UsageFailure when there is no place for one */
export function openStore(): PackageStore {
  return new PackageStore(storeFolder(requireData()));
}

function requireData(): string {
  const folder = dataFolder();
  if (folder !== null) return folder;
  throw new UsageFailure('there is no place for packages', 'set HOME or XDG_DATA_HOME');
}

/** @param isOffline true when nothing beyond this machine is asked */
export function openInstaller(project: PackageProject, isOffline: boolean): Installer {
  let opened: readonly Registry[] | null = null;
  return {
    store: openStore(),
    addresses: registryAddresses(project.manifest),
    openRegistries: async () => {
      opened ??= await openProjectRegistries(project.root, project.manifest, project.lock, isOffline);
      return opened;
    },
    fetchGit: async (address, reference) => {
      const { fetchGitPackage } = await import('#packages/git-package');
      return fetchGitPackage(address, reference, project.root, path.join(requireData(), 'git'));
    },
    inspect: (packages) => inspect(project.root, packages),
    progress: showProgress,
    now: Date.now(),
  };
}

/** Loads the compiler only when there is something to compile. */
async function inspect(root: string, packages: readonly FetchedPackage[]): Promise<void> {
  if (packages.every(({ content }) => content === null)) return;
  const { inspectPackages } = await import('#project/package-inspection');
  await inspectPackages(root, packages, openStore());
}

/** The registries of a project, or of nobody's: the built-in one. */
export function openProjectRegistries(
  root: string,
  manifest: Manifest | null,
  lock: Lock,
  isOffline: boolean,
): Promise<readonly Registry[]> {
  return openRegistries({ root, manifest, lock, isOffline, data: requireData() });
}

/** What registries want the user to hear once the work is done. */
export async function tellNotes(installer: Installer): Promise<void> {
  for (const registry of await installer.openRegistries()) for (const text of registry.notes) note(text);
}

/** A line that counts, for people at a terminal. */
function showProgress(done: number, total: number, name: string): void {
  if (!isTerminal('error') || total < 2) return;
  writeTo('error', done === total ? '\r\x1b[K' : `\r\x1b[K  ${done} of ${total}  ${name}`);
}
