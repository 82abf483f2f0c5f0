/** What to do about a failure: of each fact that is not just one package needing another, the way around it. */
import type { Incompatibility } from './incompatibility.ts';

/** @returns sentences, the most useful first */
export function hintsFor(because: Incompatibility): string[] {
  const hints = new Set<string>();
  for (const fact of factsOf(because)) {
    const hint = hintFor(fact);
    if (hint !== null) hints.add(hint);
  }
  return [...hints];
}

/** True when a failure comes from authority that was not granted. */
export function isAboutAuthority(because: Incompatibility): boolean {
  return factsOf(because).some(({ cause }) => cause.kind === 'excluded' && cause.exclusion.kind === 'capabilities');
}

function hintFor({ cause, terms }: Incompatibility): string | null {
  if (cause.kind === 'no-match') {
    return cause.known === null
      ? `Is '${cause.on}' spelled as its publisher spells it, and its registry in aegis.toml?`
      : null;
  }
  if (cause.kind !== 'excluded') return null;
  const { of } = terms[0]!;
  switch (cause.exclusion.kind) {
    case 'capabilities': {
      const fitting = of.candidates.filter(({ exclusion }) => exclusion?.kind !== 'capabilities').at(-1);
      const grant = `allow = [${cause.exclusion.missing.map((each) => `'${each}'`).join(', ')}]`;
      const newest = fitting === undefined ? '' : `${of.name} ${fitting.version} is the newest that fits. `;
      return `${newest}To grant it: under [capabilities.packages.${of.name}] of aegis.toml write ${grant}.`;
    }
    case 'yanked': {
      const fitting = of.candidates.filter(({ exclusion }) => exclusion?.kind !== 'yanked').at(-1);
      return fitting === undefined ? null : `${of.name} ${fitting.version} is the newest that was not yanked.`;
    }
    case 'too-new':
      return 'minimum-release-age stands under [install] in aegis.toml.';
  }
}

function factsOf(because: Incompatibility): Incompatibility[] {
  const seen = new Set<Incompatibility>();
  const facts: Incompatibility[] = [];
  const waiting = [because];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.cause.kind === 'derived') waiting.push(...next.cause.from);
    else facts.push(next);
  }
  return facts;
}
