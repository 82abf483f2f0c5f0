/**
 * Which network an address lies in. Whatever is not plainly public counts as private: loopback, private and shared
 * ranges, and every form that carries another address inside (mapped, translated, tunnelled), because what it leads to
 * is decided elsewhere.
 */
import ipaddr from 'ipaddr.js';

/** `local`: of this link only, or the fixed address of a cloud's metadata service, which hands out credentials. */
export type AddressRange = 'public' | 'private' | 'local';

const metadataAddresses = new Set(['169.254.169.254', '100.100.100.200', 'fd00:ec2::254']);
/** Only this block has been given out for global use. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** @param address IPv4 or IPv6, in any usual writing */
export function rangeOf(address: string): AddressRange {
  // A zone (`fe80::1%eth0`) exists only for addresses of a link.
  if (address.includes('%')) return 'local';
  if (!ipaddr.isValid(address)) return 'local';
  const parsed = ipaddr.process(address);
  if (metadataAddresses.has(parsed.toString()) || parsed.range() === 'linkLocal') return 'local';
  if (parsed.range() !== 'unicast') return 'private';
  return parsed.kind() === 'ipv6' && !(parsed as ipaddr.IPv6).match(globalUnicast) ? 'private' : 'public';
}
