/**
 * What the sandbox asks of the runtime library (`#program/index` offers exactly this). Everything else of the library is
 * reached only by emitted code through `helpers`.
 */

import type { HostLink } from '#program/host-link';
import type { EmittedModule } from '#protocol/emitted-module';
import type { RealmIntrinsics } from './realm.ts';

export interface Runtime {
  /** The `$` object that emitted modules receive. */
  readonly helpers: object;
  /** Puts the methods of str, int, bool, list and functions on a realm's prototypes. Called for both realms. */
  installPrimitives(intrinsics: RealmIntrinsics): void;
  /** Where `print` writes. */
  setOutput(write: (stream: 'stdout' | 'stderr', text: string) => void): void;
  connectHost(link: HostLink): void;
  /** Forgets the program before, with all state of its modules, and gets ready to import the modules of a new one. */
  startProgram(program: ProgramCode): void;
  /** Initialises `__main__`. Throws whatever the program throws. */
  runMain(): void;
  /** Says what a thrown value is, without running any code of the program. */
  describeException(thrown: unknown): ThrownDescription;
}

export interface ProgramCode {
  readonly modules: ReadonlyMap<string, LoadedModule>;
  /** Members of standard library modules written in TypeScript, by dotted name. */
  readonly standard: ReadonlyMap<string, object>;
  readonly arguments: readonly string[];
  readonly contracts: 'on' | 'warn' | 'off';
}

export interface LoadedModule {
  readonly module: EmittedModule;
  /** Evaluates the module's JavaScript in realm B on first call and runs it with the helpers. */
  readonly run: (helpers: object) => void;
}

export interface ThrownDescription {
  /** Name of the exception's type; null when it is no exception of Aegis but a bug of ours. */
  readonly type: string | null;
  /** `Type: message`. */
  readonly summary: string;
  /** The engine's stack text of where it was raised. */
  readonly stack: string | null;
  /** Set for SystemExit: the code to end with, and text for stderr when it was given text. */
  readonly exit: { readonly code: number; readonly message: string | null } | null;
  /** It is a CapabilityError (exit code 3). */
  readonly isDenial: boolean;
  /** The exception it came from, with the sentence that links them. */
  readonly cause: { readonly description: ThrownDescription; readonly link: string } | null;
}
