/**
 * Packages that come from a folder or a git repository: what they are called and what they need is known only from their
 * own manifest. Folders may depend on further folders, each path read from where it is written.
 */
import { SourceFile } from '#language/source';
import { fileExists, readText } from '#platform/disk';
import path from '#platform/paths';
import type { ArchiveFile } from '../archive/archive-file.ts';
import { readPackageManifest } from '../archive/contents.ts';
import type { LockedPackage } from '../lockfile.ts';
import { type Manifest, readManifest } from '../manifest.ts';
import { problemOfVersion } from '../names.ts';
import type { PackageCandidate } from './candidate.ts';
import {
  isSameSource,
  type RequiredSource,
  type Requirement,
  ResolutionFailure,
  readRequirements,
} from './requirement.ts';

/** Gets the files of a repository at a tag, branch or revision. */
export type FetchGit = (
  address: string,
  reference: string | null,
) => Promise<{ readonly revision: string; readonly files: readonly ArchiveFile[] }>;

/**
 * Follows requirements for folders and repositories to the end.
 *
 * @param root the project's folder
 * @param kept what the lock has and is to keep: a tag that was moved since then changes nothing
 * @returns the packages found
 * @throws ResolutionFailure
 */
export async function findLocal(
  root: string,
  requirements: readonly Requirement[],
  kept: ReadonlyMap<string, LockedPackage>,
  fetchGit: FetchGit,
): Promise<ReadonlyMap<string, PackageCandidate>> {
  const found = new Map<string, { readonly source: RequiredSource; readonly candidate: PackageCandidate }>();
  const waiting = requirements.filter(({ source }) => source.kind !== 'registry');
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { name, source } = next;
    const known = found.get(name);
    if (known !== undefined) {
      if (isSameSource(known.source, source)) continue;
      throw new ResolutionFailure([`'${name}' is asked from two places`], 'say which under [overrides] of aegis.toml');
    }
    if (source.kind === 'path') {
      const { candidate, further } = readFolder(root, name, source.path);
      found.set(name, { source, candidate });
      waiting.push(...further);
    } else if (source.kind === 'git') {
      found.set(name, {
        source,
        candidate: await readRepository(
          name,
          { ...source, reference: lockedRevision(source, kept.get(name)) },
          fetchGit,
        ),
      });
    }
  }
  return new Map([...found].map(([name, { candidate }]) => [name, candidate]));
}

function readFolder(
  root: string,
  name: string,
  folder: string,
): { readonly candidate: PackageCandidate; readonly further: readonly Requirement[] } {
  const manifest = readFolderManifest(root, name, folder);
  const requirements = readRequirements(manifest.dependencies).map((requirement) => {
    const { source } = requirement;
    if (source.kind !== 'path') return requirement;
    return { ...requirement, source: { ...source, path: path.join(folder, source.path) } };
  });
  const candidate: PackageCandidate = {
    name,
    version: manifest.package.version ?? '0.0.0',
    dependencies: Object.fromEntries(requirements.map((requirement) => [requirement.name, requirement.range])),
    capabilities: [...manifest.package.capabilities].sort(),
    exclusion: null,
    origin: { kind: 'path', path: folder },
  };
  return { candidate, further: requirements.filter(({ source }) => source.kind !== 'registry') };
}

function readFolderManifest(root: string, name: string, folder: string): Manifest {
  const file = path.join(root, folder, 'aegis.toml');
  if (!fileExists(file))
    throw new ResolutionFailure([`'${name}' is to come from ${folder}, where there is no aegis.toml`]);
  const { manifest, diagnostics } = readManifest(new SourceFile(path.join(folder, 'aegis.toml'), readText(file)));
  if (manifest === null) {
    throw new ResolutionFailure([`the manifest of '${name}' (${folder}) cannot be used: ${diagnostics[0]!.message}`]);
  }
  if (manifest.package.name !== name) {
    const called = manifest.package.name === null ? 'has no name' : `is called '${manifest.package.name}'`;
    throw new ResolutionFailure([`the package in ${folder} ${called}, not '${name}'`]);
  }
  const version = manifest.package.version ?? '0.0.0';
  const problem = problemOfVersion(version);
  if (problem !== null) throw new ResolutionFailure([`the version '${version}' of '${name}' (${folder}) ${problem}`]);
  return manifest;
}

/** The commit that the lock has of a repository; else what the requirement says. */
function lockedRevision(
  source: RequiredSource & { readonly kind: 'git' },
  locked: LockedPackage | undefined,
): string | null {
  const isKept = locked?.source.kind === 'git' && locked.source.address === source.address;
  return isKept && locked.source.kind === 'git' ? locked.source.revision : source.reference;
}

async function readRepository(
  name: string,
  source: RequiredSource & { readonly kind: 'git' },
  fetchGit: FetchGit,
): Promise<PackageCandidate> {
  const { revision, files } = await fetchGit(source.address, source.reference);
  const manifest = readPackageManifest(files);
  if (manifest.package.name !== name) {
    throw new ResolutionFailure([
      `the package in ${source.address} is called '${manifest.package.name}', not '${name}'`,
    ]);
  }
  return {
    name,
    version: manifest.package.version,
    dependencies: Object.fromEntries(readRequirements(manifest.dependencies).map((each) => [each.name, each.range])),
    capabilities: [...manifest.package.capabilities].sort(),
    exclusion: null,
    origin: { kind: 'git', address: source.address, revision, files },
  };
}
