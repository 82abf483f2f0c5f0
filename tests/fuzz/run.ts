/**
 * Runs generated programs by the thousand in few processes, and says what went wrong, in what they print or in the ledger:
 * prints every finding with its seed and ends with the throughput. `--show SEED` prints one program instead, `--twins` counts
 * the programs that show what is hidden when nothing is labelled.
 */
import { parseArgs } from 'node:util';
import { openLedger } from '#audit/chain';
import { verifyLedger } from '#audit/verify';
import { compile } from '#compiler/compile';
import { type BatchResult, runBatch } from '#host/batch';
import { makeGrants, noGrants } from '#host/grants';
import { realWorld } from '#host/world';
import { SourceFile } from '#language/source';
import { newEventId } from '#platform/crypto';
import type { EmittedModule } from '#protocol/emitted-module';
import { common, commonWithoutLabels, fuzzProgram } from './grammar.ts';
import { ownSigns, seenIn, seenInLedger } from './judge.ts';

/** One program of which something was seen that may not be. */
export interface Finding {
  readonly seed: number;
  readonly what: string;
}

export interface FuzzReport {
  readonly programs: number;
  readonly findings: readonly Finding[];
  /** Seeds of programs that ran out of time or memory. */
  readonly unfinished: readonly number[];
}

export interface FuzzOptions {
  readonly first: number;
  readonly programs: number;
  readonly steps: number;
  /** Told after each batch. */
  readonly onProgress?: (report: FuzzReport) => void;
}

/** Programs that one process runs one after another. */
const batchSize = 500;

/** Generates, compiles and runs programs; whatever they were granted is nothing. */
export async function fuzz({ first, programs, steps, onProgress }: FuzzOptions): Promise<FuzzReport> {
  const findings: Finding[] = [];
  const unfinished: number[] = [];
  for (let done = 0; done < programs; done += batchSize) {
    const seeds = Array.from({ length: Math.min(batchSize, programs - done) }, (_, index) => first + done + index);
    const { results, ledger } = await runSources(new Map(seeds.map((seed) => [seed, fuzzProgram(seed, steps)])));
    for (const [file, result] of results) {
      const what = judged(result);
      if (what !== null) findings.push({ seed: file, what });
      if (result.exit === 124 || result.stderr === 'out of memory\n') unfinished.push(file);
    }
    const recorded = judgedLedger(ledger);
    if (recorded !== null)
      findings.push({ seed: seeds[0]!, what: `${recorded} (of ${seeds.length} programs from here)` });
    onProgress?.({ programs: done + seeds.length, findings, unfinished });
  }
  return { programs, findings, unfinished };
}

/** What came of programs by number, and the lines of the ledger that they share. */
export interface SourcesRun {
  readonly results: ReadonlyMap<number, BatchResult>;
  readonly ledger: readonly string[];
}

/**
 * Runs programs by number, as many as there are in one process; those that do not compile have a result that says so.
 *
 * @param shared the text of the module `common`
 */
export async function runSources(sources: ReadonlyMap<number, string>, shared = common): Promise<SourcesRun> {
  const results = new Map<number, BatchResult>();
  const first = compileModule('common', shared)!;
  const compiled = [...sources].flatMap(([seed, text]) => {
    const emitted = compileModule('__main__', text);
    if (emitted !== null) return [{ file: String(seed), program: { modules: [first, emitted] } }];
    results.set(seed, { file: String(seed), exit: 2, stdout: '', stderr: 'internal error: not compiled', seconds: 0 });
    return [];
  });
  const ledger: string[] = [];
  if (compiled.length === 0) return { results, ledger };
  const audit = openLedger(newEventId(), { append: (_event, line) => ledger.push(line), close() {} });
  audit.record({ type: 'run_start', evidence: 'observed', status: 'started', data: {} });
  await runBatch(compiled, {
    grants: makeGrants(noGrants, '/'),
    world: realWorld('/', {}),
    audit,
    lineOf: () => null,
    timeout: 10_000,
    maxMemory: 2 ** 30,
    allowUnconfined: false,
    report: ({ uncaught }) => (uncaught === null ? '' : `${uncaught.summary}\n`),
    onResult: (result) => results.set(Number(result.file), result),
  });
  return { results, ledger };
}

/** How many programs show what is hidden when it bears no label: a program that never does proves nothing. */
async function showingTwins(first: number, programs: number, steps: number): Promise<number> {
  const seeds = Array.from({ length: programs }, (_, index) => first + index);
  const { results } = await runSources(
    new Map(seeds.map((seed) => [seed, fuzzProgram(seed, steps)])),
    commonWithoutLabels,
  );
  return [...results.values()].filter(({ stdout }) => seenIn(stdout) !== null).length;
}

/** Types are nobody's business here, and checking them is most of the work of compiling. */
function compileModule(name: string, text: string): EmittedModule | null {
  const source = new SourceFile(`${name}.aegis`, text);
  const options = { package: null, importName: (written: string) => written, isGranted: null, isLibrary: true };
  return compile(source, { ...options, name }).emitted;
}

function judged({ stdout, stderr, exit }: BatchResult): string | null {
  const output = stdout + stderr;
  const seen = seenIn(output);
  if (seen !== null) return `shows ${seen}`;
  const sign = ownSigns.exec(output);
  if (sign !== null) return `shows ${sign[0]}`;
  return exit === 70 && stderr !== 'out of memory\n' ? 'ended with an internal error' : null;
}

/** The chain must hold, and no line may show what is hidden. */
function judgedLedger(ledger: readonly string[]): string | null {
  if (ledger.length === 0) return null;
  const verified = verifyLedger(`${ledger.join('\n')}\n`);
  if (!verified.whole) return `breaks the ledger: line ${verified.line}, ${verified.reason}`;
  const seen = seenInLedger(ledger);
  return seen === null ? null : `records ${seen}`;
}

/** The command. @returns the exit code */
export async function main(words: readonly string[]): Promise<number> {
  const { values: wanted } = parseArgs({
    args: [...words],
    options: {
      programs: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      steps: { type: 'string', default: '4' },
      show: { type: 'string' },
      twins: { type: 'boolean', default: false },
    },
  });
  const steps = Number(wanted.steps);
  if (wanted.show !== undefined) {
    console.log(fuzzProgram(Number(wanted.show), steps));
    return 0;
  }
  if (wanted.twins) {
    const shown = await showingTwins(Number(wanted.seed), Number(wanted.programs), steps);
    console.log(`${shown} of ${wanted.programs} show what is hidden when nothing is labelled`);
    return 0;
  }
  const began = performance.now();
  let told = 0;
  const report = await fuzz({
    first: Number(wanted.seed),
    programs: Number(wanted.programs),
    steps,
    onProgress({ programs, findings }) {
      for (const { seed, what } of findings.slice(told)) console.log(`seed ${seed}: ${what}`);
      told = findings.length;
      if (programs % 20_000 === 0) console.log(`${programs} programs, ${told} findings`);
    },
  });
  const seconds = (performance.now() - began) / 1000;
  const { programs, findings, unfinished } = report;
  console.log(`${programs} programs in ${Math.round(seconds)} s (${Math.round(programs / seconds)}/s)`);
  console.log(`${findings.length} findings, ${unfinished.length} unfinished (${unfinished.slice(0, 20).join(' ')})`);
  return findings.length === 0 ? 0 : 1;
}
