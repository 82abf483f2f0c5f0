/** The test file that is being run: what its process wants to be told, and what the library's test runner asks. */
import { importMember } from '../modules.ts';
import { call } from '../operators/call.ts';
import type { ExceptionObject } from '../values/exceptions.ts';

/** What became of a test. */
export interface SuiteResult {
  readonly name: string;
  readonly outcome: string;
  readonly seconds: number;
  readonly details: readonly string[];
  /** What failed it; null when nothing did. */
  readonly problem: ExceptionObject | null;
}

export interface SuiteHost {
  /** Dotted name of the module that holds the tests. */
  readonly module: string;
  readonly wanted: readonly string[];
  readonly failFast: boolean;
  readonly folder: string;
  report(result: SuiteResult): void;
  /** What was printed since the last report. */
  output(): string;
  /** Seconds since some fixed moment. */
  elapsed(): number;
}

let current: SuiteHost | null = null;

/** Runs the tests of a program that was started. @throws what stops the file before its tests can run */
export function runSuite(host: SuiteHost): void {
  current = host;
  try {
    call(importMember('_test_runner', 'run_tests'));
  } finally {
    current = null;
  }
}

/** @throws Error when no tests are run (a bug: only the runner asks) */
export function suite(): SuiteHost {
  if (current === null) throw new Error('no tests are run');
  return current;
}
