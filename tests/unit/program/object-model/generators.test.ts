/** Generators, coroutines and async generators over emitted `function*` bodies. */
import { expect, test } from 'bun:test';
import { $, type Any, builtins, shown } from './emitted.ts';

const generator = (body: () => Any): Any => $.generator(body(), null);
const coroutine = (body: () => Any): Any => $.coroutine(body(), null);

// biome-ignore lint/correctness/useYield: the body of an async function that awaits nothing
function* returning(value: Any): Any {
  return value;
}

/** Runs a coroutine that awaits nothing from outside. */
function run(coroutine: Any): Any {
  try {
    coroutine.$send(null);
  } catch (thrown) {
    return $.caught(thrown).$value;
  }
  throw new Error('the coroutine waits');
}

test('send, return value, exhaustion', () => {
  const g = generator(function* (): Any {
    const got = yield 1;
    yield got;
    return 5;
  });
  expect(shown(() => g.$send(1))).toBe("TypeError: can't send non-None value to a just-started generator");
  expect(builtins.$next(g)).toBe(1);
  expect(g.$send('hi')).toBe('hi');
  expect(shown(() => builtins.$next(g))).toBe('StopIteration: 5');
  expect(shown(() => builtins.$next(g))).toBe('StopIteration');
});

test('yield from passes values, results, sent values and exceptions', () => {
  const inner = () =>
    generator(function* (): Any {
      let got: Any;
      try {
        got = yield 1;
      } catch (thrown) {
        got = $.caught(thrown).$args;
      }
      yield got;
      return 'result';
    });
  const outer = () =>
    generator(function* (): Any {
      yield yield $.delegate(inner());
      yield $.delegate([7, 8]);
    });
  expect(shown(() => $.spread([], outer()))).toBe("[1, None, 'result', 7, 8]");
  const sent = outer();
  builtins.$next(sent);
  expect(sent.$send('s')).toBe('s');
  const thrown = outer();
  builtins.$next(thrown);
  expect(shown(() => thrown.$throw(builtins.$ValueError('v')))).toBe("('v',)");
});

test('delegation costs no stack', () => {
  const deep = (n: number): Any =>
    generator(function* (): Any {
      if (n === 0) yield 'deep';
      else yield $.delegate(deep(n - 1));
    });
  expect(builtins.$next(deep(20_000))).toBe('deep');
});

test('throw and close', () => {
  const stubborn = generator(function* (): Any {
    try {
      yield 1;
    } catch (thrown) {
      $.caught(thrown);
      yield 2;
    }
  });
  builtins.$next(stubborn);
  expect(shown(() => stubborn.$close())).toBe('RuntimeError: generator ignored GeneratorExit');
  const cleaned: string[] = [];
  const polite = generator(function* (): Any {
    try {
      yield 1;
    } finally {
      cleaned.push('cleaned');
    }
  });
  builtins.$next(polite);
  expect(shown(() => polite.$close())).toBe('None');
  expect(cleaned).toEqual(['cleaned']);
  const unstarted = generator(function* (): Any {
    yield 1;
  });
  expect(shown(() => unstarted.$throw(builtins.$KeyError('k')))).toBe("KeyError: 'k'");
  expect(shown(() => builtins.$next(unstarted))).toBe('StopIteration');
});

test('a generator cannot run inside itself, and StopIteration does not end it quietly', () => {
  const self: Any = generator(function* (): Any {
    yield builtins.$next(self);
  });
  expect(shown(() => builtins.$next(self))).toBe('ValueError: generator already executing');
  const stops = generator(function* (): Any {
    if (builtins !== null) throw $.raise(builtins.$StopIteration());
    yield 1;
  });
  expect(shown(() => builtins.$next(stops))).toBe('RuntimeError: generator raised StopIteration');
});

test('the exception being handled belongs to the generator', () => {
  const g = generator(function* (): Any {
    const previous = $.handling(builtins.$ValueError('inside'));
    yield 1;
    yield $.reraise();
    $.handled(previous);
  });
  builtins.$next(g);
  expect(
    shown(() => {
      throw $.reraise();
    }),
  ).toBe('RuntimeError: No active exception to reraise');
  expect(shown(() => builtins.$next(g))).toBe("ValueError('inside')");
});

test('await', () => {
  const answer = () => coroutine(() => returning(42));
  expect(
    run(
      coroutine(function* (): Any {
        return yield $.awaiting(answer());
      }),
    ),
  ).toBe(42);
  const wrong = coroutine(function* (): Any {
    return yield $.awaiting(5);
  });
  expect(shown(() => wrong.$send(null))).toBe("TypeError: object int can't be used in 'await' expression");
  const used = answer();
  run(used);
  expect(shown(() => used.$send(null))).toBe('RuntimeError: cannot reuse already awaited coroutine');
  expect(shown(() => $.iterate(answer()))).toBe("TypeError: 'coroutine' object is not iterable");
  const deep = (n: number): Any =>
    coroutine(function* (): Any {
      return n === 0 ? 0 : (yield $.awaiting(deep(n - 1))) + 1;
    });
  expect(run(deep(20_000))).toBe(20_000);
});

test('async generators and async for', () => {
  const source = () =>
    $.asyncGenerator(
      (function* (): Any {
        yield $.asyncYield(1);
        yield $.awaiting(coroutine(() => returning(null)));
        yield $.asyncYield(2);
      })(),
      null,
    );
  const collect = coroutine(function* (): Any {
    const items: Any[] = [];
    const iterator = $.iterateAsync(source());
    let item: Any;
    while ((item = yield $.nextAsync(iterator)) !== undefined) items.push(item);
    return items;
  });
  expect(run(collect)).toEqual([1, 2]);
  const stepwise = source();
  expect(run(stepwise.$__anext__())).toBe(1);
  expect(run(stepwise.$aclose())).toBe(null);
  expect(shown(() => stepwise.$__anext__().$send(null))).toBe('StopAsyncIteration');
  expect(shown(() => $.iterateAsync(5))).toBe(
    "TypeError: 'async for' requires an object with __aiter__ method, got int",
  );
});
