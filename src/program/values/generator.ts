/**
 * Generators and coroutines: a JavaScript generator with Python's protocol around it. `yield from` and `await` come out of
 * the JavaScript generator as markers; the driver keeps the chain of delegations in a list of its own, so that their depth
 * costs no JavaScript stack. A generator keeps the exception it is handling and the authority of its creator.
 */

import { type Authority, authority, intersect } from '../authority.ts';
import { findSpecial, getAttribute } from '../operators/attribute.ts';
import { call } from '../operators/call.ts';
import { iteratorOf } from '../operators/iteration.ts';
import { setContext } from '../operators/raising.ts';
import { insideOf, isLabelled, relabel } from '../taint.ts';
import { type ExceptionObject, error, exceptionTypes, isException } from './exceptions.ts';
import type { Signature } from './functions.ts';
import { beginLevel, endLevel, handlingState } from './handling.ts';
import { isInstance, typeName } from './type-of.ts';
import type { Value } from './value.ts';

/** What an emitted `function*` gives; it yields values and markers. */
export type Body = Generator<unknown, Value | undefined, unknown>;

/** `yield from target` */
export class Delegate {
  constructor(readonly target: Value) {}
}
/** `await target` */
export class Awaiting {
  constructor(readonly target: Value) {}
}
/** `yield value` in an async generator */
export class AsyncYield {
  constructor(readonly value: Value) {}
}

export type ResumableKind = 'generator' | 'coroutine' | 'async step';

/** A generator or coroutine as a value. */
export class Resumable {
  isRunning = false;
  isStarted = false;
  isFinished = false;
  /** What `return` gave, once finished; undefined also when an async iteration ended. */
  result: Value | undefined = null;
  /** What it delegates to: another one of these, or any iterator. */
  inner: Resumable | ForeignIterator | null = null;
  private handling: ExceptionObject | null = null;
  private readonly authority: Authority | null = authority.current;

  constructor(
    readonly body: Body,
    readonly signature: Signature | null,
    readonly kind: ResumableKind,
  ) {}

  /** The next value; undefined at the end (the returned value is then in `result`). */
  next(): Value | undefined {
    return this.resume(null, false);
  }

  /**
   * Continues with the value of the `yield` expression, or by raising there.
   *
   * @throws what the body raises; ValueError while it is running
   */
  resume(input: unknown, throwing: boolean): Value | undefined {
    if (this.isFinished) return this.resumeFinished(input, throwing);
    if (this.isRunning)
      throw error('ValueError', `${this.kind === 'coroutine' ? 'coroutine' : 'generator'} already executing`);
    const outerHandling = handlingState.current;
    const outerAuthority = authority.current;
    if (outerHandling !== null) beginLevel();
    if (this.handling !== null) {
      handlingState.current = this.handling;
      // Only what the body itself is handling is the context of what is thrown into it.
      if (throwing && isException(input)) setContext(input);
    }
    if (this.authority !== outerAuthority) authority.current = intersect(this.authority, outerAuthority);
    this.isRunning = true;
    this.isStarted = true;
    try {
      if (this.inner === null && !throwing) {
        const step = this.body.next(input);
        if (step.done === true) return this.finish(step.value);
        if (!isMarker(step.value)) return step.value as Value;
        return drive(this, step.value);
      }
      return drive(this, null, input, throwing);
    } catch (problem) {
      this.finish(null);
      throw this.leaving(problem);
    } finally {
      this.isRunning = false;
      this.handling = handlingState.current;
      handlingState.current = null;
      if (outerHandling !== null) endLevel();
      authority.current = outerAuthority;
    }
  }

  finish(result: Value | undefined): undefined {
    this.isFinished = true;
    this.result = result;
    this.inner = null;
    return undefined;
  }

  private resumeFinished(input: unknown, throwing: boolean): undefined {
    if (this.kind === 'coroutine') throw error('RuntimeError', 'cannot reuse already awaited coroutine');
    if (throwing) throw input;
    this.result = null;
    return undefined;
  }

  /** An exception on its way out of the body. */
  leaving(problem: unknown): unknown {
    return leavingGenerator(problem, this.kind);
  }
}

/** What an exception is outside of a generator: StopIteration must not look like the end of the iteration. */
export function leavingGenerator(problem: unknown, kind: ResumableKind = 'generator'): unknown {
  if (!isException(problem)) return problem;
  const isStop = isInstance(problem, exceptionTypes.StopIteration);
  const isAsyncStop = kind === 'async step' && isInstance(problem, exceptionTypes.StopAsyncIteration);
  if (!isStop || isAsyncStop) return problem;
  const failure = error('RuntimeError', `${kind === 'coroutine' ? 'coroutine' : 'generator'} raised StopIteration`);
  failure.cause = problem;
  failure.context = problem;
  failure.suppressContext = true;
  return failure;
}

function isMarker(value: unknown): boolean {
  return value instanceof Delegate || value instanceof Awaiting;
}

/** What `throw` was given, for an iterator that has a `throw` of its own: it is for that to judge. */
export class ThrownArguments {
  constructor(readonly args: readonly Value[]) {}
}

/** An iterator that is no generator of ours, as the target of a delegation. */
export class ForeignIterator {
  constructor(readonly iterator: Value) {}

  get hasThrow(): boolean {
    return findSpecial(this.iterator, 'throw') !== undefined;
  }

  /** @returns the value; a finished iterator gives its StopIteration's value as `[value]` */
  step(input: unknown, throwing: boolean): Value | { readonly returned: Value } {
    try {
      if (throwing) return this.raiseInside(input);
      if (input === null) {
        const next = findSpecial(this.iterator, '__next__');
        if (next === undefined) throw error('TypeError', `'${typeName(this.iterator)}' object is not an iterator`);
        return next.call(this.iterator);
      }
      return call(getAttribute(this.iterator, 'send'), input as Value);
    } catch (problem) {
      if (!isException(problem) || !isInstance(problem, exceptionTypes.StopIteration) || problem === input)
        throw problem;
      return { returned: stopValue(problem) };
    }
  }

  private raiseInside(problem: unknown): Value {
    if (problem instanceof ThrownArguments)
      return findSpecial(this.iterator, 'throw')!.call(this.iterator, ...problem.args);
    const isExit = isException(problem) && isInstance(problem, exceptionTypes.GeneratorExit);
    if (isExit) findSpecial(this.iterator, 'close')?.call(this.iterator);
    throw problem;
  }
}

/** The value that a StopIteration carries. */
export function stopValue(stop: ExceptionObject): Value {
  return (stop as unknown as { $value?: Value }).$value ?? null;
}

/** Delegation costs no stack, so only this keeps one without end from eating all memory. */
const deepestDelegation = 50_000;

/**
 * Runs the innermost delegate until a value comes out.
 *
 * @param marker what the root has just yielded, when it was no value
 */
function drive(root: Resumable, marker: unknown, input: unknown = null, throwing = false): Value | undefined {
  const chain: Resumable[] = [root];
  for (let frame = root.inner; frame instanceof Resumable; frame = frame.inner) chain.push(frame);
  try {
    for (let index = 1; index < chain.length; index++) chain[index]!.isRunning = true;
    let pending = marker;
    for (;;) {
      const frame = chain[chain.length - 1]!;
      try {
        if (pending !== null) {
          const begun = beginDelegation(frame, pending);
          pending = null;
          if (begun instanceof Resumable) {
            if (chain.length > deepestDelegation) throw error('RecursionError', 'maximum recursion depth exceeded');
            chain.push(begun);
            begun.isRunning = true;
            begun.isStarted = true;
          } else if (begun !== null) {
            input = begun.returned;
            throwing = false;
            frame.inner = null;
            pending = null;
          }
          if (begun === null || begun instanceof Resumable) {
            input = null;
            throwing = false;
            continue;
          }
        }
        if (frame.inner instanceof ForeignIterator) {
          const value = frame.inner.step(input, throwing);
          if (!isReturned(value)) return value;
          frame.inner = null;
          input = value.returned;
          throwing = false;
        }
        const exit = throwing && isException(input) && isInstance(input, exceptionTypes.GeneratorExit) ? input : null;
        const step = throwing ? frame.body.throw(input) : frame.body.next(input);
        if (step.done !== true) {
          if (isMarker(step.value)) {
            pending = step.value;
            continue;
          }
          if (exit === null || frame === root) return step.value as Value;
          leaveFrame(chain);
          input = error('RuntimeError', 'generator ignored GeneratorExit');
          continue;
        }
        frame.finish(step.value);
        if (frame === root) return undefined;
        leaveFrame(chain);
        // A delegate that ends quietly while it is being closed does not stop the closing.
        input = exit ?? step.value;
        throwing = exit !== null;
      } catch (problem) {
        // A target that cannot be awaited is an exception at the `await`, which the frame may catch.
        const couldNotBegin = pending !== null;
        pending = null;
        if (frame.inner !== null) frame.inner = null;
        else if (!couldNotBegin) {
          frame.finish(null);
          if (frame === root) throw problem;
          leaveFrame(chain);
        }
        input = frame.isFinished ? frame.leaving(problem) : problem;
        throwing = true;
      }
    }
  } finally {
    for (let index = 1; index < chain.length; index++) chain[index]!.isRunning = false;
  }
}

function leaveFrame(chain: Resumable[]): void {
  chain.pop()!.isRunning = false;
  chain[chain.length - 1]!.inner = null;
}

function isReturned(value: unknown): value is { readonly returned: Value } {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** What a marker asks for: a frame to run, null for a foreign iterator now in `frame.inner`, or a value that is there already. */
function beginDelegation(frame: Resumable, marker: unknown): Resumable | { readonly returned: Value } | null {
  let target = marker instanceof Delegate ? marker.target : awaitableOf((marker as Awaiting).target);
  if (target instanceof Resumable) {
    if (marker instanceof Delegate && target.kind === 'coroutine' && frame.kind !== 'coroutine') {
      throw error('TypeError', "cannot 'yield from' a coroutine object in a non-coroutine generator");
    }
    if (target.isRunning)
      throw error('ValueError', `${target.kind === 'coroutine' ? 'coroutine' : 'generator'} already executing`);
    if (target.isFinished) {
      if (target.kind === 'coroutine') throw error('RuntimeError', 'cannot reuse already awaited coroutine');
      return { returned: null };
    }
    if (target.kind === 'coroutine' && target.isStarted && target.inner !== null && marker instanceof Awaiting) {
      throw error('RuntimeError', 'coroutine is being awaited already');
    }
    frame.inner = target;
    return target;
  }
  if (marker instanceof Delegate) target = iteratorOf(target);
  frame.inner = target instanceof Resumable ? target : new ForeignIterator(target);
  return target instanceof Resumable ? target : null;
}

/** The iterator behind `await x`. @throws TypeError for what cannot be awaited */
export function awaitableOf(x: Value): Value {
  if (x instanceof Resumable && x.kind !== 'generator') return x;
  if (isLabelled(x)) return new Resumable(awaitLabelled(x), null, 'async step');
  const special = findSpecial(x, '__await__');
  if (special === undefined) throw error('TypeError', `object ${typeName(x)} can't be used in 'await' expression`);
  const iterator = special.call(x);
  if (iterator instanceof Resumable && iterator.kind === 'coroutine')
    throw error('TypeError', '__await__() returned a coroutine');
  if (findSpecial(iterator, '__next__') === undefined) {
    throw error('TypeError', `__await__() returned non-iterator of type '${typeName(iterator)}'`);
  }
  return iterator;
}

/** The result of a labelled awaitable keeps the label. */
function* awaitLabelled(x: Value): Body {
  return relabel((yield new Awaiting(insideOf(x as never))) as Value, x);
}
