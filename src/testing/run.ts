/**
 * Runs test files: compiles each, spreads them over a few program processes, and says what became of every test. Whatever
 * stops a whole file (it does not compile, its top level raises, a test hangs) is a failure like that of a test.
 */
import type { Diagnostic } from '#diagnostics/diagnostic';
import { type Suite, type SuiteOptions, type SuiteWorker, startSuiteWorker, type TestResult } from '#host/suites';
import type { SourceFile } from '#language/source';
import { createFolder } from '#platform/files';
import path from '#platform/paths';
import { onInterrupt } from '#platform/program-process';
import { type BuildOptions, buildProgram } from '#project/build';
import { openWorkspace, readSource, showPath } from '#project/workspace';
import { Coverage } from './coverage.ts';
import type { TestFile } from './discovery.ts';

export interface TestRunOptions extends Omit<SuiteOptions, 'standardModules' | 'lineOf'> {
  readonly build: Pick<BuildOptions, 'allow' | 'deny' | 'note'>;
  /** How many processes work at once. */
  readonly jobs: number;
  /** Only tests whose names contain one of these. */
  readonly wanted: readonly string[];
  readonly failFast: boolean;
  /** What the checker reports in a file, or in what it imports, fails the file. */
  readonly failsOnFindings: boolean;
  /** Files whose lines are counted, also when no test imports them; null to count nothing. */
  readonly counted: readonly string[] | null;
  /** Where the tests may read and write. */
  readonly folder: string;
}

/** One test that was run, or a failure that stopped its whole file (`name` is null). */
export interface TestCase extends Omit<TestResult, 'name' | 'outcome'> {
  readonly file: string;
  readonly name: string | null;
  readonly outcome: Exclude<TestResult['outcome'], 'started'>;
  /** What the file says wrong, when it does not compile. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface FileReport {
  /** As people are shown it. */
  readonly file: string;
  readonly cases: readonly TestCase[];
  /** How many errors `aegis check` would report. */
  readonly findings: number;
  /** For tracebacks: all sources of the file's program by path. */
  readonly sources: ReadonlyMap<string, SourceFile>;
}

interface CompiledFile {
  readonly file: TestFile;
  readonly shown: string;
  readonly program: Awaited<ReturnType<typeof buildProgram>>;
  readonly module: string;
  readonly isBroken: boolean;
}

/**
 * @param deliver gets each file's report when it is done; the order is that of ending
 * @returns what was reached, when that was counted
 */
export async function runTests(
  files: readonly TestFile[],
  options: TestRunOptions,
  deliver: (report: FileReport) => void,
): Promise<Coverage | null> {
  const coverage = options.counted === null ? null : new Coverage();
  const compiled: CompiledFile[] = [];
  for (const file of files) compiled.push(await compileFile(file, options));
  for (const { program } of compiled) coverage?.addModules(program.modules, program.sources);
  for (const file of options.counted ?? [])
    if (coverage?.knows(file) === false) await addUntested(file, options, coverage);
  const waiting = compiled.filter((each) => !each.isBroken);
  for (const each of compiled.filter(({ isBroken }) => isBroken)) deliver(brokenFile(each));

  const lines = new Map(compiled.flatMap(({ program }) => [...program.sources]));
  const suiteOptions: SuiteOptions = {
    ...options,
    standardModules: [...new Set(['aegis.testing', ...waiting.flatMap(({ program }) => standardModulesOf(program))])],
    lineOf: (file, offset) => lines.get(file)?.lineAt(offset) ?? null,
  };
  let isOver = false;
  let wasInterrupted = false;
  const stopListening = onInterrupt(() => {
    wasInterrupted = true;
    for (const worker of workers) worker.stop('interrupted');
  });
  const workers: SuiteWorker[] = [];
  async function work(): Promise<void> {
    const worker = startSuiteWorker(suiteOptions);
    workers.push(worker);
    for (let next = waiting.shift(); next !== undefined && !isOver; next = waiting.shift()) {
      const report = await runFile(next, worker, options, coverage);
      deliver(report);
      isOver ||= wasInterrupted || (options.failFast && report.cases.some(({ outcome }) => outcome === 'failed'));
    }
    worker.close();
  }
  await Promise.all(Array.from({ length: Math.min(options.jobs, waiting.length) }, work));
  stopListening();
  return coverage;
}

/** A file that no test imports counts as not reached; one that does not compile is for `aegis check` to tell. */
async function addUntested(path: string, options: TestRunOptions, coverage: Coverage): Promise<void> {
  const { program } = await compileFile({ path, names: [] }, options);
  coverage.addModules(program.modules, program.sources);
}

/** The library comes precompiled in the executable, and as modules of the program from source. */
function standardModulesOf({ modules }: CompiledFile['program']): readonly string[] {
  return modules.flatMap((module) => module.standardModules);
}

async function compileFile(
  file: TestFile,
  options: TestRunOptions,
  mode: 'reuse' | 'check' = 'reuse',
): Promise<CompiledFile> {
  const module = path.basename(file.path).replace(/\.aegis$/, '');
  const program = await buildProgram(
    openWorkspace(file.path),
    readSource(file.path),
    {
      ...options.build,
      mode,
      useCache: true,
      instruments: { explainsAssertions: true, countsCoverage: options.counted !== null },
    },
    module,
  );
  const isBroken = !program.modules.some(({ name }) => name === module);
  return { file, shown: showPath(file.path), program, module, isBroken };
}

/** What `aegis check` says: compiled code that is taken from the cache has forgotten it. */
async function findingsOf(file: TestFile, options: TestRunOptions): Promise<readonly Diagnostic[]> {
  const { program } = await compileFile(file, options, 'check');
  return program.diagnostics.filter(({ severity }) => severity === 'error');
}

function brokenFile({ shown, program }: CompiledFile): FileReport {
  const diagnostics = program.diagnostics.filter(({ severity }) => severity === 'error');
  const failure: TestCase = { ...failureOf(shown, null, []), diagnostics };
  return { file: shown, cases: [failure], findings: program.findings, sources: program.sources };
}

/** A folder that no other file's tests have. */
function suiteFolder(folder: string, module: string): string {
  const own = path.join(folder, `${module}-${++folders}`);
  createFolder(own);
  return own;
}

let folders = 0;

async function runFile(
  { file, shown, program, module }: CompiledFile,
  worker: SuiteWorker,
  options: TestRunOptions,
  coverage: Coverage | null,
): Promise<FileReport> {
  const cases: TestCase[] = [];
  const suite: Suite = {
    program: { modules: program.modules },
    module,
    wanted: file.names.length > 0 ? file.names : options.wanted,
    failFast: options.failFast,
    folder: suiteFolder(options.folder, module),
  };
  if (options.failsOnFindings && program.findings > 0)
    cases.push({ ...failureOf(shown, null, []), diagnostics: await findingsOf(file, options) });
  const outcome = await worker.run(suite, ({ outcome, ...result }) => {
    if (outcome !== 'started') cases.push({ ...result, outcome, file: shown, diagnostics: [] });
  });
  if ('lost' in outcome) {
    const left = 'the tests after it in this file were not run';
    cases.push(failureOf(shown, outcome.during, [outcome.lost, left]));
  } else {
    if (outcome.uncaught !== null) cases.push({ ...failureOf(shown, null, []), uncaught: outcome.uncaught });
    coverage?.addCounts(outcome.coverage);
  }
  return { file: shown, cases, findings: program.findings, sources: program.sources };
}

function failureOf(file: string, name: string | null, details: readonly string[]): TestCase {
  return { file, name, outcome: 'failed', seconds: 0, output: '', details, uncaught: null, diagnostics: [] };
}
