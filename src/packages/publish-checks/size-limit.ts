/** A package is small: everybody who installs it carries it, and a registry keeps it for ever. */
import { type PublishCheck, refusal } from './check.ts';

const mostBytes = 2 * 2 ** 20;
const mostFiles = 1000;

export const sizeLimit: PublishCheck = {
  title: 'it is not too large',
  run({ files }) {
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    const findings = [];
    if (files.length > mostFiles)
      findings.push(refusal(`it has ${files.length} files; a package may have ${mostFiles}`));
    if (bytes > mostBytes) {
      const [largest] = [...files].sort((left, right) => right.bytes.length - left.bytes.length);
      findings.push(
        refusal(
          `it has ${(bytes / 2 ** 20).toFixed(1)} MiB; a package may have ${mostBytes / 2 ** 20}`,
          `the largest file is ${largest!.path}`,
        ),
      );
    }
    return findings;
  },
};
