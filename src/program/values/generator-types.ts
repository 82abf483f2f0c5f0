/** The types `generator` and `coroutine`, and the helpers through which emitted code makes them. */
import { thrown } from '../operators/raising.ts';
import { addNativeMembers, defineNativeType, isClass, isSubclass } from './classes.ts';
import { type ExceptionObject, error, exceptionTypes, isException } from './exceptions.ts';
import type { Signature } from './functions.ts';
import {
  AsyncYield,
  Awaiting,
  type Body,
  Delegate,
  type ForeignIterator,
  Resumable,
  ThrownArguments,
} from './generator.ts';
import { fakeAddress } from './object-methods.ts';
import { isInstance } from './type-of.ts';
import type { ClassValue, FunctionValue, ThisForm, Value } from './value.ts';

/** Values of the kinds differ only in their Aegis type. */
class GeneratorObject extends Resumable {}
class CoroutineObject extends Resumable {}
class AsyncStepObject extends Resumable {}
class CoroutineWrapper extends Resumable {}

export function generator(body: Body, signature: Signature | null): Resumable {
  return new GeneratorObject(body, signature, 'generator');
}

/** A generator expression. */
export function generatorExpression(body: Body): Resumable {
  return new GeneratorObject(body, null, 'generator');
}

export function coroutine(body: Body, signature: Signature | null): Resumable {
  return new CoroutineObject(body, signature, 'coroutine');
}

/** What `__anext__`, `asend` … of async generators return. */
export function asyncStep(body: Body): Resumable {
  return new AsyncStepObject(body, null, 'async step');
}

export const delegate = (target: Value): Delegate => new Delegate(target);
export const awaiting = (target: Value): Awaiting => new Awaiting(target);
export const asyncYield = (value: Value): AsyncYield => new AsyncYield(value);

/** `next(g)`, `g.send(value)`: the value, or StopIteration with what the body returned. */
function send(self: Resumable, value: Value): Value {
  refuseReuse(self);
  if (!self.isStarted && !self.isFinished && value !== null) {
    const kind = self.kind === 'async step' ? 'async generator' : self.kind;
    throw error('TypeError', `can't send non-None value to a just-started ${kind}`);
  }
  return valueOrStop(self, self.resume(value, false));
}

/** Unlike a generator, what was awaited to its end has nothing more to say. */
function refuseReuse(self: Resumable): void {
  if (self.isFinished && self instanceof CoroutineWrapper)
    throw error('RuntimeError', 'cannot reuse already awaited coroutine');
}

function valueOrStop(self: Resumable, value: Value | undefined): Value {
  if (value !== undefined) return value;
  const { result } = self;
  throw result === null || result === undefined ? error('StopIteration') : error('StopIteration', result);
}

/** `g.throw(exception)` or `g.throw(type, value, traceback)`. */
function throwInside(self: Resumable, type: Value, ...more: readonly (Value | undefined)[]): Value {
  refuseReuse(self);
  if (!isExit(type) && innermostTarget(self)?.hasThrow === true) {
    const given = [type, ...more].filter((argument) => argument !== undefined);
    return valueOrStop(self, self.resume(new ThrownArguments(given), true));
  }
  const exception = exceptionFor(type, more[0]);
  if (!self.isStarted && !self.isFinished) {
    self.finish(null);
    throw exception;
  }
  return valueOrStop(self, self.resume(exception, true));
}

/** Closing goes its own way. */
function isExit(type: Value): boolean {
  const { GeneratorExit } = exceptionTypes;
  return isClass(type) ? isSubclass(type, GeneratorExit) : isInstance(type, GeneratorExit);
}

/** The iterator of another kind at the end of what a generator delegates to. */
function innermostTarget(self: Resumable): ForeignIterator | null {
  let { inner } = self;
  while (inner instanceof Resumable) inner = inner.inner;
  return inner;
}

function exceptionFor(type: Value, value: Value | undefined): ExceptionObject {
  if (value === undefined || value === null) {
    if (isException(type) || typeof type === 'function') return thrown(type);
    throw error(
      'TypeError',
      'exceptions must be classes or instances deriving from BaseException, not ' + nameOf(type),
    );
  }
  if (isException(type)) throw error('TypeError', 'instance exception may not have a separate value');
  if (isException(value)) return thrown(value);
  if (typeof type === 'function') return thrown((type as FunctionValue)(value));
  throw error('TypeError', `exceptions must be classes or instances deriving from BaseException, not ${nameOf(type)}`);
}

function nameOf(value: Value): string {
  return value === null ? 'NoneType' : typeof value === 'string' ? 'str' : typeof value === 'number' ? 'int' : 'object';
}

/** `g.close()` @throws RuntimeError when the body yields on */
export function close(self: Resumable): null {
  if (self.isFinished) return null;
  if (!self.isStarted) {
    self.finish(null);
    return null;
  }
  let value: Value | undefined;
  try {
    value = self.resume(error('GeneratorExit'), true);
  } catch (problem) {
    const isQuiet =
      isException(problem) &&
      (isInstance(problem, exceptionTypes.GeneratorExit) || isInstance(problem, exceptionTypes.StopIteration));
    if (!isQuiet) throw problem;
    return null;
  }
  if (value !== undefined) {
    throw error('RuntimeError', `${self.kind === 'coroutine' ? 'coroutine' : 'generator'} ignored GeneratorExit`);
  }
  return null;
}

const resumableMethods: Record<string, readonly [string, ThisForm]> = {
  send: [
    '(value, /)',
    function (this: Resumable, value: Value) {
      return send(this, value);
    },
  ],
  throw: [
    '(type, value=None, traceback=None, /)',
    function (this: Resumable, type: Value, value?: Value, traceback?: Value) {
      return throwInside(this, type, value, traceback);
    },
  ],
  close: [
    '()',
    function (this: Resumable) {
      return close(this);
    },
  ],
};

function defineResumable(
  name: string,
  prototype: object,
  more: Record<string, readonly [string, ThisForm]>,
): ClassValue {
  return defineNativeType({
    name,
    prototype,
    // The driver stands between the types and `object`.
    shared: Resumable.prototype,
    parameters: '(*args)',
    construct: () => {
      throw error('TypeError', `cannot create '${name}' instances`);
    },
    methods: {
      ...resumableMethods,
      ...more,
      __repr__: [
        '()',
        function (this: Resumable) {
          return `<${name} object ${this.signature?.qualname ?? '<genexpr>'} at ${fakeAddress(this)}>`;
        },
      ],
    },
    isFinal: true,
  });
}

function* awaited(target: Value): Body {
  return (yield new Awaiting(target)) as Value;
}

const next: readonly [string, ThisForm] = [
  '()',
  function (this: Resumable) {
    return send(this, null);
  },
];
const itself: readonly [string, ThisForm] = [
  '()',
  function (this: Resumable) {
    return this;
  },
];

export const generatorType = defineResumable('generator', GeneratorObject.prototype, {
  __next__: next,
  __iter__: itself,
});
export const coroutineType = defineResumable('coroutine', CoroutineObject.prototype, {
  __await__: [
    '()',
    function (this: Resumable) {
      return new CoroutineWrapper(awaited(this), null, 'generator');
    },
  ],
});
/** What `__await__` of a coroutine gives: an iterator that `yield from` takes. */
export const coroutineWrapperType = defineResumable('coroutine_wrapper', CoroutineWrapper.prototype, {
  __next__: next,
  __iter__: itself,
});
export const asyncStepType = defineResumable('async_generator_asend', AsyncStepObject.prototype, {
  __await__: itself,
  __iter__: itself,
  __next__: next,
});

for (const type of [generatorType, coroutineType]) {
  addNativeMembers(type, {
    properties: {
      __name__(this: Resumable) {
        return this.signature?.name ?? '<genexpr>';
      },
      __qualname__(this: Resumable) {
        return this.signature?.qualname ?? '<genexpr>';
      },
    },
  });
}
