/** All checks, in the order in which they are made and shown: what is quick to mend comes first. */
import { capabilitiesMatch } from './capabilities-match.ts';
import type { PublishCheck } from './check.ts';
import { codeCompiles } from './code-compiles.ts';
import { filesArePlain } from './files-are-plain.ts';
import { keyMaySign } from './key-may-sign.ts';
import { manifestComplete } from './manifest-complete.ts';
import { nameIsDistinct } from './name-is-distinct.ts';
import { nameIsOwned } from './name-is-owned.ts';
import { noSecrets } from './no-secrets.ts';
import { nothingChanged } from './nothing-changed.ts';
import { readmeAndLicence } from './readme-and-licence.ts';
import { sizeLimit } from './size-limit.ts';
import { testsPass } from './tests-pass.ts';
import { versionIsNew } from './version-is-new.ts';

export const publishChecks: readonly PublishCheck[] = [
  manifestComplete,
  keyMaySign,
  nameIsOwned,
  nameIsDistinct,
  versionIsNew,
  filesArePlain,
  noSecrets,
  readmeAndLicence,
  sizeLimit,
  codeCompiles,
  capabilitiesMatch,
  testsPass,
  nothingChanged,
];
