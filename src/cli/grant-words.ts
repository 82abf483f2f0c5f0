/**
 * What a package that asks for something may really do, in words: it needs a grant of its own, and can use it only as far
 * as the project's own grants go.
 */
import {
  type Capability,
  covers,
  defaultGrants,
  formatCapability,
  isAllowed,
  parseCapability,
} from '#language/capabilities';
import type { Manifest } from '#packages/manifest';
import { projectGrants } from '#project/grants';

/** What `tree` and `why` say of a package's wishes: `network.https (granted)`, for each of them; `nothing` for none. */
export function askedWords(manifest: Manifest, name: string, asked: readonly string[]): string {
  return asked.map((text) => `${text} (${standing(manifest, name, parseCapability(text))})`).join(', ') || 'nothing';
}

function standing(manifest: Manifest, name: string, asked: Capability): string {
  const project = projectGrants(manifest, [], []);
  const own = manifest.capabilities.packages[name];
  const deny = [...project.deny, ...(own?.deny ?? []).map(parseCapability)];
  if (!isAllowed([asked], deny, asked)) return 'DENIED';
  const defaults = defaultGrants.map(parseCapability);
  if (isAllowed(defaults, [], asked)) return 'by default';
  const toPackage = partOf(asked, [...defaults, ...(own?.allow ?? []).map(parseCapability)]);
  if (toPackage === null) return 'NOT GRANTED';
  const toProject = partOf(asked, project.allow);
  const granted = toPackage === '' ? 'granted' : `granted only ${toPackage}`;
  if (toProject === null) return `${granted}, but the project itself is not`;
  return toProject === '' ? granted : `${granted}, within the project's ${toProject}`;
}

/** How much of what is asked is granted: nothing (null), all of it (empty), or the grants that make up a part of it. */
function partOf(asked: Capability, allow: readonly Capability[]): string | null {
  if (allow.some((each) => covers(each, asked))) return '';
  const parts = allow.filter((each) => covers(asked, each));
  return parts.length === 0 ? null : parts.map(formatCapability).join(', ');
}
