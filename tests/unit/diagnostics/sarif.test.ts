/**
 * SARIF logs have the structure that the standard (OASIS SARIF 2.1.0) asks for: required properties, no properties that
 * it does not know, values of its closed lists, indexes that point at what they name.
 */
import { describe, expect, test } from 'bun:test';
import { Diagnostics } from '#diagnostics/diagnostic';
import { sarifLog } from '#diagnostics/sarif';
import { SourceFile } from '#language/source';

/** A property's shape: `!` after the name makes it required. */
type Shape = 'string' | 'index' | 'position' | readonly string[] | { readonly [name: string]: Shape } | [Shape];

const message: Shape = { 'text!': 'string' };
const artifactLocation: Shape = { 'uri!': 'string' };
const region: Shape = {
  'startLine!': 'position',
  'startColumn!': 'position',
  'endLine!': 'position',
  'endColumn!': 'position',
};
const physicalLocation: Shape = { 'artifactLocation!': artifactLocation, 'region!': region };
const log: Shape = {
  'version!': ['2.1.0'],
  'runs!': [
    {
      'tool!': {
        'driver!': {
          'name!': 'string',
          'semanticVersion!': 'string',
          'rules!': [{ 'id!': 'string', shortDescription: message, 'help!': message }],
        },
      },
      'columnKind!': ['utf16CodeUnits', 'unicodeCodePoints'],
      'results!': [
        {
          'ruleId!': 'string',
          'ruleIndex!': 'index',
          'level!': ['none', 'note', 'warning', 'error'],
          'message!': message,
          'locations!': [{ 'physicalLocation!': physicalLocation }],
          relatedLocations: [{ 'id!': 'index', 'message!': message, 'physicalLocation!': physicalLocation }],
          fixes: [
            {
              'description!': message,
              'artifactChanges!': [
                {
                  'artifactLocation!': artifactLocation,
                  'replacements!': [{ 'deletedRegion!': region, 'insertedContent!': message }],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
};

describe('sarif', () => {
  const source = new SourceFile('src/über uns.aegis', 'let x = 1\nlet y: int = "é𝒳" + x\n');
  const diagnostics = new Diagnostics(source);
  diagnostics.report('type/operator', { start: 23, end: 32 }, "'+' does not take str and int", {
    labels: [{ span: { start: 4, end: 5 }, message: 'it is an int' }],
    help: 'use an f-string',
    fix: { title: 'Change', edits: [{ span: { start: 23, end: 32 }, replacement: 'f"é𝒳{x}"' }] },
  });
  diagnostics.report('code/unused', { start: 4, end: 5 }, 'unused', { severity: 'warning' });
  const made = sarifLog(diagnostics.list, { version: '0.1.0', titleOf: (code) => `title of ${code}` });

  test('has the structure of the standard', () => expect(misfits(made, log, 'log')).toEqual([]));
  test('an empty log has it too', () =>
    expect(misfits(sarifLog([], { version: '0.1.0', titleOf: () => null }), log, 'log')).toEqual([]));
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

/** Where a value differs from its shape. */
function misfits(value: unknown, shape: Shape, place: string): string[] {
  if (shape === 'string') return typeof value === 'string' && value !== '' ? [] : [`${place}: no text`];
  if (shape === 'index') return Number.isInteger(value) && (value as number) >= 0 ? [] : [`${place}: no index`];
  if (shape === 'position') return Number.isInteger(value) && (value as number) >= 1 ? [] : [`${place}: counts from 1`];
  if (Array.isArray(shape)) {
    const [first] = shape;
    if (typeof first === 'string' && first !== 'string')
      return (shape as string[]).includes(value as string) ? [] : [`${place}: ${String(value)} is not in the list`];
    if (!Array.isArray(value)) return [`${place}: no list`];
    return value.flatMap((each, at) => misfits(each, first as Shape, `${place}[${at}]`));
  }
  if (typeof value !== 'object' || value === null) return [`${place}: no object`];
  const shapes = shape as Readonly<Record<string, Shape>>;
  const known = Object.keys(shapes).map((name) => name.replace('!', ''));
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  const parts = Object.entries(shapes).flatMap(([name, inner]) => {
    const property = (value as Record<string, unknown>)[name.replace('!', '')];
    if (property === undefined) return name.endsWith('!') ? [`${place}: ${name} is missing`] : [];
    return misfits(property, inner, `${place}.${name.replace('!', '')}`);
  });
  return [...unknown.map((name) => `${place}: ${name} is unknown`), ...parts];
}
