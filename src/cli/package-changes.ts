/** What an installation changed, line by line. */
import { visibleText } from '#diagnostics/visible-text';
import { isAllowed, parseCapability } from '#language/capabilities';
import type { Change } from '#packages/install/changes';
import type { Plan } from '#packages/install/install';
import { projectGrants } from '#project/grants';
import { counted, note, paintFor, say, sayJson } from './output.ts';

/** @param isDone false when it is only what would be */
export function showChanges(plan: Plan, isDone: boolean, asJson: boolean): void {
  const { changes, selected } = plan;
  if (asJson) {
    sayJson({ changes, asking: plan.asking, packages: selected.size, done: isDone });
    return;
  }
  for (const change of changes) say(lineOf(change));
  const state = isDone ? 'installed' : 'would be installed';
  say(`${counted(selected.size, 'package')} ${state}${changes.length === 0 ? ', no version changed' : ''}`);
  tellDeprecated(plan);
  tellUnusable(plan);
}

function lineOf({ kind, name, from, to }: Change): string {
  const paint = paintFor('out');
  switch (kind) {
    case 'added':
      return `+ ${name} ${to}`;
    case 'removed':
      return `- ${name} ${from}`;
    case 'raised':
      return `^ ${name} ${from} -> ${to}`;
    case 'lowered':
      return paint.warning(`v ${name} ${from} -> ${to}  (an older version)`);
    case 'moved':
      return `~ ${name} ${to}  (from another place)`;
  }
}

/** Who takes a version anew should know what its publisher says against it. */
function tellDeprecated({ changes, selected }: Plan): void {
  for (const { name, kind } of changes) {
    const candidate = kind === 'removed' ? undefined : selected.get(name);
    if (candidate?.origin.kind !== 'registry' || candidate.origin.entry.deprecated === undefined) continue;
    note(`warning: ${name} ${candidate.version} is deprecated: ${visibleText(candidate.origin.entry.deprecated)}`);
  }
}

/** A package can use what the project itself may: a grant to the package alone changes nothing. */
function tellUnusable({ manifest, asking }: Plan): void {
  const { allow, deny } = projectGrants(manifest, [], []);
  const missing = new Set(
    asking.flatMap(({ asks }) => asks.filter((text) => !isAllowed(allow, deny, parseCapability(text)))),
  );
  if (missing.size === 0) return;
  const list = [...missing].map((text) => `'${text}'`).join(', ');
  note(
    `the project itself is not granted ${[...missing].join(', ')}: under [capabilities] of aegis.toml, allow = [${list}]`,
  );
}
