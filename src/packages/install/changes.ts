/** What an installation changes, package by package. */
import { compare } from 'semver';
import type { LockedPackage } from '../lockfile.ts';

export interface Change {
  readonly kind: 'added' | 'removed' | 'raised' | 'lowered' | 'moved';
  readonly name: string;
  /** Versions before and after; null where there is none. */
  readonly from: string | null;
  readonly to: string | null;
}

/** @returns the changes, by name */
export function changesBetween(
  before: readonly Pick<LockedPackage, 'name' | 'version' | 'source'>[],
  after: readonly Pick<LockedPackage, 'name' | 'version' | 'source'>[],
): Change[] {
  const old = new Map(before.map((each) => [each.name, each]));
  const fresh = new Map(after.map((each) => [each.name, each]));
  const names = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return names.flatMap((name): Change[] => {
    const from = old.get(name);
    const to = fresh.get(name);
    if (from === undefined) return [{ kind: 'added', name, from: null, to: to!.version }];
    if (to === undefined) return [{ kind: 'removed', name, from: from.version, to: null }];
    const order = compare(from.version, to.version);
    const isMoved = JSON.stringify(from.source) !== JSON.stringify(to.source);
    if (order === 0 && !isMoved) return [];
    const kind = order === 0 ? 'moved' : order < 0 ? 'raised' : 'lowered';
    return [{ kind, name, from: from.version, to: to.version }];
  });
}
