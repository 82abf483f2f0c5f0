/**
 * `[network]` of aegis.toml, read for one run: certificates to trust besides the built-in ones, and the proxy. Neither is
 * ever taken from the surroundings by itself; `proxy = "$HTTPS_PROXY"` asks for that.
 */
import type { Manifest } from '#packages/manifest';
import { withVariables } from '#packages/variables';
import { readText } from '#platform/disk';
import { environmentVariable } from '#platform/environment';
import path from '#platform/paths';

export interface NetworkSettings {
  /** Certificates (PEM). */
  readonly authorities: string | null;
  readonly proxy: { readonly host: string; readonly port: number; readonly credentials: string | null } | null;
}

/** A value under `[network]` is not what it has to be. */
export class NetworkSettingsFailure extends Error {
  override readonly name = 'NetworkSettingsFailure';
}

/**
 * @param root the project's folder, from which `ca` is found
 * @throws NetworkSettingsFailure, MissingVariable, DiskFailure when the certificates cannot be read
 */
export function readNetworkSettings(manifest: Manifest | null, root: string): NetworkSettings {
  const { ca, proxy } = manifest?.network ?? {};
  return {
    authorities: ca === undefined ? null : readAuthorities(path.resolve(root, valueOf(ca))),
    proxy: proxy === undefined ? null : readProxy(valueOf(proxy)),
  };
}

function valueOf(written: string): string {
  return withVariables(written, environmentVariable);
}

function readAuthorities(file: string): string {
  const text = readText(file);
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new NetworkSettingsFailure(`[network] ca: ${file} holds no certificate in PEM form`);
  }
  return text;
}

/** What it says is not repeated: it may hold a password. */
function readProxy(text: string): NonNullable<NetworkSettings['proxy']> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.protocol !== 'http:' || url.hostname === '') {
    throw new NetworkSettingsFailure('[network] proxy must be a URL such as http://proxy.example.com:3128');
  }
  const user = decodeURIComponent(url.username);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 80 : Number(url.port),
    credentials: user === '' ? null : `${user}:${decodeURIComponent(url.password)}`,
  };
}
