/** `aegis explain`: the manual's page about a diagnostic. */
import { nearestName } from '#diagnostics/suggest';
import { errorPages } from '#platform/embedded/manual';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { say, sayJson } from './output.ts';

/** Of all diagnostics that have a page. */
export const diagnosticSlugs: readonly string[] = Object.keys(errorPages)
  .map((file) => file.replace(/\.md$/, ''))
  .filter((slug) => slug.includes('/'));

export const command = defineCommand({
  summary: 'Explain a diagnostic: what it means, why it matters, what to do.',
  flags: {
    slug: {
      type: 'positional',
      required: false,
      description: 'such as names/undefined; all of them are listed without it',
    },
    json: { type: 'boolean', description: 'as JSON' },
  },
  examples: ['aegis explain names/undefined', 'aegis explain'],
  run({ flags }) {
    if (flags.slug === undefined) {
      if (flags.json) sayJson(diagnosticSlugs);
      else for (const slug of diagnosticSlugs) say(slug);
      return exitCodes.ok;
    }
    const slug = flags.slug.replace(/^(?:error|warning|hint)?\[|\]$/g, '');
    const page = errorPages[`${slug}.md`];
    if (page === undefined) throw unknownSlug(slug);
    if (flags.json) sayJson({ slug, page });
    else say(page.trimEnd());
    return exitCodes.ok;
  },
});

function unknownSlug(slug: string): UsageFailure {
  const last = slug.split('/').at(-1)!;
  const near = nearestName(slug, diagnosticSlugs) ?? diagnosticSlugs.find((each) => each.endsWith(`/${last}`)) ?? null;
  return new UsageFailure(
    `there is no diagnostic '${slug}'`,
    near === null ? "'aegis explain' lists them" : `did you mean '${near}'?`,
  );
}
