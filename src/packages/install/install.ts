/**
 * An installation, in three steps that a command puts its questions between: plan what would be used, fetch it into the
 * store, write aegis.lock and aegis.toml. Until the last step nothing that a run looks at has changed.
 */
import type { ArchiveFile } from '../archive/archive-file.ts';
import { type Lock, type LockedPackage, LockFailure } from '../lockfile.ts';
import type { Manifest } from '../manifest.ts';
import type { Registry } from '../registry/registry.ts';
import { withMore } from '../resolution/authority.ts';
import { lockedAs, type PackageCandidate } from '../resolution/candidate.ts';
import type { FetchGit } from '../resolution/local.ts';
import type { PackageStore } from '../store/store.ts';
import { removeTable, setKey } from '../toml-edit.ts';
import { type Change, changesBetween } from './changes.ts';
import { type Asking, whoAsks } from './consent.ts';
import type { FetchedPackage, Progress } from './fetch.ts';
import { problemOfAddress, problemOfAuthority, problemOfLock, type RegistryAddresses } from './lock-check.ts';
import { manifestOf, type PackageProject, writeProject } from './project.ts';
import { checkTold, toldText } from './told.ts';

/** What an installation works with. */
export interface Installer {
  readonly store: PackageStore;
  /** Known without asking anybody. */
  readonly addresses: RegistryAddresses;
  /** Called only when the lock does not say everything. */
  readonly openRegistries: () => Promise<readonly Registry[]>;
  readonly fetchGit: FetchGit;
  /** Judges the code of packages before the store gets them; throws to refuse them. */
  readonly inspect: (packages: readonly FetchedPackage[]) => Promise<void>;
  readonly progress: Progress;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface PlanRequest {
  /** aegis.toml as it is to be. */
  readonly manifestText: string;
  /** Packages that need not stay as they are; `all` for none of them. */
  readonly release: ReadonlySet<string> | 'all';
  /** True when only what aegis.toml grants may be chosen. */
  readonly underGrants: boolean;
}

export interface Plan {
  readonly manifestText: string;
  readonly manifest: Manifest;
  readonly selected: ReadonlyMap<string, PackageCandidate>;
  readonly changes: readonly Change[];
  /** Who asks for what. */
  readonly asking: readonly Asking[];
}

/**
 * Finds out whether there is nothing to do: the lock answers aegis.toml and the store has everything, whole.
 *
 * @param isFrozen true when a lock that would have to change is an error
 * @throws LockFailure, ResolutionFailure, ArchiveFailure
 */
export function isInstalled(project: PackageProject, installer: Installer, isFrozen: boolean): boolean {
  const { manifest, lock } = project;
  const moved = problemOfAddress(lock, installer.addresses);
  if (moved !== null) throw new LockFailure(moved, "'aegis update' takes packages from where aegis.toml says now");
  const problem = problemOfLock(manifest, lock) ?? problemOfAuthority(manifest, lock);
  if (problem !== null && isFrozen)
    throw new LockFailure(problem, 'run it without --frozen to bring the lock up to date');
  return problem === null && lock.packages.every((locked) => isStored(locked, installer.store));
}

/** A folder is there or not when it is used; anything else has to be in the store, as the lock says. */
function isStored(locked: LockedPackage, store: PackageStore): boolean {
  if (locked.sha256 === null || locked.files === null) return true;
  const identity = { sha256: locked.sha256, files: locked.files };
  if (!store.isWhole(identity)) return false;
  // Reading the manifest again is only worth its time when it says something else.
  if (store.told(identity) === toldText(locked)) return true;
  const manifest: ArchiveFile = {
    path: 'aegis.toml',
    bytes: store.read(identity, store.listOf(identity)!, 'aegis.toml'),
  };
  checkTold([manifest], locked, 'aegis.lock');
  return true;
}

/** @throws ManifestFailure, ResolutionFailure, RegistryFailure, DiskFailure */
export async function planInstallation(
  project: PackageProject,
  installer: Installer,
  { manifestText, release, underGrants }: PlanRequest,
): Promise<Plan> {
  const manifest = manifestOf(manifestText);
  const { resolve } = await import('../resolution/resolve.ts');
  const selected = await resolve({
    root: project.root,
    manifest,
    registries: await installer.openRegistries(),
    fetchGit: installer.fetchGit,
    lock: project.lock,
    release,
    underGrants,
    now: installer.now,
  });
  const after = [...selected.values()].map((candidate) => lockedAs(candidate, null));
  return {
    manifestText,
    manifest,
    selected,
    changes: changesBetween(project.lock.packages, after),
    asking: whoAsks(manifest, selected.values()),
  };
}

/**
 * Fetches what a plan selects and makes it the project's. What packages ask beyond their grants is written as granted: that
 * the user agrees is the caller's business.
 *
 * @throws ArchiveFailure, RegistryFailure, LockFailure, ManifestFailure, DiskFailure
 */
export async function carryOut(project: PackageProject, installer: Installer, plan: Plan): Promise<Lock> {
  const before = new Map(project.lock.packages.map((locked) => [locked.name, locked]));
  const { store, progress } = installer;
  store.clean();
  // Whoever has nothing to install loads none of this.
  const { fetchPackages } = await import('./fetch.ts');
  const fetched = await fetchPackages(plan.selected.values(), before, store, progress);
  await installer.inspect(fetched);
  for (const { locked, content } of fetched) {
    if (content !== null) store.add({ sha256: locked.sha256!, files: locked.files! }, content, toldText(locked));
  }
  const packages = fetched.map(({ locked }) => locked);
  const lock = { packages, tools: project.lock.tools };
  const manifestText = withGrants(plan);
  manifestOf(manifestText);
  writeProject(project, manifestText, lock);
  return lock;
}

/** What was agreed to is written, what packages had that are gone is not kept for whoever bears their name next. */
function withGrants({ manifestText, manifest, asking, changes }: Plan): string {
  const gone = changes.filter(({ kind }) => kind === 'removed');
  const kept = gone.reduce((text, { name }) => removeTable(text, ['capabilities', 'packages', name]), manifestText);
  return asking.reduce((text, { name, surplus }) => {
    if (surplus.length === 0) return text;
    const written = manifest.capabilities.packages[name]?.allow ?? [];
    return setKey(text, ['capabilities', 'packages', name], 'allow', withMore(written, surplus));
  }, kept);
}
