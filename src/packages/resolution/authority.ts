/** What a package may do according to aegis.toml, and what it declares beyond that. */
import { type Capability, defaultGrants, formatCapability, isAllowed, parseCapability } from '#language/capabilities';
import type { Manifest } from '../manifest.ts';

/** Judges declarations by `[capabilities.packages.NAME]` and the project's denials. */
export class PackageAuthority {
  constructor(private readonly capabilities: Manifest['capabilities']) {}

  /** Of what a package declares: all that it was not granted, as text. */
  missing(name: string, declared: readonly string[]): string[] {
    const { allow, deny } = this.grantOf(name);
    return declared.filter((text) => !isAllowed(allow, deny, parseCapability(text)));
  }

  /** Of what a package declares: all that the project denies it in so many words. No consent can give that. */
  denied(name: string, declared: readonly string[]): string[] {
    const { deny } = this.grantOf(name);
    return declared.filter((text) => {
      const asked = parseCapability(text);
      return !isAllowed([asked], deny, asked);
    });
  }

  private grantOf(name: string): { allow: readonly Capability[]; deny: readonly Capability[] } {
    const written = Object.hasOwn(this.capabilities.packages, name) ? this.capabilities.packages[name] : undefined;
    return {
      allow: [...defaultGrants, ...(written?.allow ?? [])].map(parseCapability),
      deny: [...this.capabilities.deny, ...(written?.deny ?? [])].map(parseCapability),
    };
  }
}

/** A list of capabilities with more added, in one order and each once. */
export function withMore(written: readonly string[], more: readonly string[]): string[] {
  const canonical = (text: string): string => formatCapability(parseCapability(text));
  const known = new Set(written.map(canonical));
  return [...written, ...more.filter((text) => !known.has(canonical(text)))];
}
