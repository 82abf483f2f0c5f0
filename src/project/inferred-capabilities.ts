/** What the modules of a program or package can do, as the checker found it: what a package's declaration is held against. */
import { defaultGrants, formatCapability, parseCapability, withoutCovered } from '#language/capabilities';
import type { ModuleInterface } from '#protocol/emitted-module';

/**
 * The capabilities that the code of these modules can use, each as text (`network.https("api.example.com")`), in order,
 * without those that another one covers. What everybody is granted (`stdio.write`, `clock.read`, `random.read`) is left
 * out. A scope that is found out only at run time counts as any scope.
 */
export function inferredCapabilities(interfaces: Iterable<Pick<ModuleInterface, 'effects'>>): readonly string[] {
  const effects = [...interfaces].flatMap((each) => each.effects);
  const needed = effects.filter((effect) => !defaultGrants.includes(effect));
  return withoutCovered(needed.map(parseCapability)).map(formatCapability);
}
