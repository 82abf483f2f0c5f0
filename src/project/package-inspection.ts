/**
 * The code of packages that were just fetched: it must compile with this compiler, and use nothing that the package does not
 * declare. The publisher's tools have judged that too, but they ran elsewhere.
 */
import { covers, defaultGrants, parseCapability } from '#language/capabilities';
import type { FetchedPackage } from '#packages/install/fetch';
import type { PackageStore } from '#packages/store/store';
import { inferredCapabilities } from './inferred-capabilities.ts';
import type { InstalledPackage } from './installed.ts';
import { ModuleGraph } from './module-graph.ts';
import { fetchedPackage, install } from './read-installed.ts';
import { buildStamp } from './version.ts';
import { ProjectFailure } from './workspace.ts';

/**
 * @param root the project's folder
 * @param packages all that the project is to use; those with content are looked at
 * @throws ProjectFailure naming the package and what is wrong with it
 */
export async function inspectPackages(
  root: string,
  packages: readonly FetchedPackage[],
  store: PackageStore,
): Promise<void> {
  const graph = graphOf(
    root,
    packages.map(({ locked, content }) =>
      content === null ? install(root, locked, store) : fetchedPackage(locked, content.files),
    ),
  );
  for (const { locked, content } of packages) {
    if (content === null) continue;
    const { name, version, capabilities } = locked;
    const { interfaces, errors } = await graph.examinePackage(name);
    if (errors.length > 0) {
      throw new ProjectFailure(`${name} ${version} cannot be used: it does not compile with this Aegis`, errors);
    }
    const declared = [...defaultGrants, ...capabilities].map(parseCapability);
    const undeclared = inferredCapabilities(interfaces).filter(
      (used) => !declared.some((granted) => covers(granted, parseCapability(used))),
    );
    if (undeclared.length === 0) continue;
    throw new ProjectFailure(
      `${name} ${version} is refused: its code uses ${undeclared.join(' and ')}, which it does not declare`,
    );
  }
}

function graphOf(root: string, packages: readonly InstalledPackage[]): ModuleGraph {
  return new ModuleGraph({
    moduleRoot: root,
    neighbours: null,
    packages: { byImportName: new Map(packages.map((each) => [each.importName, each])), direct: new Set() },
    stamp: buildStamp,
    grantsStamp: '',
    isGranted: () => true,
    cache: null,
    wantsDiagnostics: false,
    checksOnly: true,
    isStrict: false,
  });
}
