/** Exceptions: types, arguments, chaining, engine errors, groups, what is told of uncaught ones. */
import { expect, test } from 'bun:test';
import { describeException } from '#program/index';
import { $, type Any, builtins, classOf, method, shown } from './emitted.ts';

const raised = (value: Any) => () => {
  throw $.raise(value);
};

test('messages and representations', () => {
  expect(shown(raised(builtins.$ValueError('bad', 2)))).toBe("ValueError: ('bad', 2)");
  expect(shown(raised(builtins.$KeyError('k')))).toBe("KeyError: 'k'");
  expect(shown(() => builtins.$ValueError('a'))).toBe("ValueError('a')");
  expect(shown(() => builtins.$OSError(2, 'No such', 'f'))).toBe("FileNotFoundError(2, 'No such')");
  expect(shown(raised(builtins.$OSError(2, 'No such', 'f')))).toBe("FileNotFoundError: [Errno 2] No such: 'f'");
  expect(shown(raised(builtins.$ZeroDivisionError))).toBe('ZeroDivisionError');
  expect(shown(raised(5))).toBe('TypeError: exceptions must derive from BaseException');
  expect(shown(() => $.callKeywords(builtins.$ImportError, ['m'], ['name'], ['n']).$name)).toBe("'n'");
  expect(shown(() => $.callKeywords(builtins.$ValueError, ['m'], ['name'], ['n']))).toBe(
    'TypeError: ValueError() takes no keyword arguments',
  );
});

test('classes of programs: arguments are kept by __new__, replaced by super().__init__', () => {
  const Plain = classOf('Plain', [builtins.$Exception], () => {});
  expect(shown(() => [Plain('a', 1), Plain('a').$args])).toBe("[Plain('a', 1), ('a',)]");
  const Coded = classOf('Coded', [builtins.$Exception], (ns) => {
    ns.set(
      '__init__',
      method('Coded.__init__', ['message', 'code'], function (this: Any, _: Any, code: Any) {
        this.$code = code;
        return null;
      }),
    );
  });
  expect(shown(() => Coded('m', 3).$args)).toBe("('m', 3)");
  expect(shown(() => $.callKeywords(Coded, ['m'], ['code'], [3]).$args)).toBe("('m',)");
  const Super = classOf('Super', [builtins.$Exception], (ns, own) => {
    ns.set(
      '__init__',
      method('Super.__init__', ['code'], function (this: Any, code: Any) {
        $.superMethod(own(), this, '__init__')('text');
        this.$code = code;
        return null;
      }),
    );
  });
  expect(shown(() => Super(7))).toBe("Super('text')");
});

test('context and cause', () => {
  const first = builtins.$ValueError('a');
  const previous = $.handling(first);
  const second = $.raise(builtins.$TypeError('b'));
  $.handled(previous);
  expect(second.$__context__).toBe(first);
  expect(second.$__cause__).toBe(null);
  const third = $.raiseFrom(builtins.$KeyError, first);
  expect(third.$__cause__).toBe(first);
  expect(third.$__suppress_context__).toBe(true);
  expect(shown(() => $.setAttribute(third, '__cause__', 5))).toBe(
    'TypeError: exception cause must be None or derive from BaseException',
  );
  expect(
    shown(() => {
      throw $.reraise();
    }),
  ).toBe('RuntimeError: No active exception to reraise');
});

test('errors of the engine are those of Python', () => {
  const none: Any = null;
  const loop = (): number => loop() + 1;
  expect(shown(() => none.$foo)).toBe("AttributeError: 'NoneType' object has no attribute 'foo'");
  expect(shown(loop)).toBe('RecursionError: maximum recursion depth exceeded');
  expect(shown(() => 'a'.repeat(2 ** 31))).toBe('MemoryError');
  // Our own mistakes: told as such, with nothing of the engine quoted.
  expect(
    shown(() => {
      throw new SyntaxError('ours');
    }),
  ).toStartWith('SystemError: internal error of the Aegis runtime');
});

test('handlers', () => {
  const problem = builtins.$KeyError('k');
  expect($.matches(problem, builtins.$LookupError)).toBe(true);
  expect($.matches(problem, $.tuple([builtins.$TypeError, builtins.$KeyError]))).toBe(true);
  expect($.matches(problem, builtins.$ValueError)).toBe(false);
  expect(shown(() => $.matches(problem, 5))).toBe(
    'TypeError: catching classes that do not inherit from BaseException is not allowed',
  );
});

test('groups and except*', () => {
  const members = [builtins.$ValueError(1), builtins.$TypeError(2)];
  const group = builtins.$ExceptionGroup('g', members);
  expect(shown(() => group)).toBe("ExceptionGroup('g', [ValueError(1), TypeError(2)])");
  expect(String($.display(group))).toBe('g (2 sub-exceptions)');
  expect(shown(() => group.$split(builtins.$ValueError))).toBe(
    "(ExceptionGroup('g', [ValueError(1)]), ExceptionGroup('g', [TypeError(2)]))",
  );
  const star = $.exceptStar(group);
  expect(shown(() => star.take(builtins.$ValueError))).toBe("ExceptionGroup('g', [ValueError(1)])");
  expect(star.take(builtins.$KeyError)).toBe(null);
  expect(shown(() => star.finish())).toBe('ExceptionGroup: g (1 sub-exception)');
  const bare = $.exceptStar(builtins.$ValueError(1));
  expect(shown(() => bare.take(builtins.$ValueError))).toBe("ExceptionGroup('', (ValueError(1),))");
  bare.finish();
  expect(shown(() => builtins.$ExceptionGroup('g', []))).toBe(
    'ValueError: second argument (exceptions) must be a non-empty sequence',
  );
});

test('what is told of an uncaught exception', () => {
  const description = describeException($.raiseFrom(builtins.$KeyError('k'), builtins.$ValueError('a')));
  expect(description.summary).toBe("KeyError: 'k'");
  expect(description.cause?.description.summary).toBe('ValueError: a');
  expect(typeof description.stack).toBe('string');
  expect(describeException(builtins.$SystemExit(3)).exit).toEqual({ code: 3, message: null });
  expect(describeException(builtins.$SystemExit('bye')).exit).toEqual({ code: 1, message: 'bye' });
  expect(describeException(builtins.$ValueError(builtins.$tainted('evil'))).summary).toBe('ValueError: <tainted>');
  expect(describeException(new Error('ours')).type).toBe('SystemError');
  expect(describeException('no error at all').type).toBe(null);
});
