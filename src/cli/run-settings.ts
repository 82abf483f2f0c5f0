/** The values of `aegis run`'s flags: sizes, durations, where events go. */

import { openLedger } from '#audit/chain';
import type { AuditSink } from '#audit/event';
import { jsonlStore } from '#audit/stores/jsonl';
import { memoryStore } from '#audit/stores/memory';
import { newEventId } from '#platform/crypto';
import { totalMemory } from '#platform/environment';
import path from '#platform/paths';
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
