/** `registry.toml`: which version of the format this is, and what the registry's log is called. */
import { parse, TomlError } from 'smol-toml';
import { isOrigin } from '#transparency/checkpoint';
import { descriptionPath, formatVersion } from './layout.ts';
import { RegistryFailure } from './registry.ts';

export interface RegistryDescription {
  /** The log's name: it is part of everything that is signed, so that nothing of one registry holds in another. */
  readonly origin: string;
}

export function writeDescription({ origin }: RegistryDescription): string {
  return `# An Aegis package registry; docs/registry.md tells what that is.\nformat = ${formatVersion}\norigin = "${origin}"\n`;
}

/**
 * @param bytes of registry.toml; null when it is missing
 * @param source the registry's address, for messages
 * @throws RegistryFailure
 */
export function readDescription(bytes: Uint8Array | null, source: string): RegistryDescription {
  if (bytes === null)
    throw new RegistryFailure('not-a-registry', `${source} is no registry: it has no ${descriptionPath}`);
  const refused = (reason: string): RegistryFailure =>
    new RegistryFailure('malformed', `${source} cannot be used: its ${descriptionPath} ${reason}`);
  if (bytes.length > 10_000) throw refused('is too long');
  const values = parsed(bytes, refused);
  if (typeof values.format === 'number' && values.format > formatVersion)
    throw refused(`has format ${values.format}, and this version of Aegis knows ${formatVersion}`);
  if (values.format !== formatVersion) throw refused('names no format');
  if (typeof values.origin !== 'string' || !isOrigin(values.origin)) throw refused('names no origin');
  return { origin: values.origin };
}

function parsed(bytes: Uint8Array, refused: (reason: string) => RegistryFailure): Record<string, unknown> {
  try {
    return parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof TomlError) throw refused('is not valid TOML');
    throw error;
  }
}
