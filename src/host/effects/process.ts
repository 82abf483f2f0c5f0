/**
 * Other programs, started from a list of words: there is no shell that could read a word as a command. What they do is
 * theirs, outside of every wall of ours, so each needs a grant by name, gets an environment that is empty but for what the
 * program says, and ends with the run.
 */

import { resolveExisting } from '#platform/files';
import { ProcessFailure } from '#platform/processes';
import type { WireTagged, WireValue } from '#protocol/wire-value';
import { content, plainInteger, plainText } from './arguments.ts';
import { type Answer, EffectFailure, effect, type World } from './effect.ts';

interface Order {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly input: Uint8Array;
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly timeout: number;
  readonly mostBytes: number;
}

const mostWords = 10_000;
const longestTimeout = 24 * 3_600_000;
const largestOutput = 128 * 1024 * 1024;

export const run = effect<'process.spawn'>({
  prepare: (args, world) => {
    const order = readOrder(args, world);
    const isPath = order.program.includes('/');
    const scope = isPath ? resolveExisting(world.root, order.program) : order.program;
    return {
      asks: { name: 'process.spawn', scope },
      intent: { program: scope, arguments: order.arguments.length },
      perform: async (_granted, { also, signal }) => {
        if (order.folder !== world.root) also({ name: 'filesystem.read', scope: order.folder });
        const file = isPath ? scope : world.processes.find(scope);
        if (file === null) throw new EffectFailure('FileNotFoundError', `[Errno 2] No such program: '${scope}'`);
        return answer(scope, await ended(order, file, world, signal));
      },
    };
  },
});

function readOrder(args: readonly WireValue[], world: World): Order {
  const words = listOf(args[0], 'the words of the command');
  const [program, ...rest] = words.map((_, index) => plainText(words, index, 'a word of the command'));
  if (program === undefined || program === '') throw new EffectFailure('ValueError', 'the command is empty');
  if (program === '.' || program === '..') throw new EffectFailure('ValueError', 'the command names a folder');
  const folder = plainText(args, 3, 'the folder');
  return {
    program,
    arguments: rest,
    input: args[1] === null || args[1] === undefined ? new Uint8Array(0) : content(args, 1),
    environment: readEnvironment(args[2]),
    folder: resolveExisting(world.root, folder),
    timeout: plainInteger(args, 4, 'the timeout in milliseconds', 1, longestTimeout),
    mostBytes: plainInteger(args, 5, 'the largest size', 0, largestOutput),
  };
}

/** Variables by which the dynamic loader takes code into any program: with them a file that was written is run. */
const loaderVariables = /^(?:LD|DYLD)_/;

function readEnvironment(value: WireValue | undefined): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const pair of listOf(value, 'the environment')) {
    const items = listOf(pair, 'a variable');
    const name = plainText(items, 0, 'the name of a variable');
    if (!/^[A-Za-z_]\w*$/.test(name)) throw new EffectFailure('ValueError', 'the name of a variable is malformed');
    if (loaderVariables.test(name)) {
      throw new EffectFailure('ValueError', `the variable ${name} would load other code into the program`);
    }
    environment[name] = plainText(items, 1, `the variable ${name}`);
  }
  return environment;
}

function listOf(value: WireValue | undefined, what: string): readonly WireValue[] {
  if (Array.isArray(value) && value.length <= mostWords) return value;
  throw new EffectFailure('TypeError', `${what} must be a list`);
}

async function ended({ timeout, ...order }: Order, file: string, world: World, signal: AbortSignal) {
  const ending = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
  try {
    return await world.processes.run({ ...order, file, signal: ending });
  } catch (error) {
    if (error instanceof ProcessFailure) {
      const text = error.problem === 'too-large' ? 'wrote more than max_bytes' : 'could not be started';
      throw new EffectFailure('OSError', `${order.program} ${text}`);
    }
    if (ending.aborted) throw new EffectFailure('TimeoutError', `${order.program} did not end within ${timeout} ms`);
    throw error;
  }
}

function answer(scope: string, { code, output, error }: Awaited<ReturnType<typeof ended>>): Answer {
  const source = `process ${scope} (${code})`;
  const tainted = (bytes: Uint8Array): WireTagged => ({
    tag: 'labelled',
    value: { tag: 'bytes', base64: bytes.toBase64() },
    labels: ['tainted'],
    source,
  });
  return {
    value: [code, tainted(output), tainted(error)],
    labels: [],
    source,
    record: { code, output: output.length, error: error.length },
  };
}
