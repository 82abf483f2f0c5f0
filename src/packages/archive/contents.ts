/** What the files of a published package must say about themselves: one manifest, at the root, that tells the truth. */
import { SourceFile } from '#language/source';
import { type Manifest, readManifest } from '../manifest.ts';
import { problemOfName, problemOfVersion } from '../names.ts';
import { ArchiveFailure, type ArchiveFile } from './archive-file.ts';

const manifestPath = 'aegis.toml';

/** The manifest of a package that a registry may carry: it has a name and a version. */
export type PackageManifest = Manifest & {
  readonly package: { readonly name: string; readonly version: string };
};

/**
 * Reads the manifest of a package's files, as a registry carries them.
 *
 * @throws ArchiveFailure
 */
export function readPackageManifest(files: readonly ArchiveFile[]): PackageManifest {
  const file = files.find(({ path }) => path === manifestPath);
  if (file === undefined) throw new ArchiveFailure(null, 'it has no aegis.toml at its root');
  const text = new TextDecoder().decode(file.bytes);
  const { manifest, diagnostics } = readManifest(new SourceFile(manifestPath, text));
  const refused = (reason: string): ArchiveFailure => new ArchiveFailure(manifestPath, reason);
  if (manifest === null) throw refused(`cannot be used: ${diagnostics[0]!.message}`);
  const { name, version } = manifest.package;
  if (name === null) throw refused('has no name under [package]');
  if (version === null) throw refused('has no version under [package]');
  const problem = problemOfName(name);
  if (problem !== null) throw refused(`has the name '${name}', which ${problem}`);
  const versionProblem = problemOfVersion(version);
  if (versionProblem !== null) throw refused(`has the version '${version}', which ${versionProblem}`);
  refuseOtherSources(manifest);
  return { ...manifest, package: { ...manifest.package, name, version } };
}

/**
 * A published package depends on published packages. A path means nothing elsewhere, and a git address would let every
 * package name a place that the user's machine fetches from.
 */
function refuseOtherSources({ dependencies, overrides }: Manifest): void {
  for (const [name, { path, git }] of Object.entries(dependencies)) {
    if (path === undefined && git === undefined) continue;
    const kind = path === undefined ? 'a git repository' : 'a folder';
    throw new ArchiveFailure(
      manifestPath,
      `depends on ${kind} for '${name}'; only packages of a registry can be depended on`,
    );
  }
  const override = Object.keys(overrides)[0];
  if (override !== undefined)
    throw new ArchiveFailure(manifestPath, `overrides '${override}'; only a project may override`);
}
