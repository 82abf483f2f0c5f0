/**
 * What the package declares is what its code can do. Whoever installs it decides by the declaration, so a capability that
 * is used and not declared is refused; one that is declared and not used asks people for trust that nothing needs.
 */
import { type Capability, covers, defaultGrants, formatCapability, parseCapability } from '#language/capabilities';
import { type Finding, type PublishCheck, refusal, warning } from './check.ts';

export const capabilitiesMatch: PublishCheck = {
  title: 'the declared capabilities are those that the code uses',
  run({ manifest, code }) {
    if (code.errors.length > 0) return [warning('what the code uses is not known before it compiles')];
    const declared = manifest.package.capabilities.map(parseCapability);
    const used = code.capabilities.map(parseCapability);
    const undeclared = used.filter((each) => !declared.some((granted) => covers(granted, each)));
    const asked = declared.filter((each) => !defaultGrants.includes(formatCapability(each)));
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
      ...asked.flatMap((each) => tooMuch(each, used)),
    ];
  },
};

/** What is declared beyond what the code uses: all of it, or the part of it that nothing uses. */
function tooMuch(declared: Capability, used: readonly Capability[]): Finding[] {
  const text = formatCapability(declared);
  const within = used.filter((each) => covers(declared, each));
  if (within.length === 0) return [warning(`${text} is declared, and nothing in the code uses it`)];
  if (within.some((each) => covers(each, declared))) return [];
  const list = within.map((each) => JSON.stringify(formatCapability(each)));
  return [warning(`${text} is declared, and the code uses less of it`, `it would do with ${list.join(', ')}`)];
}
