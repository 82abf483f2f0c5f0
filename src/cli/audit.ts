/** `aegis audit show|verify`: what runs recorded, and whether the record is whole. */
import type { AuditEvent } from '#audit/event';
import { verifyLedger } from '#audit/verify';
import { visibleText } from '#diagnostics/visible-text';
import { fileExists, folderExists, listFolder, readBytes } from '#platform/disk';
import { currentFolder } from '#platform/environment';
import path from '#platform/paths';
import { findManifest, showPath } from '#project/workspace';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { complain, counted, paintFor, say, sayJson } from './output.ts';
import { ledgerFolder } from './run-settings.ts';

export const command = defineCommand({
  summary: 'Show what a run recorded, or verify that the record is whole.',
  flags: {
    action: { type: 'positional', description: 'show or verify' },
    run: {
      type: 'positional',
      required: false,
      description: 'a run or a ledger file; show: the newest, verify: all of the project',
    },
    type: { type: 'string', valueHint: 'TYPE', description: 'only events of this type' },
    denied: { type: 'boolean', description: 'only denials' },
    json: { type: 'boolean', description: 'one JSON object per event or ledger' },
  },
  offers: { action: ['show', 'verify'] },
  examples: ['aegis audit show', 'aegis audit show --denied', 'aegis audit verify'],
  run({ flags }) {
    if (flags.action === 'show') {
      const keep = (event: AuditEvent): boolean =>
        (flags.type === undefined || event.type === flags.type) && (flags.denied !== true || event.status === 'denied');
      return show(ledgerOf(flags.run), keep, flags.json === true);
    }
    if (flags.action === 'verify')
      return verify(flags.run === undefined ? allLedgers() : [ledgerOf(flags.run)], flags.json === true);
    throw new UsageFailure(`there is no 'aegis audit ${flags.action}'`, 'write show or verify');
  },
});

function show(file: string, keep: (event: AuditEvent) => boolean, asJson: boolean): number {
  const verification = verifyLedger(readLedger(file));
  const events = verification.events.filter(keep);
  if (asJson) for (const event of events) sayJson(event);
  else {
    say(`run ${verification.events[0]?.run ?? path.basename(file)}  ${showPath(file)}`);
    for (const event of events) say(describe(event));
    say(
      `${counted(events.length, 'event')}${verification.whole && !verification.complete ? ' (the run has not ended)' : ''}`,
    );
  }
  if (verification.whole) return exitCodes.ok;
  complain(`${showPath(file)}: the event on line ${verification.line} is broken: ${verification.reason}`);
  return exitCodes.unverified;
}

function describe(event: AuditEvent): string {
  const paint = paintFor('out');
  const status =
    event.status === 'denied'
      ? paint.error('denied ')
      : event.status === 'failed'
        ? paint.warning('failed ')
        : event.status.padEnd(7);
  const place = event.place === null ? '' : `  ${visibleText(event.place.file)}:${event.place.line}`;
  const inside = event.function === null ? '' : ` in ${visibleText(event.function)}`;
  const asked = event.capability === null ? '' : `  ${visibleText(event.capability.asked)}`;
  const by =
    event.status === 'denied' && event.capability !== null
      ? ` (refused by ${visibleText(event.capability.layer)})`
      : '';
  const data = Object.entries(event.data).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const facts = data.length === 0 ? '' : `  ${paint.faint(visibleText(data.join(' ')))}`;
  const reported = event.evidence === 'reported' ? paint.faint(' [reported]') : '';
  return `${event.time.slice(11, 23)}  ${event.type.padEnd(18)} ${status}${asked}${by}${place}${inside}${facts}${reported}`;
}

function verify(files: readonly string[], asJson: boolean): number {
  let broken = 0;
  for (const file of files) {
    const result = verifyLedger(readLedger(file));
    const shown = showPath(file);
    if (asJson) {
      const { events, ...rest } = result;
      sayJson({ file: shown, events: events.length, ...rest });
    } else if (result.whole) {
      say(
        `${shown}: ${counted(result.events.length, 'event')}, whole${result.complete ? '' : ', but the run has not ended'}`,
      );
    } else complain(`${shown}: the event on line ${result.line} is broken: ${result.reason}`);
    if (!result.whole) broken++;
  }
  return broken === 0 ? exitCodes.ok : exitCodes.unverified;
}

/** The text as it is: even a byte order mark would be a change. */
function readLedger(file: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readBytes(file));
}

/** @throws UsageFailure when there is no such ledger */
function ledgerOf(named: string | undefined): string {
  if (named === undefined) return allLedgers().at(-1)!;
  if (fileExists(named)) return named;
  const inProject = path.join(projectLedgers(), `${named}.jsonl`);
  if (fileExists(inProject)) return inProject;
  throw new UsageFailure(
    `there is no run or ledger file '${named}'`,
    "'aegis audit verify' lists the project's ledgers",
  );
}

/** The project's ledgers, oldest first: names are run ids, which sort by time. */
function allLedgers(): string[] {
  const folder = projectLedgers();
  const names = folderExists(folder) ? listFolder(folder).filter((name) => name.endsWith('.jsonl')) : [];
  if (names.length === 0)
    throw new UsageFailure('nothing has been recorded here', 'run the project first, or name a ledger file');
  return names.map((name) => path.join(folder, name));
}

/** Ids of the project's runs, the newest first. */
export function recordedRuns(): string[] {
  return allLedgers()
    .map((file) => path.basename(file, '.jsonl'))
    .reverse();
}

function projectLedgers(): string {
  const manifest = findManifest(currentFolder());
  return ledgerFolder(manifest === null ? currentFolder() : path.dirname(manifest));
}
