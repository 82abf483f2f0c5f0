/**
 * Statements made to a registry: what a publication, a yank or a change of owners comes down to. They are signed, appended
 * to their packages' files and to the log, and the log's new checkpoint is signed; all of it is one commit. Whoever is second
 * in a race looks at the registry's new state, decides again, and signs again, so nothing is lost and nothing is stale.
 */
import { now } from '#platform/clock';
import type { SigningKey } from '#transparency/keys';
import { tilesAtEnd } from '#transparency/tiles';
import { anybody, signersName, writeIndexLine } from './index-line.ts';
import { indexPath } from './layout.ts';
import { type PackageHistory, readHistory } from './package-history.ts';
import { RegistryFailure } from './registry.ts';
import { extendLog, momentText, type NewStatement, signStatement } from './signed-statements.ts';
import { isWritable, type TreeChanges } from './trees/tree.ts';
import { type LogReader, openLog, type VerifiedLog } from './verified-log.ts';

export interface Decision {
  readonly statements: readonly NewStatement[];
  /** Archives to put beside the index. */
  readonly files?: TreeChanges;
  /** When it is said, in milliseconds since 1970; now, without it. */
  readonly time?: number;
}

/** How long a publisher goes on trying to be first. */
const longestRace = 180_000;

/**
 * Makes statements about packages.
 *
 * @param names of the packages that the decision depends on
 * @param decide what to say, given what was said before; may throw a RegistryFailure; called again after a lost race
 * @throws RegistryFailure
 */
export async function appendStatements(
  reader: LogReader,
  key: SigningKey,
  names: readonly string[],
  decide: (histories: readonly PackageHistory[], log: VerifiedLog) => Decision,
): Promise<void> {
  const { tree, source } = reader;
  if (!isWritable(tree)) {
    throw new RegistryFailure('refused', `the registry ${source} cannot be written to: it is read as static files`);
  }
  const begun = now();
  for (let lost = 0; now() - begun < longestRace; lost++) {
    const log = await openLog(reader);
    const histories = await log.histories(names);
    const decision = decide(histories, log);
    if (decision.statements.length === 0) return;
    refuseStrangers(histories, decision, key);
    const changes = await changesFor(log, histories, decision, key);
    const [{ name }] = decision.statements as [NewStatement];
    if (await tree.commit(changes, `${name}: ${decision.statements.length} statement(s)\n`)) {
      if (reader.memory !== null) await openLog(reader);
      return;
    }
    // Everybody waits a different time, longer the more often they lost, so that somebody always gets through.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(2000, 20 * 2 ** lost)));
  }
  throw new RegistryFailure('unreachable', `the registry ${source} is too busy: others were always first`);
}

/** Reading would refuse what strangers say; this says it in the writer's words. */
function refuseStrangers(
  histories: readonly PackageHistory[],
  { statements }: Decision,
  { publicKey }: SigningKey,
): void {
  for (const { name } of statements) {
    const owners = histories.find((history) => history.name === name)?.owners ?? [];
    if (owners.length === 0 || owners.includes(publicKey)) continue;
    throw new RegistryFailure(
      'refused',
      `${name} belongs to ${owners.join(', ')}; your key is ${publicKey}`,
      `one of them can let you in: aegis owners ${name} add ${publicKey}`,
    );
  }
}

async function changesFor(
  log: VerifiedLog,
  histories: readonly PackageHistory[],
  { statements, files, time = now() }: Decision,
  key: SigningKey,
): Promise<TreeChanges> {
  const before = log.checkpoint.size;
  const appended = new Map([log.signers, ...histories].map((history) => [history.name, [...history.texts]]));
  const texts: string[] = [];
  for (const statement of [...signerStatements(log, key, time), ...statements]) {
    const lines = appended.get(statement.name)!;
    const text = writeIndexLine(signStatement(log.origin, statement, lines.at(-1), before + texts.length, key));
    lines.push(text);
    texts.push(text);
  }
  const changes = new Map<string, Uint8Array | null>(files);
  for (const name of new Set([signersName, ...statements.map((each) => each.name)])) {
    const file = encode(`${appended.get(name)!.join('\n')}\n`);
    // What readers would refuse is not written: ownership and everything else is checked by the reading itself.
    checkReadable(log.origin, name, file);
    changes.set(indexPath(name), file);
  }
  const { origin, checkpoint } = log;
  const tiles = await log.tiles(tilesAtEnd(checkpoint.size));
  for (const [path, bytes] of extendLog(origin, checkpoint, texts, tiles, key, time)) changes.set(path, bytes);
  return changes;
}

/** In an open registry whoever publishes may sign: a key that does so for the first time says who it is. */
function signerStatements({ signers }: VerifiedLog, key: SigningKey, time: number): NewStatement[] {
  if (signers.owners.includes(key.publicKey)) return [];
  if (!signers.owners.includes(anybody)) {
    throw new RegistryFailure(
      'refused',
      `your key ${key.publicKey} may not sign for this registry`,
      "ask its keeper for 'aegis registry signers add KEY'",
    );
  }
  return [{ name: signersName, change: 'add', owner: key.publicKey, published: momentText(time) }];
}

function checkReadable(origin: string, name: string, file: Uint8Array): void {
  try {
    readHistory(origin, name, file);
  } catch (error) {
    if (!(error instanceof RegistryFailure)) throw error;
    throw new RegistryFailure('refused', error.message, error.help);
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
