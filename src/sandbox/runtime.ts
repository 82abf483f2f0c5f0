/**
 * What the sandbox asks of the runtime library (`#program/index` offers exactly this). Everything else of the library is
 * reached only by emitted code through `helpers`.
 */

import type { ThrownDescription } from '#program/describe';
import type { HostLink } from '#program/host-link';
import type { RunModule } from '#program/modules';
import type { Session } from '#program/session';
import type { SuiteHost } from '#program/testing/suite';
import type { EmittedModule } from '#protocol/emitted-module';
import type { RealmIntrinsics } from './realm.ts';

export interface Runtime {
  /** Puts the methods of str, int, bool, list and functions on a realm's prototypes. The library's own realm has them from the start. */
  installPrimitives(intrinsics: RealmIntrinsics): void;
  /** Where `print` writes. */
  setOutput(
    write: (stream: 'stdout' | 'stderr', text: string) => void,
    options: { readonly isTerminal?: boolean },
  ): void;
  connectHost(link: HostLink): void;
  /** Forgets the program before, with all state of its modules, and gets ready to import the modules of a new one. */
  startProgram(program: ProgramCode): void;
  /** Initialises the module of that name. Throws whatever the program throws. */
  runModule(name: string): void;
  /** Runs the tests of a module that was initialised. Throws what stops them all. */
  runSuite(host: SuiteHost): void;
  /** How often counted places were reached since the last call, by path of the module. */
  takeCoverage(): { readonly [path: string]: readonly number[] };
  /** Begins an interactive session in the program that was started. */
  openSession(): Session;
  /** Says what a thrown value is, without running any code of the program. */
  describeException(thrown: unknown): ThrownDescription;
}

export interface ProgramCode {
  readonly modules: ReadonlyMap<string, LoadedModule>;
  readonly library: Library;
  readonly arguments: readonly string[];
  readonly contracts: 'on' | 'warn' | 'off';
}

/** The modules of the standard library that a program imports, by dotted name. */
export interface Library {
  /** Written in TypeScript: there from the start. */
  readonly native: ReadonlyMap<string, object>;
  /** Written in Aegis: run when they are imported. */
  readonly precompiled: ReadonlyMap<string, { readonly run: RunModule }>;
}

export interface LoadedModule {
  readonly module: EmittedModule;
  /** Evaluates the module's JavaScript in realm B on first call and runs it with the helpers and the maker of its members. */
  readonly run: RunModule;
  /** Of the standard library, compiled with the program because it was not precompiled. */
  readonly isLibrary: boolean;
}
