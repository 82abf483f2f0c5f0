/**
 * Where findings of types go. Silent while a piece of code is only tried out (the first rounds of a loop), and where the
 * program itself expects an error: there a mistake may be the point.
 */
import type { Diagnostics, Fix, Label } from '#diagnostics/diagnostic';
import type { TypesCode } from '#diagnostics/messages/type';
import type { Span } from '#language/source';

export class Reporter {
  private trials = 0;
  private expectations = 0;

  constructor(private readonly diagnostics: Diagnostics) {}

  get isSilent(): boolean {
    return this.trials > 0 || this.expectations > 0;
  }

  get expectsErrors(): boolean {
    return this.expectations > 0;
  }

  report(
    code: TypesCode,
    span: Span,
    message: string,
    extra: { help?: string | null; labels?: readonly Label[]; fix?: Fix | null; severity?: 'error' | 'warning' } = {},
  ): void {
    if (!this.isSilent) this.diagnostics.report(code, span, message, extra);
  }

  /** A point to which `undo` goes back. */
  mark(): number {
    return this.diagnostics.list.length;
  }

  /** Forgets what has been reported since a mark. */
  undo(mark: number): void {
    this.diagnostics.list.length = mark;
  }

  /** Runs a piece of checking whose findings do not count. */
  trying<Result>(action: () => Result): Result {
    this.trials++;
    const result = action();
    this.trials--;
    return result;
  }

  /** Runs the check of code in which the program expects errors. */
  expecting<Result>(isExpected: boolean, action: () => Result): Result {
    if (isExpected) this.expectations++;
    const result = action();
    if (isExpected) this.expectations--;
    return result;
  }

  /** Runs a check that stands for itself, whatever is going on around it (the body of a function that is asked for). */
  apart<Result>(expectsErrors: boolean, action: () => Result): Result {
    const { trials, expectations } = this;
    this.trials = 0;
    this.expectations = expectsErrors ? 1 : 0;
    const result = action();
    this.trials = trials;
    this.expectations = expectations;
    return result;
  }
}
