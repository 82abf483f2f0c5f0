/**
 * The language, case by case: every `.aegis` file here with a `.out` beside it is run through the whole pipeline, and
 * what it prints must be that file. A comment `# exit: N` names another exit code than 0; a `.err` file beside it holds
 * what stderr must be. Files in a folder `modules` are what cases import.
 */
import { beforeAll, describe, expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { type Outcome, runBatch } from '../support/batch.ts';
import { beside, filesUnder, readIfThere, shortName, updating, write } from '../support/files.ts';
import { askPython, pythonIsHere } from '../support/oracle.ts';

const oracle = updating && pythonIsHere();
const cases = filesUnder('tests/language', '.aegis').filter((file) => !/\/(?:errors|modules)\//.test(file));
let outcomes = new Map<string, Outcome>();

beforeAll(async () => {
  outcomes = await runBatch(cases);
}, 120_000);

describe('language', () => {
  for (const file of cases) {
    test(shortName(file), () => {
      const outcome = outcomes.get(file);
      if (updating) update(file, outcome);
      if (outcome === undefined) throw new Error('no answer: the batch ended before this program did');
      expect(outcome.stdout + unexpectedError(file, outcome)).toBe(readFileSync(beside(file, '.out'), 'utf8'));
      expect(outcome.exit).toBe(expectedExit(file));
      const expectedStderr = readIfThere(beside(file, '.err'));
      if (expectedStderr !== null) expect(outcome.stderr).toBe(expectedStderr);
    });
  }
});

function update(file: string, outcome: Outcome | undefined): void {
  if (file.includes('/basics/')) {
    if (oracle) write(beside(file, '.out'), askPython(read(file)));
  } else if (outcome !== undefined) {
    write(beside(file, '.out'), outcome.stdout);
    if (existsSync(beside(file, '.err'))) write(beside(file, '.err'), outcome.stderr);
  }
}

/** A program that should have ended well shows in the comparison why it did not. */
function unexpectedError(file: string, outcome: Outcome): string {
  return outcome.exit !== expectedExit(file) ? `\n--- exit ${outcome.exit}, stderr:\n${outcome.stderr}` : '';
}

function expectedExit(file: string): number {
  return Number(/^# exit: (\d+)/m.exec(read(file))?.[1] ?? 0);
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}
