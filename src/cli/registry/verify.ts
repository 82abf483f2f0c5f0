/** `aegis registry verify`: everything that a registry holds, down to the last archive. */
import { verifyRegistry } from '#packages/registry/verify-registry';
import { exitCodes } from '../command.ts';
import { counted, say, sayJson } from '../output.ts';
import { atMost, type RegistryCall } from '../registry.ts';
import { findReader } from '../registry-work.ts';

export async function run({ words, asJson }: RegistryCall): Promise<number> {
  atMost(words, 1);
  const reader = findReader(words[0] ?? null);
  const verified = await verifyRegistry(reader);
  if (asJson) sayJson({ source: reader.source, ...verified });
  else {
    const { origin, packages, versions, statements, time } = verified;
    say(`${reader.source} (${origin}) is whole: ${counted(packages, 'package')}, ${counted(versions, 'version')}`);
    say(`log of ${counted(statements, 'statement')}, signed ${new Date(time * 1000).toISOString().slice(0, 16)}Z`);
  }
  return exitCodes.ok;
}
