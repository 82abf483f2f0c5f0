/** A package explains itself, and says under which terms it may be used. */
import { type PublishCheck, refusal } from './check.ts';

const shortestReadme = 80;

export const readmeAndLicence: PublishCheck = {
  title: 'there are a readme and a licence',
  run({ files, manifest }) {
    const find = (name: RegExp) => files.find(({ path }) => name.test(path));
    const readme = find(/^readme(?:\.(?:md|txt))?$/i);
    const licence = find(/^(?:licen[sc]e|copying)(?:\.(?:md|txt))?$/i);
    const findings = [];
    if (readme === undefined)
      findings.push(refusal('there is no README.md', 'say what the package does and show an example'));
    else if (new TextDecoder().decode(readme.bytes).trim().length < shortestReadme)
      findings.push(refusal(`${readme.path} says next to nothing`, 'say what the package does and show an example'));
    if (licence === undefined)
      findings.push(
        refusal('there is no LICENSE file', `add the text of ${manifest.package.license ?? 'the licence'}`),
      );
    return findings;
  },
};
