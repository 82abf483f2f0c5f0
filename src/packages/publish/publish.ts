/**
 * Publication in three steps that a command puts its report between: read the package's files once, check them, append
 * the version to the registry. What is packed is that one snapshot.
 */
import { now } from '#platform/clock';
import { DiskFailure, readBytes, statusOf } from '#platform/disk';
import path from '#platform/paths';
import type { SigningKey } from '#transparency/keys';
import { ArchiveFailure, type ArchiveFile } from '../archive/archive-file.ts';
import { type PackageManifest, readPackageManifest } from '../archive/contents.ts';
import { packArchive } from '../archive/pack.ts';
import type { Candidate, Finding } from '../publish-checks/check.ts';
import { publishChecks } from '../publish-checks/checks.ts';
import { nameIsOwned } from '../publish-checks/name-is-owned.ts';
import { versionIsNew } from '../publish-checks/version-is-new.ts';
import { appendStatements } from '../registry/append.ts';
import type { IndexEntry } from '../registry/index-line.ts';
import { archivePath, indexFolder, packageOfIndexPath } from '../registry/layout.ts';
import { RegistryFailure } from '../registry/registry.ts';
import { type LogReader, openLog } from '../registry/verified-log.ts';
import { type FoundFile, findPublishedFiles } from './published-files.ts';
import { versionStatement } from './version-statement.ts';

/** No single file is even read beyond this. */
const mostFileBytes = 16 * 2 ** 20;

export interface PackageSnapshot {
  readonly root: string;
  readonly manifest: PackageManifest;
  readonly found: readonly FoundFile[];
  readonly files: readonly ArchiveFile[];
}

/**
 * Reads a package's files once.
 *
 * @throws RegistryFailure when its manifest is none that a registry may carry; DiskFailure
 */
export function takeSnapshot(root: string): PackageSnapshot {
  const found = findPublishedFiles(root);
  const files = readFiles(root, found);
  try {
    return { root, found, files, manifest: readPackageManifest(files) };
  } catch (error) {
    if (!(error instanceof ArchiveFailure)) throw error;
    throw new RegistryFailure('refused', `this cannot be published: ${error.entry ?? 'it'} ${error.reason}`);
  }
}

function readFiles(root: string, found: readonly FoundFile[]): ArchiveFile[] {
  return found.flatMap(({ path: relative, kind }) => {
    const file = path.join(root, relative);
    if (kind !== 'file') return [];
    if ((statusOf(file)?.size ?? 0) > mostFileBytes)
      throw new RegistryFailure('refused', `${relative} is larger than ${mostFileBytes / 2 ** 20} MiB`);
    return { path: relative, bytes: readBytes(file) };
  });
}

/** The files of a snapshot as they are now; none when they cannot be read any more. */
export function readAgain(root: string): ArchiveFile[] {
  try {
    return readFiles(root, findPublishedFiles(root));
  } catch (error) {
    if (error instanceof DiskFailure || error instanceof RegistryFailure) return [];
    throw error;
  }
}

/** What the registry says about a name, for the checks. @throws RegistryFailure */
export async function askRegistry(
  reader: LogReader,
  name: string,
): Promise<Pick<Candidate, 'history' | 'signers' | 'otherNames'>> {
  const log = await openLog(reader);
  const [history] = await log.histories([name]);
  const otherNames = (await reader.tree.list(indexFolder)).map(packageOfIndexPath).filter((each) => each !== null);
  return { history: history!, signers: log.signers.owners, otherNames };
}

export interface CheckReport {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** Makes all checks. @param told is called after each */
export async function checkCandidate(candidate: Candidate, told: (report: CheckReport) => void): Promise<boolean> {
  let isFine = true;
  for (const check of publishChecks) {
    const findings = await check.run(candidate);
    told({ title: check.title, findings });
    isFine &&= findings.every(({ severity }) => severity !== 'error');
  }
  return isFine;
}

/**
 * Publishes what was checked.
 *
 * @returns the archive's hash and size
 * @throws RegistryFailure
 */
export async function publishSnapshot(
  reader: LogReader,
  key: SigningKey,
  { manifest, files }: PackageSnapshot,
): Promise<Pick<IndexEntry, 'sha256' | 'size' | 'published'>> {
  const archive = packArchive(files);
  const statement = versionStatement(manifest, archive, now());
  await appendStatements(reader, key, [statement.name], ([history]) => {
    // Somebody may have been first since the checks were made.
    const asked = { manifest, history: history!, publicKey: key.publicKey };
    const [problem] = [...nameIsOwned.run(asked), ...versionIsNew.run(asked)];
    if (problem !== undefined) throw new RegistryFailure('refused', problem.message, problem.help);
    return { statements: [statement], files: new Map([[archivePath(statement.sha256), archive]]) };
  });
  return statement;
}
