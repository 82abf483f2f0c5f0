/** A new registry: its description, those who may sign for it, and a log that begins with them. */
import { now } from '#platform/clock';
import type { SigningKey } from '#transparency/keys';
import { writeDescription } from './description.ts';
import { anybody, signersName, writeIndexLine } from './index-line.ts';
import { descriptionPath, indexPath } from './layout.ts';
import { extendLog, momentText, type NewStatement, signStatement } from './signed-statements.ts';
import type { TreeChanges } from './trees/tree.ts';

export interface NewRegistry {
  /** The log's name: nothing else may ever bear it. */
  readonly origin: string;
  /** Whether whoever can write to the repository may publish; otherwise only the keys that are let in one by one. */
  readonly isOpen: boolean;
  /** Milliseconds since 1970; now, without it. */
  readonly time?: number;
}

/** @returns all files of the registry */
export function newRegistry({ origin, isOpen, time = now() }: NewRegistry, key: SigningKey): TreeChanges {
  const published = momentText(time);
  const owners = [key.publicKey, ...(isOpen ? [anybody] : [])];
  const texts: string[] = [];
  for (const owner of owners) {
    const statement: NewStatement = { name: signersName, change: 'add', owner, published };
    texts.push(writeIndexLine(signStatement(origin, statement, texts.at(-1), texts.length, key)));
  }
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  return new Map<string, Uint8Array | null>([
    [descriptionPath, encode(writeDescription({ origin }))],
    [indexPath(signersName), encode(`${texts.join('\n')}\n`)],
    ...extendLog(origin, null, texts, () => null, key, time),
  ]);
}
