/**
 * The program process, from its first instruction to the program's end. The order is the security: what must be loaded
 * is loaded while we still may; then the kernel takes our rights, the realms are hardened, and only then a line of the
 * program is evaluated.
 */
import { confine } from '#platform/confinement/confinement';
import { openDescriptors } from '#platform/descriptors';
import { endStartup } from '#platform/engine';
import type { RunModule } from '#program/modules';
import { standardModules } from '#program/stdlib/index';
import { precompiledModules } from '#program/stdlib/precompiled';
import type { BatchMessage, ProgramImage, SessionMessage, StartMessage, TestsMessage } from '#protocol/messages';
import { makeInterruptible } from './interrupt.ts';
import { openLink } from './link.ts';
import { captureOutput, descriptorOutput, noOutput } from './output.ts';
import { openPipe, type Pipe, PipeClosed } from './pipe.ts';
import { probeDenials } from './probe.ts';
import { hardenRuntimeRealm, makeEmittedRealm } from './realm.ts';
import { runProgram } from './run.ts';
import type { Library, Runtime } from './runtime.ts';
import { runSession } from './session.ts';
import { runSuites } from './suites.ts';

const exitUnconfined = 70;
// Captured now: `process` is one of the globals that hardening takes away.
const exit: (code: number) => never = process.exit.bind(process);
const now = performance.now.bind(performance);

/**
 * Runs what the host sends. Does not return: the process ends here.
 *
 * @param hostProcess id of the host, without which we do not go on
 */
export async function main(runtime: Runtime, hostProcess: number): Promise<void> {
  const descriptors = await openDescriptors();
  const pipe = openPipe(descriptors);
  const isTerminal = descriptors.isTerminal(1);
  try {
    const realm = makeEmittedRealm();
    runtime.installPrimitives(realm.intrinsics);
    realm.harden();
    const start = pipe.receive();
    if (start.kind === 'probe') return await probeDenials(pipe, hostProcess);
    if (start.kind !== 'start' && start.kind !== 'batch' && start.kind !== 'session' && start.kind !== 'tests')
      throw new Error(`${start.kind} cannot come first`);
    const library = await loadLibrary(standardImports(start));
    const confinement = await confine({ hostProcess });
    pipe.send({
      kind: 'ready',
      confinedBy: confinement.confined ? confinement.by : null,
      reason: confinement.confined ? null : confinement.reason,
    });
    if (!confinement.confined && !start.allowUnconfined) return exit(exitUnconfined);
    if (confinement.confined && confinement.isReadable !== null) pipe.lookWith(confinement.isReadable);
    const interruptible = start.kind === 'session' ? makeInterruptible() : null;
    hardenRuntimeRealm();
    endStartup();
    const mayWrite = (start.kind === 'start' || start.kind === 'session') && start.mayWrite;
    const output = mayWrite ? descriptorOutput(descriptors) : noOutput;
    const link = openLink(pipe, output);
    runtime.connectHost(link);
    runtime.setOutput((stream, text) => link.output.write(stream, text), {
      isTerminal: mayWrite && isTerminal,
    });
    const run = (image: ProgramImage, args: readonly string[]) =>
      runProgram(runtime, realm, link, image, { arguments: args, contracts: start.contracts, library });
    if (start.kind === 'session')
      runSession(runtime, realm, link, pipe, {
        contracts: start.contracts,
        library,
        isTerminal,
        exit,
        interruptible: interruptible!,
      });
    else if (start.kind === 'tests') runSuites(runtime, realm, link, pipe, start, library);
    else if (start.kind === 'start') {
      const end = run(start.program, start.arguments);
      // Whoever reads the output is told that it is over: this process may take longer to fade away than the host.
      descriptors.close(1);
      descriptors.close(2);
      pipe.send(end);
    } else
      runBatch(pipe, start, (image) => {
        const captured = captureOutput();
        link.output = captured;
        return { end: run(image, []), ...captured.text };
      });
    exit(0);
  } catch (error) {
    if (error instanceof PipeClosed) exit(exitUnconfined);
    throw error;
  }
}

/** What we were sent imports these of the library; nobody knows what the entries of a session will. */
function standardImports(start: StartMessage | BatchMessage | SessionMessage | TestsMessage): Iterable<string> {
  if (start.kind === 'tests') return start.standardModules;
  if (start.kind === 'session') return [...Object.keys(standardModules), ...Object.keys(precompiledModules)];
  const images = start.kind === 'start' ? [start.program] : start.programs.map((each) => each.program);
  return new Set(images.flatMap((image) => image.modules.flatMap((module) => module.standardModules)));
}

/** Nothing can be loaded once the process is confined, so what any module will import is loaded before, all at once. */
async function loadLibrary(names: Iterable<string>): Promise<Library> {
  const native = new Map<string, object>();
  const precompiled = new Map<string, { readonly run: RunModule }>();
  const asked = new Set<string>();
  const load = async (name: string): Promise<void> => {
    if (asked.has(name)) return;
    asked.add(name);
    if (Object.hasOwn(precompiledModules, name)) {
      const module = await precompiledModules[name]!();
      precompiled.set(name, module);
      await Promise.all(module.imports.map(load));
    } else if (Object.hasOwn(standardModules, name)) native.set(name, (await standardModules[name]!()).default);
  };
  await Promise.all([...names].map(load));
  return { native, precompiled };
}

type BatchRun = (image: ProgramImage) => { end: ReturnType<typeof runProgram>; stdout: string; stderr: string };

/** One program after another; each step is told before it begins, so that the host can see which one hangs. */
function runBatch(pipe: Pipe, batch: BatchMessage, run: BatchRun): void {
  for (let index = 0; index < batch.programs.length; index++) {
    pipe.send({ kind: 'batch-step', index, done: null });
    const begin = now();
    const { end, stdout, stderr } = run(batch.programs[index]!.program);
    pipe.send({ kind: 'batch-step', index, done: { end, stdout, stderr, seconds: (now() - begin) / 1000 } });
  }
}
