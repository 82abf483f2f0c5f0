/** What the flags of commands that run programs mean: sizes, durations, grants, where events go. */

import { openLedger } from '#audit/chain';
import type { AuditSink } from '#audit/event';
import { jsonlStore } from '#audit/stores/jsonl';
import { memoryStore } from '#audit/stores/memory';
import { type Grants, makeGrants } from '#host/grants';
import { realWorld } from '#host/world';
import { newEventId } from '#platform/crypto';
import { resolveLinks } from '#platform/disk';
import { environmentVariables, totalMemory } from '#platform/environment';
import path from '#platform/paths';
import { isGrantedBy, projectGrants } from '#project/grants';
import { readNetworkSettings } from '#project/network-settings';
import type { Workspace } from '#project/workspace';
import { UsageFailure } from './command.ts';

const sizes: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };
const durations: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const gibibyte = 2 ** 30;

/** @returns bytes; without a text the smaller of 2 GiB and half of the machine */
export function memoryLimit(text: string | undefined): number {
  if (text === undefined) return Math.min(2 * gibibyte, Math.floor(totalMemory() / 2));
  const match = /^(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?$/i.exec(text);
  const bytes = match === null ? 0 : Number(match[1]) * sizes[match[2]!.toLowerCase()]!;
  if (bytes < 2 ** 20) throw new UsageFailure(`--max-memory cannot be '${text}'`, 'write a size such as 512M or 2G');
  return bytes;
}

/** @returns milliseconds; null without a limit */
export function timeLimit(text: string | undefined): number | null {
  if (text === undefined) return null;
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text);
  const milliseconds = match === null ? 0 : Number(match[1]) * durations[match[2] ?? 's']!;
  if (milliseconds <= 0) throw new UsageFailure(`--timeout cannot be '${text}'`, 'write a duration such as 30s or 5m');
  return milliseconds;
}

/** What the broker works with: what is granted, the world, the ledger. */
export interface HostSettings {
  readonly grants: Grants;
  readonly mayWrite: boolean;
  readonly world: ReturnType<typeof realWorld>;
  readonly audit: AuditSink;
}

/** What a program of this workspace may do. @throws CapabilitySyntaxError */
export function grantsOf(
  { root, manifest }: Pick<Workspace, 'root' | 'manifest'>,
  commandLine: { readonly allow: readonly string[]; readonly deny: readonly string[] },
  unrestricted = false,
): Grants {
  return makeGrants(
    {
      project: manifest?.capabilities ?? { allow: [], deny: [] },
      packages: manifest?.capabilities.packages ?? {},
      commandLine,
      unrestricted,
    },
    resolveLinks(root),
  );
}

/**
 * The host's settings for a program of this workspace.
 *
 * @param commandLine capabilities of `--allow` and `--deny`
 * @param auditStore as the flag says
 * @throws CapabilitySyntaxError, NetworkSettingsFailure, DiskFailure, AuditFailure, UsageFailure
 */
export function hostSettings(
  workspace: Workspace,
  commandLine: { readonly allow: readonly string[]; readonly deny: readonly string[] },
  auditStore: string | undefined,
  unrestricted = false,
): HostSettings {
  const root = resolveLinks(workspace.root);
  const { manifest } = workspace;
  const granted = isGrantedBy(projectGrants(manifest, commandLine.allow, commandLine.deny));
  return {
    grants: grantsOf(workspace, commandLine, unrestricted),
    mayWrite: granted('stdio.write', null),
    world: realWorld(root, environmentVariables(), readNetworkSettings(manifest, root)),
    audit: openAudit(auditStore, workspace),
  };
}

/** Where the ledgers of a project's runs lie. */
export function ledgerFolder(root: string): string {
  return path.join(root, '.aegis', 'audit');
}

/**
 * Opens the ledger of a new run: where the flag says, where aegis.toml says, a file of its own in a project, else memory.
 *
 * @throws AuditFailure, UsageFailure
 */
export function openAudit(asked: string | undefined, workspace: Workspace): AuditSink {
  const run = newEventId();
  const store = asked ?? workspace.manifest?.audit.store ?? (workspace.manifest === null ? 'memory' : 'project');
  const hidden = new Set(workspace.manifest?.audit.redact ?? []);
  if (store === 'memory') return openLedger(run, memoryStore(), hidden);
  if (store === 'project') {
    return openLedger(run, jsonlStore(path.join(ledgerFolder(workspace.root), `${run}.jsonl`)), hidden);
  }
  const file = /^jsonl:(.+)$/.exec(store)?.[1];
  if (file === undefined) throw new UsageFailure(`there is no audit store '${store}'`, 'write memory or jsonl:PATH');
  return openLedger(run, jsonlStore(path.resolve(asked === undefined ? workspace.root : '.', file)), hidden);
}
