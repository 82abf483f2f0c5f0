/**
 * Every message that program process and host exchange, and the reader for those that come from the program process.
 * The host's messages are trusted by the program process (the host holds all authority anyway); the program's messages
 * are checked member by member.
 */
import type { EmittedModule } from './emitted-module.ts';
import { fail, type Json, JsonObject } from './json.ts';
import { type WireLabel, type WireValue, wireValue } from './wire-value.ts';

/** One program: all its modules, the entry named `__main__`. */
export interface ProgramImage {
  readonly modules: readonly EmittedModule[];
}

export interface StartMessage {
  readonly kind: 'start';
  readonly program: ProgramImage;
  /** Shown as the tainted `aegis.program.arguments`. */
  readonly arguments: readonly string[];
  readonly contracts: 'on' | 'warn' | 'off';
  /** Go on when the operating system gives no confinement. */
  readonly allowUnconfined: boolean;
  /** Whether a grant of stdio.write covers the run; without it output is dropped before it reaches a descriptor. */
  readonly mayWrite: boolean;
}

/** Many programs one after another, each in a registry of its own, output captured. */
export interface BatchMessage {
  readonly kind: 'batch';
  readonly programs: readonly { readonly file: string; readonly program: ProgramImage }[];
  readonly contracts: 'on' | 'warn' | 'off';
  readonly allowUnconfined: boolean;
}

/** A program that comes piece by piece (`aegis repl`): its process waits for entries until the pipe is closed. */
export interface SessionMessage {
  readonly kind: 'session';
  readonly contracts: 'on' | 'warn' | 'off';
  readonly allowUnconfined: boolean;
  readonly mayWrite: boolean;
}

/** The next piece of a session. It is evaluated with the variables of those before; answered by one `entry-end`. */
export interface EntryMessage {
  readonly kind: 'entry';
  readonly entry: EmittedModule;
  /** What it imports and no entry before has imported. */
  readonly modules: readonly EmittedModule[];
}

/** What is `a.b.c`? Asked between the entries of a session, by somebody who is typing; answered by `inspected`. */
export interface InspectMessage {
  readonly kind: 'inspect';
  readonly path: readonly string[];
}

/** Test files one after another (`aegis test`): the process waits for suites until the pipe is closed. */
export interface TestsMessage {
  readonly kind: 'tests';
  /** What any of the suites imports of the library: nothing can be loaded later. */
  readonly standardModules: readonly string[];
  readonly contracts: 'on' | 'warn' | 'off';
  readonly allowUnconfined: boolean;
}

/** The next test file, with modules of its own. Answered by a `test-result` for each of its tests, then `suite-end`. */
export interface SuiteMessage {
  readonly kind: 'suite';
  readonly program: ProgramImage;
  /** Dotted name of the module that holds the tests. */
  readonly module: string;
  /** Only tests whose names contain one of these; empty for all. */
  readonly wanted: readonly string[];
  /** End after the first test that fails. */
  readonly failFast: boolean;
  /** A folder of its own that the tests may read and write. */
  readonly folder: string;
}

/** Try each denial and report (`aegis doctor`). */
export interface ProbeMessage {
  readonly kind: 'probe';
}

export interface AnswerMessage {
  readonly kind: 'answer';
  readonly id: number;
  readonly value: WireValue;
  /** What the value is labelled with when it enters the program, and where it came from. */
  readonly labels: readonly WireLabel[];
  readonly source: string;
}

/** The request failed: an exception of this type is raised in the program. */
export interface RefusalMessage {
  readonly kind: 'refusal';
  readonly id: number;
  readonly exception: string;
  /** Our own words, clean. */
  readonly message: string;
  /** What the world said; tainted in the program. */
  readonly detail: string | null;
  readonly source: string;
}

export type HostMessage =
  | StartMessage
  | BatchMessage
  | SessionMessage
  | EntryMessage
  | InspectMessage
  | TestsMessage
  | SuiteMessage
  | ProbeMessage
  | AnswerMessage
  | RefusalMessage;

/** One declaration that narrows what running code may do: `@capabilities` on a module, class or function. */
export interface AuthorityLayer {
  /** Whom people are told about: `module Triage`, `function fetch`. */
  readonly holder: string;
  /** What it allows; null when it only denies. */
  readonly allow: readonly string[] | null;
  readonly deny: readonly string[];
}

/** The holder of the layer under which all code of a package runs; what it may do is the host's to know. */
export function packageHolder(name: string): string {
  return `${packageWord}${name}`;
}

/** The package whose layer a holder names; null for a declaration in the source. */
export function packageOfHolder(holder: string): string | null {
  return holder.startsWith(packageWord) ? holder.slice(packageWord.length) : null;
}

const packageWord = 'package ';

/** On whose behalf a request is made, as the program process says. */
export interface Caller {
  readonly module: string;
  readonly function: string | null;
  readonly package: string | null;
  /** Path and source offset of the place that asks; null when it is not known. */
  readonly place: { readonly file: string; readonly start: number } | null;
  /** Narrowing declarations in force, innermost first. */
  readonly authority: readonly AuthorityLayer[];
}

export interface RequestMessage {
  readonly kind: 'request';
  readonly id: number;
  readonly effect: string;
  readonly arguments: readonly WireValue[];
  readonly caller: Caller;
}

/** One-way: what the program says about itself. Sent before the next request, in order. */
export interface NoteMessage {
  readonly kind: 'note';
  readonly event: string;
  readonly data: { readonly [name: string]: Json };
  readonly caller: Caller;
}

/** Sent before the first line of the program runs. */
export interface ReadyMessage {
  readonly kind: 'ready';
  readonly confinedBy: string | null;
  readonly reason: string | null;
}

/** How a program ended. `report` is what people are shown on stderr: traceback with positions still to be looked up. */
export interface EndMessage {
  readonly kind: 'end';
  readonly code: number;
  readonly uncaught: UncaughtException | null;
}

/** How an entry of a session ended. The session goes on unless the program asked to end. */
export interface EntryEndMessage {
  readonly kind: 'entry-end';
  /** Set when the program is over (SystemExit, or nobody reads its output): the code to end with. */
  readonly exit: number | null;
  readonly uncaught: UncaughtException | null;
  /** The variables that are bound now: what the next entry may name. */
  readonly names: readonly string[];
}

/** What can be said of a name without running code of the program; null when that cannot tell. */
export interface InspectedMessage {
  readonly kind: 'inspected';
  readonly found: { readonly type: string; readonly attributes: readonly string[] } | null;
}

export interface UncaughtException {
  readonly type: string;
  /** The last line of the report, `Type: message`, safe to print. */
  readonly summary: string;
  /** Outermost first. */
  readonly frames: readonly TraceFrame[];
  /** The exceptions it came from, oldest first, each with the sentence that links it to the next one. */
  readonly chain: readonly (Omit<UncaughtException, 'chain'> & { readonly link: string })[];
}

export interface TraceFrame {
  readonly path: string;
  readonly function: string;
  /** Offset in the source; null when unknown. */
  readonly start: number | null;
  readonly end: number | null;
}

/** One program of a batch begins or is done. */
export interface BatchStepMessage {
  readonly kind: 'batch-step';
  readonly index: number;
  readonly done: null | {
    readonly end: EndMessage;
    readonly stdout: string;
    readonly stderr: string;
    readonly seconds: number;
  };
}

export const testOutcomes = ['started', 'passed', 'failed', 'skipped', 'expected-failure'] as const;

/** What became of one test; `started` is told before it runs, so that the host can see which one hangs. */
export interface TestResultMessage {
  readonly kind: 'test-result';
  /** As in its file: `test_add`, `TestCart.test_total`, `test_add[1-2]`. */
  readonly name: string;
  readonly outcome: (typeof testOutcomes)[number];
  readonly seconds: number;
  /** What it printed. */
  readonly output: string;
  /** Why it was skipped, or what the values of a failed assertion were; lines for people. */
  readonly details: readonly string[];
  readonly uncaught: UncaughtException | null;
}

/** A test file is done. */
export interface SuiteEndMessage {
  readonly kind: 'suite-end';
  /** What stopped the file before its tests could run. */
  readonly uncaught: UncaughtException | null;
  /** How often each counted place of a module was reached, by the module's path; empty when nothing was counted. */
  readonly coverage: { readonly [path: string]: readonly number[] };
}

export interface ProbeResultMessage {
  readonly kind: 'probed';
  readonly results: readonly { readonly attempt: string; readonly denied: boolean; readonly detail: string }[];
}

export type ProgramMessage =
  | RequestMessage
  | NoteMessage
  | ReadyMessage
  | EndMessage
  | EntryEndMessage
  | InspectedMessage
  | BatchStepMessage
  | TestResultMessage
  | SuiteEndMessage
  | ProbeResultMessage;

/**
 * Reads a message of the program process.
 *
 * @throws MalformedMessage when it is not exactly one of those above
 */
export function programMessage(json: Json): ProgramMessage {
  const message = new JsonObject(json, 'a message');
  const kind = message.text('kind');
  switch (kind) {
    case 'request':
      return {
        kind,
        id: message.integer('id', 0, Number.MAX_SAFE_INTEGER),
        effect: message.text('effect', 200),
        arguments: message.array('arguments').map((value) => wireValue(value)),
        caller: caller(message.object('caller')),
      };
    case 'note':
      return {
        kind,
        event: message.text('event', 200),
        data: data(message.member('data')),
        caller: caller(message.object('caller')),
      };
    case 'ready':
      return { kind, confinedBy: message.textOrNull('confinedBy'), reason: message.textOrNull('reason') };
    case 'end':
      return end(message);
    case 'entry-end':
      return {
        kind,
        exit: message.member('exit') === null ? null : message.integer('exit', 0, 255),
        uncaught: uncaughtOf(message),
        names: message.texts('names'),
      };
    case 'inspected': {
      if (message.member('found') === null) return { kind, found: null };
      const found = message.object('found');
      return { kind, found: { type: found.text('type', 1000), attributes: found.texts('attributes') } };
    }
    case 'batch-step': {
      const index = message.integer('index', 0, 1_000_000);
      if (message.member('done') === null) return { kind, index, done: null };
      const done = message.object('done');
      const seconds = done.member('seconds');
      return {
        kind,
        index,
        done: {
          end: end(done.object('end')),
          stdout: done.text('stdout'),
          stderr: done.text('stderr'),
          seconds: typeof seconds === 'number' ? seconds : fail('no time'),
        },
      };
    }
    case 'test-result':
      return testResult(message);
    case 'suite-end':
      return { kind, uncaught: uncaughtOf(message), coverage: coverage(message.object('coverage')) };
    case 'probed':
      return { kind, results: message.array('results').map(probe) };
    default:
      return fail(`an unknown kind ${kind.slice(0, 40)}`);
  }
}

function caller(object: JsonObject): Caller {
  const place = object.member('place') === null ? null : object.object('place');
  return {
    module: object.text('module', 1000),
    function: object.textOrNull('function'),
    package: object.textOrNull('package'),
    place: place && { file: place.text('file', 10_000), start: place.integer('start', 0, Number.MAX_SAFE_INTEGER) },
    authority: object.array('authority').map((json) => {
      const layer = new JsonObject(json, 'an authority layer');
      return {
        holder: layer.text('holder', 1000),
        allow: layer.member('allow') === null ? null : layer.texts('allow'),
        deny: layer.texts('deny'),
      };
    }),
  };
}

function end(object: JsonObject): EndMessage {
  return { kind: 'end', code: object.integer('code', 0, 255), uncaught: uncaughtOf(object) };
}

function uncaughtOf(object: JsonObject): UncaughtException | null {
  if (object.member('uncaught') === null) return null;
  const uncaught = object.object('uncaught');
  return {
    ...exception(uncaught),
    chain: uncaught.array('chain').map((json) => {
      const part = new JsonObject(json, 'a cause');
      return { ...exception(part), link: part.text('link', 1000) };
    }),
  };
}

function exception(object: JsonObject): Omit<UncaughtException, 'chain'> {
  return {
    type: object.text('type', 1000),
    summary: object.text('summary'),
    frames: object.array('frames').map((json) => {
      const frame = new JsonObject(json, 'a frame');
      return {
        path: frame.text('path', 10_000),
        function: frame.text('function', 10_000),
        start: offset(frame, 'start'),
        end: offset(frame, 'end'),
      };
    }),
  };
}

function offset(frame: JsonObject, name: string): number | null {
  return frame.member(name) === null ? null : frame.integer(name, 0, Number.MAX_SAFE_INTEGER);
}

function data(json: Json): { readonly [name: string]: Json } {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) fail('a note whose data is no object');
  return json;
}

function testResult(message: JsonObject): TestResultMessage {
  const outcome = message.text('outcome', 20);
  const known = testOutcomes.find((each) => each === outcome);
  const seconds = message.member('seconds');
  return {
    kind: 'test-result',
    name: message.text('name', 10_000),
    outcome: known ?? fail('an unknown outcome of a test'),
    seconds: typeof seconds === 'number' ? seconds : fail('no time'),
    output: message.text('output'),
    details: message.texts('details'),
    uncaught: uncaughtOf(message),
  };
}

function coverage(object: JsonObject): SuiteEndMessage['coverage'] {
  const countsOf = (path: string) =>
    object.array(path).map((count) => (typeof count === 'number' ? count : fail('no count')));
  return Object.fromEntries(object.names().map((path) => [path, countsOf(path)]));
}

function probe(json: Json): ProbeResultMessage['results'][number] {
  const result = new JsonObject(json, 'a probe');
  const denied = result.member('denied');
  return {
    attempt: result.text('attempt', 200),
    denied: typeof denied === 'boolean' ? denied : fail('a probe without a verdict'),
    detail: result.text('detail', 1000),
  };
}
