/** SARIF logs are valid by the schema of the standard (OASIS SARIF 2.1.0), and their indexes point at what they name. */
import { describe, expect, test } from 'bun:test';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Ajv from 'ajv';
import draft4 from 'ajv/lib/refs/json-schema-draft-04.json' with { type: 'json' };
import { Diagnostics } from '#diagnostics/diagnostic';
import { sarifLog } from '#diagnostics/sarif';
import { SourceFile } from '#language/source';

const validator = new Ajv({ schemaId: 'auto', allErrors: true });
validator.addMetaSchema(draft4);
const isValid = validator.compile(schema);

describe('sarif', () => {
  const source = new SourceFile('src/über uns.aegis', 'let x = 1\nlet y: int = "é𝒳" + x\n');
  const diagnostics = new Diagnostics(source);
  diagnostics.report('type/operator', { start: 23, end: 32 }, "'+' does not take str and int", {
    labels: [{ span: { start: 4, end: 5 }, message: 'it is an int' }],
    help: 'use an f-string',
    path: [{ span: { start: 8, end: 9 }, message: 'from here' }],
    fix: { title: 'Change', edits: [{ span: { start: 23, end: 32 }, replacement: 'f"é𝒳{x}"' }] },
  });
  diagnostics.report('code/unused', { start: 4, end: 5 }, 'unused', { severity: 'warning' });
  const made = sarifLog(diagnostics.list, { version: '0.1.0', titleOf: (code) => `title of ${code}` });

  test('is valid', () => expect(misfits(made)).toEqual([]));
  test('an empty log is valid too', () =>
    expect(misfits(sarifLog([], { version: '0.1.0', titleOf: () => null }))).toEqual([]));
  test('the schema finds a property that it does not know, and a level that there is not', () => {
    const broken = structuredClone(made) as { runs: [{ results: Record<string, unknown>[] }] };
    Object.assign(broken.runs[0].results[0]!, { level: 'fatal', colour: 'red' });
    expect(misfits(broken)).toHaveLength(2);
  });
  test('points at rules, places and files', () => {
    const [run] = made.runs as [{ tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }];
    for (const { ruleId, ruleIndex } of run.results)
      expect(run.tool.driver.rules[ruleIndex as number]?.id).toBe(ruleId as string);
    expect(run.results[0]?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'src/%C3%BCber%20uns.aegis' },
          region: { startLine: 2, startColumn: 14, endLine: 2, endColumn: 23 },
        },
      },
    ]);
  });
});

/** What the schema has against a log. */
function misfits(log: unknown): string[] {
  return isValid(log) ? [] : isValid.errors!.map(({ dataPath, message }) => `${dataPath} ${message}`);
}
