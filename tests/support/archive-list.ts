/** A list of hostile archives, `archives/INDEX.jsonl` of a folder of attacks, and how its rows are judged. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArchiveFailure } from '#packages/archive/archive-file';
import { readPackageManifest } from '#packages/archive/contents';
import { readArchive } from '#packages/archive/read';

interface Row {
  readonly id: string;
  readonly file: string;
  readonly expect: string;
}

/** @returns a line for each row that went otherwise than the list says */
export async function judgeArchives(folder: string): Promise<string[]> {
  const archives = join(folder, 'archives');
  const rows = readFileSync(join(archives, 'INDEX.jsonl'), 'utf8').trim().split('\n');
  const wrong: string[] = [];
  for (const line of rows) {
    const row = JSON.parse(line) as Row;
    const refusal = await refusalOf(readFileSync(join(archives, row.file)));
    const isAsExpected = row.expect.startsWith('accept')
      ? refusal === null || row.expect !== 'accept'
      : refusal !== null;
    if (!isAsExpected) wrong.push(`${row.id} should be ${row.expect}ed: ${refusal ?? 'it was accepted'}`);
  }
  return wrong;
}

/** The archive as an install looks at it; every archive of a list claims to be version 1.0.0 of `demo`. */
async function refusalOf(bytes: Uint8Array): Promise<string | null> {
  try {
    const { name, version } = readPackageManifest(await readArchive(bytes)).package;
    return name === 'demo' && version === '1.0.0' ? null : `it says that it is ${name} ${version}`;
  } catch (error) {
    if (error instanceof ArchiveFailure) return error.message;
    throw error;
  }
}
