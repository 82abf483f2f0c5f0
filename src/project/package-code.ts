/** All code of a package, compiled: what is wrong with it, and what it can do. */
import type { Diagnostic } from '#diagnostics/diagnostic';
import { capabilityNames } from '#language/capabilities';
import type { ModuleInterface } from '#protocol/emitted-module';
import { buildProgram } from './build.ts';
import { inferredCapabilities } from './inferred-capabilities.ts';
import { openWorkspace, readSource } from './workspace.ts';

export interface PackageCode {
  readonly errors: readonly Diagnostic[];
  /** As `[package] capabilities` should have them. */
  readonly capabilities: readonly string[];
}

/**
 * Everything is granted while it is compiled: what it uses is found out, and judged by whoever asks.
 *
 * @param files absolute paths of the package's modules
 * @param note says something to the user on stderr
 */
export async function examineCode(files: readonly string[], note: (text: string) => void): Promise<PackageCode> {
  const errors = new Map<string, Diagnostic>();
  const interfaces: ModuleInterface[] = [];
  for (const file of files) {
    const options = { allow: capabilityNames, deny: [], mode: 'check', note, useCache: true } as const;
    const program = await buildProgram(openWorkspace(file), readSource(file), options);
    for (const each of program.diagnostics) {
      if (each.severity === 'error') errors.set(`${each.source.path}:${each.span.start}:${each.message}`, each);
    }
    interfaces.push(...program.interfaces.values());
  }
  return { errors: [...errors.values()], capabilities: inferredCapabilities(interfaces) };
}
