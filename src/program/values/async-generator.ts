/**
 * Async generators and `async for`. Each request (`__anext__`, `asend` …) is an awaitable that runs the body until it yields;
 * whatever the body awaits passes through to the driver of the caller.
 */
import { findSpecial } from '../operators/attribute.ts';
import { setContext, thrown } from '../operators/raising.ts';
import { isLabelled, refuse } from '../taint.ts';
import { addNativeMembers, defineNativeType } from './classes.ts';
import { type ExceptionObject, error, exceptionTypes, isException } from './exceptions.ts';
import type { Signature } from './functions.ts';
import { AsyncYield, Awaiting, awaitableOf, type Body, Delegate, type Resumable } from './generator.ts';
import { asyncStep } from './generator-types.ts';
import { beginLevel, endLevel, handlingState } from './handling.ts';
import { fakeAddress } from './object-methods.ts';
import { isInstance, typeName } from './type-of.ts';
import type { ClassValue, Value } from './value.ts';

export class AsyncGenerator {
  isRunning = false;
  isStarted = false;
  isFinished = false;
  /** What its body was handling when it last yielded. */
  handling: ExceptionObject | null = null;

  constructor(
    readonly body: Body,
    readonly signature: Signature | null,
  ) {}
}

export function asyncGenerator(body: Body, signature: Signature | null): AsyncGenerator {
  return new AsyncGenerator(body, signature);
}

const ended = Symbol('ended');

/** Runs the body to its next `yield`; gives the value or `ended`. */
function* advance(
  self: AsyncGenerator,
  input: unknown,
  throwing: boolean,
): Generator<unknown, Value | typeof ended, unknown> {
  if (self.isFinished) {
    if (throwing) throw input;
    return ended;
  }
  if (self.isRunning) throw error('RuntimeError', 'anext(): asynchronous generator is already running');
  if (!self.isStarted) {
    if (throwing) {
      self.isFinished = true;
      throw input;
    }
    if (input !== null) throw error('TypeError', "can't send non-None value to a just-started async generator");
  }
  self.isRunning = true;
  self.isStarted = true;
  try {
    for (;;) {
      const step = stepOnOwnLevel(self, input, throwing);
      if (step.done === true) {
        self.isFinished = true;
        return ended;
      }
      if (step.value instanceof AsyncYield) return step.value.value;
      try {
        input = yield step.value;
        throwing = false;
      } catch (problem) {
        input = problem;
        throwing = true;
      }
    }
  } catch (problem) {
    self.isFinished = true;
    throw leaving(problem);
  } finally {
    self.isRunning = false;
  }
}

/** The body to its next marker; what it handles stays its own. */
function stepOnOwnLevel(self: AsyncGenerator, input: unknown, throwing: boolean): ReturnType<Body['next']> {
  beginLevel();
  handlingState.current = self.handling;
  if (throwing && self.handling !== null && isException(input)) setContext(input);
  try {
    return throwing ? self.body.throw(input) : self.body.next(input);
  } finally {
    self.handling = handlingState.current;
    endLevel();
  }
}

/** StopIteration and StopAsyncIteration must not look like the end. */
function leaving(problem: unknown): unknown {
  if (!isException(problem)) return problem;
  const name = isInstance(problem, exceptionTypes.StopAsyncIteration)
    ? 'StopAsyncIteration'
    : isInstance(problem, exceptionTypes.StopIteration)
      ? 'StopIteration'
      : null;
  if (name === null) return problem;
  const failure = error('RuntimeError', `async generator raised ${name}`);
  failure.cause = problem;
  failure.context = problem;
  failure.suppressContext = true;
  return failure;
}

function* request(self: AsyncGenerator, input: unknown, throwing: boolean): Body {
  const value = yield* advance(self, input, throwing);
  if (value === ended) throw error('StopAsyncIteration');
  return value as Value;
}

/** `aclose()`: raises GeneratorExit inside and expects it, or the end, to come out. */
function* closing(self: AsyncGenerator): Body {
  if (self.isFinished) return null;
  if (!self.isStarted) {
    self.isFinished = true;
    return null;
  }
  try {
    const value = yield* advance(self, error('GeneratorExit'), true);
    if (value !== ended) throw error('RuntimeError', 'async generator ignored GeneratorExit');
  } catch (problem) {
    if (!isException(problem) || !isInstance(problem, exceptionTypes.GeneratorExit)) throw problem;
  }
  return null;
}

export const asyncGeneratorType: ClassValue = defineNativeType({
  name: 'async_generator',
  prototype: AsyncGenerator.prototype,
  parameters: '(*args)',
  construct: () => {
    throw error('TypeError', "cannot create 'async_generator' instances");
  },
  isFinal: true,
});

addNativeMembers(asyncGeneratorType, {
  methods: {
    __aiter__: [
      '()',
      function (this: AsyncGenerator) {
        return this;
      },
    ],
    __anext__: [
      '()',
      function (this: AsyncGenerator) {
        return asyncStep(request(this, null, false));
      },
    ],
    asend: [
      '(value, /)',
      function (this: AsyncGenerator, value: Value) {
        return asyncStep(request(this, value, false));
      },
    ],
    athrow: [
      '(type, value=None, traceback=None, /)',
      function (this: AsyncGenerator, type: Value, value?: Value) {
        const exception = thrown(isException(value) ? value : type);
        return asyncStep(request(this, exception, true));
      },
    ],
    aclose: [
      '()',
      function (this: AsyncGenerator) {
        return asyncStep(closing(this));
      },
    ],
    __repr__: [
      '()',
      function (this: AsyncGenerator) {
        return `<async_generator object ${this.signature?.qualname ?? '<genexpr>'} at ${fakeAddress(this)}>`;
      },
    ],
  },
  properties: {
    __name__(this: AsyncGenerator) {
      return this.signature?.name ?? '<genexpr>';
    },
    __qualname__(this: AsyncGenerator) {
      return this.signature?.qualname ?? '<genexpr>';
    },
  },
});

// ---------------------------------------------------------------- async for

/** What `async for` drives. @throws TypeError for what is not async iterable */
export function iterateAsync(x: Value): Value {
  if (isLabelled(x)) return refuse(x, 'iterate');
  const special = findSpecial(x, '__aiter__');
  if (special === undefined) {
    throw error('TypeError', `'async for' requires an object with __aiter__ method, got ${typeName(x)}`);
  }
  const iterator = special.call(x);
  if (findSpecial(iterator, '__anext__') === undefined) {
    throw error(
      'TypeError',
      `'async for' received an object from __aiter__ that does not implement __anext__: ${typeName(iterator)}`,
    );
  }
  return iterator;
}

/** A marker whose value is the next item, `undefined` at the end. */
export function nextAsync(iterator: Value): Awaiting {
  return new Awaiting(asyncStep(iterator instanceof AsyncGenerator ? nextOwn(iterator) : nextForeign(iterator)));
}

function* nextOwn(iterator: AsyncGenerator): Body {
  const value = yield* advance(iterator, null, false);
  return value === ended ? undefined : (value as Value);
}

function* nextForeign(iterator: Value): Body {
  const awaitable = findSpecial(iterator, '__anext__')!.call(iterator);
  const steps = stepsOf(awaitable);
  try {
    return (yield steps === awaitable ? new Awaiting(steps) : new Delegate(steps)) as Value;
  } catch (problem) {
    if (isException(problem) && isInstance(problem, exceptionTypes.StopAsyncIteration)) return undefined;
    throw problem;
  }
}

/** What runs for the next item. @throws TypeError, with the cause, for what cannot be awaited */
function stepsOf(awaitable: Value): Value {
  try {
    return awaitableOf(awaitable);
  } catch (problem) {
    if (!isException(problem)) throw problem;
    const invalid = error('TypeError', `'async for' received an invalid object from __anext__: ${typeName(awaitable)}`);
    invalid.cause = problem;
    invalid.suppressContext = true;
    throw invalid;
  }
}

/** The value of an item of `nextAsync` as `anext` shows it. */
export function asyncNextValue(iterator: Value, fallback: Value | undefined): Resumable {
  return asyncStep(nextOr(iterator, fallback));
}

function* nextOr(iterator: Value, fallback: Value | undefined): Body {
  const value = (yield nextAsync(iterator)) as Value | undefined;
  if (value !== undefined) return value;
  if (fallback === undefined) throw error('StopAsyncIteration');
  return fallback;
}
