/**
 * The walls between the zones, held by reading every import in `src/`. A zone may import what the table gives it and its
 * own files, nothing else; compiler and program name neither Bun nor Node; only the listed zones touch the platform's
 * own modules; only `host/authorize.ts` makes a `Granted`.
 */
import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { filesUnder, repository } from '../support/files.ts';

/** Zone -> the zones it may import besides itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  language: [],
  platform: ['language'],
  diagnostics: ['language'],
  protocol: ['language'],
  compiler: ['language', 'diagnostics', 'protocol'],
  program: ['language', 'protocol'],
  sandbox: ['language', 'protocol', 'program', 'platform'],
  transparency: ['language', 'platform'],
  audit: ['language', 'platform', 'transparency'],
  packages: ['language', 'platform', 'diagnostics', 'transparency'],
  project: ['language', 'platform', 'diagnostics', 'protocol', 'compiler', 'packages'],
  host: ['language', 'platform', 'diagnostics', 'protocol', 'audit'],
  testing: ['language', 'platform', 'diagnostics', 'project', 'host'],
  lsp: ['language', 'platform', 'diagnostics', 'project'],
  cli: ['language', 'platform', 'diagnostics', 'host', 'audit', 'transparency', 'packages', 'project', 'testing'],
};

/** Zones that may name `node:`, `bun` or Bun's globals: the platform itself, and the program process around the realms. */
const touchesTheMachine = ['platform', 'sandbox'];
/** The exceptions, file by file: plain JavaScript without access to anything. */
const allowedPackages: Readonly<Record<string, readonly string[]>> = {
  'program/stdlib/_hashes.ts': ['@noble/hashes'],
  'program/stdlib/_sha512.ts': ['@noble/hashes'],
};
const pure = ['language', 'diagnostics', 'compiler', 'protocol', 'program'];

interface Import {
  readonly file: string;
  readonly zone: string;
  readonly specifier: string;
}

const root = resolve(repository, 'src');
const files = filesUnder('src', '.ts');
const imports = files.flatMap(readImports);

describe('zones', () => {
  test('every folder of src is a zone with a row in the table', () => {
    const zones = new Set(files.map(zoneOf).filter((zone) => zone !== ''));
    expect([...zones].filter((zone) => mayImport[zone] === undefined)).toEqual([]);
  });

  test('no zone imports another one that it may not', () => {
    const forbidden = imports.filter(({ zone, ...one }) => {
      const target = targetZone(one);
      return zone !== '' && target !== null && target !== zone && !mayImport[zone]?.includes(target);
    });
    expect(forbidden.map(show)).toEqual([]);
  });

  test('zones are named in imports between zones, files inside one', () => {
    const crossing = imports.filter(({ file, zone, specifier }) => {
      if (zone === '' || !specifier.startsWith('.')) return false;
      return zoneOf(resolve(dirname(file), specifier)) !== zone;
    });
    expect(crossing.map(show)).toEqual([]);
  });

  test('only platform and sandbox import modules of Node and Bun', () => {
    const machine = imports.filter(
      ({ zone, specifier }) => /^(?:node:|bun(?::|$))/.test(specifier) && !touchesTheMachine.includes(zone),
    );
    expect(machine.map(show)).toEqual([]);
  });

  test('only platform and sandbox name the globals of Node and Bun', () => {
    const naming = files.filter(
      (file) =>
        zoneOf(file) !== '' &&
        !touchesTheMachine.includes(zoneOf(file)) &&
        /\bBun\.|(?<![.\w$])process\.(?:env|argv|exit|cwd|std|pid|kill|on)\b|(?<![.\w$])(?:fetch|require)\(/.test(
          code(file),
        ),
    );
    expect(naming.map((file) => relative(repository, file))).toEqual([]);
  });

  test('compiler, program and what they share import no package', () => {
    const packages = imports.filter(
      ({ file, zone, specifier }) =>
        pure.includes(zone) &&
        !/^[.#]/.test(specifier) &&
        !(allowedPackages[relative(root, file)] ?? []).some((name) => specifier.startsWith(`${name}/`)),
    );
    expect(packages.map(show)).toEqual([]);
  });

  test('only host/authorize.ts makes a Granted', () => {
    const makers = files.filter((file) => /new Granted\b|as (?:unknown as )?Granted\b/.test(code(file)));
    expect(makers.map((file) => relative(root, file)).filter((file) => file !== 'host/authorize.ts')).toEqual([]);
  });
});

/** Static and dynamic imports, also of types: a type from beyond a wall is a dependency too. JSON is data, not code. */
function readImports(file: string): Import[] {
  const pattern = /(?:^(?:import|export|\})[^'`\n]*\bfrom\s+|^import\s+|\bimport\(\s*)'([^']+)'/gm;
  return [...code(file).matchAll(pattern)]
    .map((match) => ({ file, zone: zoneOf(file), specifier: match[1]! }))
    .filter(({ specifier }) => !specifier.endsWith('.json'));
}

/** The source without comments, so that prose may name what code may not. */
function code(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');
}

/** The first folder under src; empty for main.ts and entries.ts, which start everything and may import it. */
function zoneOf(file: string): string {
  const parts = relative(root, file).split('/');
  return parts.length > 1 ? parts[0]! : '';
}

function targetZone({ file, specifier }: Omit<Import, 'zone'>): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1).split('/')[0]!;
  return specifier.startsWith('.') ? zoneOf(resolve(dirname(file), specifier)) : null;
}

function show({ file, specifier }: Pick<Import, 'file' | 'specifier'>): string {
  return `${relative(repository, file)} imports ${specifier}`;
}
