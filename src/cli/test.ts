/** `aegis test`: runs the tests of a project, each file in a program of its own, on several processes at once. */

import { openLedger } from '#audit/chain';
import { memoryStore } from '#audit/stores/memory';
import { realWorld } from '#host/world';
import { newEventId } from '#platform/crypto';
import { createTemporaryFolder, removeTree, resolveLinks, writeText } from '#platform/disk';
import { currentFolder, environmentVariables, processorCount } from '#platform/environment';
import path from '#platform/paths';
import { openManifest, type ProjectManifest } from '#project/workspace';
import type { Coverage } from '#testing/coverage';
import { findSourceFiles, findTestFiles, isTestFile } from '#testing/discovery';
import { type FileReport, runTests, type TestRunOptions } from '#testing/run';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { counted, note, paintFor, say, sayJson } from './output.ts';
import { grantsOf, memoryLimit, timeLimit } from './run-settings.ts';

const defaultTimeout = '60s';

export const command = defineCommand({
  summary: "Run the functions 'test_…' of the files 'test_….aegis'.",
  flags: {
    filter: { type: 'string', alias: 'k', valueHint: 'TEXT', description: 'only tests whose names contain this' },
    'fail-fast': { type: 'boolean', alias: 'x', description: 'stop at the first failure' },
    verbose: { type: 'boolean', alias: 'v', description: 'a line for every test' },
    check: { type: 'boolean', description: 'what the checker finds is a failure, too' },
    coverage: { type: 'boolean', description: 'tell which lines and branches were reached' },
    jobs: {
      type: 'string',
      alias: 'j',
      valueHint: 'N',
      description: 'processes at once (as many as the machine has cores)',
    },
    timeout: { type: 'string', valueHint: 'DURATION', description: `for each test (${defaultTimeout})` },
    json: { type: 'boolean', description: 'one JSON object for each test, then one for the whole' },
    junit: { type: 'string', valueHint: 'FILE', description: 'write a report as JUnit XML, too' },
    allow: { type: 'string', valueHint: 'CAPABILITY', description: 'grant this too (may be repeated)' },
    deny: {
      type: 'string',
      valueHint: 'CAPABILITY',
      description: 'refuse this, whatever is granted (may be repeated)',
    },
    contracts: { type: 'enum', options: ['on', 'warn', 'off'], default: 'on', description: 'what broken contracts do' },
    'max-memory': { type: 'string', valueHint: 'SIZE', description: 'end a process beyond this, such as 512M' },
    'allow-unconfined': { type: 'boolean', description: 'run even where the system gives no confinement' },
  },
  repeated: ['allow', 'deny', 'filter'],
  rest: { kind: 'words', name: 'PATH' },
  examples: ['aegis test', 'aegis test tests/test_cart.aegis::test_total', 'aegis test -k total --coverage'],
  async run({ flags, lists, rest }) {
    const begin = performance.now();
    const project = openManifest(currentFolder());
    const settings = project.manifest?.test ?? {};
    const targets = rest.length > 0 ? rest : (settings.paths ?? ['.']).map((each) => path.join(project.root, each));
    const files = findTestFiles(targets, currentFolder());
    if (files.length === 0)
      throw new UsageFailure('there are no files test_….aegis', 'write one: func test_something():');
    const wanted = lists.filter ?? [];
    const countsCoverage = flags.coverage === true || settings.coverage === true;
    const isJson = flags.json === true;

    const reports: FileReport[] = [];
    const show = await progress(isJson, flags.verbose === true);
    const coverage = await inTemporaryFolder((folder) =>
      runTests(
        files,
        {
          ...hostOptions(project, { allow: lists.allow ?? [], deny: lists.deny ?? [] }, folder),
          ...usualRun(flags.timeout ?? settings.timeout),
          ...(flags.jobs === undefined ? {} : { jobs: jobCount(flags.jobs) }),
          wanted,
          failFast: flags['fail-fast'] === true,
          failsOnFindings: flags.check === true,
          counted: countsCoverage ? findSourceFiles(project.root) : null,
          contracts: flags.contracts as 'on' | 'warn' | 'off',
          allowUnconfined: flags['allow-unconfined'] === true,
          maxMemory: memoryLimit(flags['max-memory']),
        },
        (report) => {
          reports.push(report);
          show(report);
        },
      ),
    );
    reports.sort((a, b) => (a.file < b.file ? -1 : 1));
    if (flags.junit !== undefined) await writeJunit(flags.junit, reports);
    const cases = reports.flatMap((report) => report.cases);
    if (cases.length === 0) throw new UsageFailure(nothingRan(wanted));
    if (flags.check !== true) tellFindings(reports);
    await summarise(reports, coverage, (performance.now() - begin) / 1000, isJson);
    return cases.some(({ outcome }) => outcome === 'failed') ? exitCodes.failed : exitCodes.ok;
  },
});

/** How tests run when nobody asks for anything else. */
function usualRun(timeout: string | undefined) {
  return {
    jobs: processorCount(),
    wanted: [],
    failFast: false,
    failsOnFindings: false,
    counted: null,
    timeout: timeLimit(timeout ?? defaultTimeout)!,
    contracts: 'on',
    allowUnconfined: false,
    maxMemory: memoryLimit(undefined),
  } as const;
}

/** Runs all tests of a project for a command that tells in its own way how they ended; no reports when there are none. */
export async function testProject(project: ProjectManifest): Promise<readonly FileReport[]> {
  const settings = project.manifest?.test ?? {};
  const targets = (settings.paths ?? ['.']).map((each) => path.join(project.root, each));
  const files = findTestFiles(targets, currentFolder());
  const reports: FileReport[] = [];
  await inTemporaryFolder((folder) =>
    runTests(
      files,
      { ...hostOptions(project, { allow: [], deny: [] }, folder), ...usualRun(settings.timeout) },
      (report) => reports.push(report),
    ),
  );
  return reports;
}

/** What the broker works with: the project's grants and a folder for temporary files. */
function hostOptions(
  project: ProjectManifest,
  commandLine: { readonly allow: readonly string[]; readonly deny: readonly string[] },
  folder: string,
): Pick<TestRunOptions, 'build' | 'folder' | 'grants' | 'world' | 'audit'> {
  const scope = JSON.stringify(`${folder}/**`);
  const allow = [...commandLine.allow, `filesystem.read(${scope})`, `filesystem.write(${scope})`];
  const realRoot = resolveLinks(project.root);
  return {
    build: { ...commandLine, note },
    folder,
    grants: grantsOf(project, { ...commandLine, allow }),
    world: realWorld(realRoot, environmentVariables()),
    audit: openLedger(newEventId(), memoryStore()),
  };
}

async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = resolveLinks(createTemporaryFolder('aegis-test-'));
  try {
    return await work(folder);
  } finally {
    removeTree(folder);
  }
}

function jobCount(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new UsageFailure(`--jobs cannot be '${text}'`, 'write a number from 1');
  return Number(text);
}

/** What is shown while tests run: a line for each file as it ends, or one for each test. */
async function progress(isJson: boolean, isVerbose: boolean): Promise<(report: FileReport) => void> {
  if (isJson) {
    return ({ cases }) => {
      for (const { file, name, outcome, seconds, details, output, diagnostics, uncaught } of cases) {
        const message = uncaught?.summary ?? diagnostics[0]?.message ?? null;
        sayJson({ file, name, outcome, seconds, message, details, output });
      }
    };
  }
  const { caseLine, fileLine } = await import('#testing/report');
  const paint = paintFor('out');
  return (report) => {
    // Files that a filter left nothing of are not worth a line.
    if (report.cases.length === 0) return;
    say(fileLine(report, paint));
    if (isVerbose) for (const each of report.cases) say(caseLine(each, paint));
  };
}

async function writeJunit(file: string, reports: readonly FileReport[]): Promise<void> {
  const { junitXml } = await import('#testing/junit');
  writeText(path.resolve(currentFolder(), file), junitXml(reports));
}

async function summarise(
  reports: readonly FileReport[],
  coverage: Coverage | null,
  seconds: number,
  isJson: boolean,
): Promise<void> {
  const { coverageTable, failureText, summaryLine, totalsOf } = await import('#testing/report');
  const totals = totalsOf(reports.flatMap((report) => report.cases));
  const covered = coverage?.files((file) => !isTestFile(file)) ?? null;
  if (isJson) return sayJson({ ...totals, seconds, ...(covered === null ? {} : { coverage: covered }) });
  const paint = paintFor('out');
  for (const { cases, sources } of reports) {
    for (const each of cases) if (each.outcome === 'failed') say(`\n${failureText(each, sources, paint).trimEnd()}`);
  }
  if (covered !== null) say(`\n${coverageTable(covered)}`);
  say(`\n${summaryLine(totals, seconds, paint)}`);
}

/** A test that provokes an error is a finding, too: they are told of, and fail only where that is asked for. */
function tellFindings(reports: readonly FileReport[]): void {
  const files = reports.filter(({ findings }) => findings > 0);
  if (files.length > 0)
    note(`the checker has findings in ${counted(files.length, 'file')} ('aegis test --check' shows them)`);
}

function nothingRan(wanted: readonly string[]): string {
  return wanted.length === 0
    ? "no test ran: the files hold no function 'test_…'"
    : `no test ran: no name contains '${wanted.join("' or '")}'`;
}
