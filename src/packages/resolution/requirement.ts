/** What a manifest asks of one package: which versions, and from where. */
import type { Dependency, Manifest } from '../manifest.ts';
import { problemOfName, problemOfRange } from '../names.ts';

export interface Requirement {
  readonly name: string;
  /** As npm's semver reads it; `*` where the source alone says which version. */
  readonly range: string;
  readonly source: RequiredSource;
}

export type RequiredSource =
  /** Null: whichever registry has it, if only one does. */
  | { readonly kind: 'registry'; readonly registry: string | null }
  | { readonly kind: 'path'; readonly path: string }
  /** The reference is a tag, branch or revision; null for what the repository shows first. */
  | { readonly kind: 'git'; readonly address: string; readonly reference: string | null };

/** No selection can be made, for a reason that lies before the solver: told in one or more lines. */
export class ResolutionFailure extends Error {
  override readonly name = 'ResolutionFailure';

  constructor(
    readonly lines: readonly string[],
    readonly help: string | null = null,
    /** True when it is authority that is missing: a policy, not a mistake. */
    readonly isDenied = false,
  ) {
    super(lines.join('\n'));
  }
}

/**
 * The dependencies of a project, for running and for development.
 *
 * @throws ResolutionFailure
 */
export function projectRequirements(manifest: Manifest): Requirement[] {
  const { dependencies, developmentDependencies } = manifest;
  const both = Object.keys(dependencies).find((name) => Object.hasOwn(developmentDependencies, name));
  if (both !== undefined) {
    throw new ResolutionFailure(
      [`'${both}' stands under [dependencies] and under [dev-dependencies]`],
      'one is enough',
    );
  }
  return readRequirements({ ...dependencies, ...developmentDependencies });
}

/** @throws ResolutionFailure */
export function readRequirements(dependencies: Readonly<Record<string, Dependency>>): Requirement[] {
  return Object.entries(dependencies).map(([name, dependency]) => readRequirement(name, dependency));
}

function readRequirement(name: string, dependency: Dependency): Requirement {
  const problem = problemOfName(name);
  if (problem !== null) throw new ResolutionFailure([`the dependency '${name}' ${problem}`]);
  const range = dependency.version ?? '*';
  const rangeProblem = problemOfRange(range);
  if (rangeProblem !== null) throw new ResolutionFailure([`the version '${range}' of '${name}' ${rangeProblem}`]);
  return { name, range, source: readSource(name, dependency) };
}

function readSource(name: string, { path, git, tag, branch, revision, registry }: Dependency): RequiredSource {
  const sources = [path, git, registry].filter((each) => each !== undefined);
  if (sources.length > 1) {
    throw new ResolutionFailure([`'${name}' has more than one source`], 'write one of path, git and registry');
  }
  const references = [tag, branch, revision].filter((each) => each !== undefined);
  if (references.length > (git === undefined ? 0 : 1)) {
    throw new ResolutionFailure(
      [`'${name}' has ${git === undefined ? 'a git reference without git' : 'more than one git reference'}`],
      'write git and at most one of tag, branch and revision',
    );
  }
  if (path !== undefined) return { kind: 'path', path };
  if (git !== undefined) return { kind: 'git', address: git, reference: references[0] ?? null };
  return { kind: 'registry', registry: registry ?? null };
}

/** True when two requirements ask for one and the same source. */
export function isSameSource(left: RequiredSource, right: RequiredSource): boolean {
  if (left.kind === 'path' && right.kind === 'path') return left.path === right.path;
  if (left.kind === 'git' && right.kind === 'git') {
    return left.address === right.address && left.reference === right.reference;
  }
  return left.kind === 'registry' && right.kind === 'registry' && left.registry === right.registry;
}
