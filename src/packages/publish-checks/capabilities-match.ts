/**
 * What the package declares is what its code can do. Whoever installs it decides by the declaration, so a capability that
 * is used and not declared is refused; one that is declared and not used asks people for trust that nothing needs.
 */
import { covers, defaultGrants, formatCapability, parseCapability } from '#language/capabilities';
import { type PublishCheck, refusal, warning } from './check.ts';

export const capabilitiesMatch: PublishCheck = {
  title: 'the declared capabilities are those that the code uses',
  run({ manifest, code }) {
    if (code.errors.length > 0) return [warning('what the code uses is not known before it compiles')];
    const declared = manifest.package.capabilities.map(parseCapability);
    const used = code.capabilities.map(parseCapability);
    const undeclared = used.filter((each) => !declared.some((granted) => covers(granted, each)));
    const asked = declared.filter((each) => !defaultGrants.includes(formatCapability(each)));
    const unused = asked.filter((granted) => !used.some((each) => covers(granted, each)));
    const list = [...manifest.package.capabilities, ...undeclared.map(formatCapability)].map((each) =>
      JSON.stringify(each),
    );
    return [
      ...undeclared.map((each) =>
        refusal(
          `the code uses ${formatCapability(each)}, which the package does not declare`,
          `declare it: capabilities = [${list.join(', ')}]`,
        ),
      ),
      ...unused.map((each) => warning(`${formatCapability(each)} is declared, and nothing in the code uses it`)),
    ];
  },
};
