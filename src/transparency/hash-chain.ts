/**
 * Hashes of a chain of records. The genesis depends on the chain's name, so that the first record of one chain cannot
 * begin another; the prefixes keep the two kinds of hash apart.
 */
import { sha256Hex } from '#platform/crypto';

/** What the first record of a chain carries as the hash of its predecessor. */
export function genesisHash(chain: string): string {
  return sha256Hex(`aegis-ledger/1 genesis\n${chain}`);
}

/** The hash of a record, given its canonical text without the hash itself (but with its predecessor's). */
export function chainedHash(canonicalText: string): string {
  return sha256Hex(`aegis-ledger/1 event\n${canonicalText}`);
}
