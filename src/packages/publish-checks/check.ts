/** What a check before publication is given and what it answers. */
import type { Diagnostic } from '#diagnostics/diagnostic';
import type { ArchiveFile } from '../archive/archive-file.ts';
import type { PackageManifest } from '../archive/contents.ts';
import type { FoundFile } from '../publish/published-files.ts';
import type { PackageHistory } from '../registry/package-history.ts';

export interface Finding {
  /** An error keeps the package from being published; a warning is shown. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly help: string | null;
}

/** A package about to be published: one snapshot of its files, and what is known about it. */
export interface Candidate {
  readonly manifest: PackageManifest;
  /** What lies in the folder and would be published, links included. */
  readonly found: readonly FoundFile[];
  /** The regular ones of them, as they were read once. */
  readonly files: readonly ArchiveFile[];
  /** Those files as they are now: to notice that they have changed since. */
  readonly readAgain: () => readonly ArchiveFile[];
  /** What the compiler found, and what the code can do. */
  readonly code: { readonly errors: readonly Diagnostic[]; readonly capabilities: readonly string[] };
  /** Runs the package's tests; null when there are none. */
  readonly runTests: () => Promise<'passed' | 'failed' | null>;
  /** What the registry knows of the package. */
  readonly history: PackageHistory;
  /** The keys that may sign for the registry. */
  readonly signers: readonly string[];
  /** Names of all packages of the registry. */
  readonly otherNames: readonly string[];
  /** Of the publisher. */
  readonly publicKey: string;
}

export interface PublishCheck {
  /** What is checked, as a line of the report. */
  readonly title: string;
  run(candidate: Candidate): readonly Finding[] | Promise<readonly Finding[]>;
}

export function refusal(message: string, help: string | null = null): Finding {
  return { severity: 'error', message, help };
}

export function warning(message: string, help: string | null = null): Finding {
  return { severity: 'warning', message, help };
}
