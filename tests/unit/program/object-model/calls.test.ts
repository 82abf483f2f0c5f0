/** Calls with keywords and stars, context managers, pattern matching, modules. */
import { expect, test } from 'bun:test';
import { runModule, startProgram } from '#program/index';
import { $, type Any, builtins, classOf, method, shown, signature } from './emitted.ts';

const open = signature('f', ['a'], { rest: 'rest', keywordOnly: ['key'], keywordRequired: ['key'], keywords: 'named' });
const f = $.func((a: Any, ...rest: Any[]) => {
  const keywords = $.takeKeywords(rest);
  if (a === undefined) $.arity(open, [], 0);
  const key = $.keywordOnly(keywords, 'key', open);
  return $.tuple([a, $.tuple(rest), key, $.keywordRest(keywords, open)]);
}, open);
const two = signature('two', ['a', 'b']);
const g = $.func(function (a: Any, b: Any) {
  if (arguments.length !== 2 || a === undefined) $.arity(two, [a, b], arguments.length, 0);
  return $.tuple([a, b]);
}, two);

test('keywords and stars', () => {
  expect(shown(() => $.callKeywords(f, [1, 2], ['key', 'z'], [3, 4]))).toBe("(1, (2,), 3, {'z': 4})");
  expect(shown(() => $.callStar(f, [1], $.keywordsFrom('key', 1, null, $.dict('q', 2))))).toBe("(1, (), 1, {'q': 2})");
  expect(shown(() => $.callKeywords(g, [], ['b', 'a'], [2, 1]))).toBe('(1, 2)');
});

test.each([
  [() => f(1), "f() missing 1 required keyword-only argument: 'key'"],
  [() => g(), "two() missing 2 required positional arguments: 'a' and 'b'"],
  [() => g(1, 2, 3), 'two() takes 2 positional arguments but 3 were given'],
  [() => $.callKeywords(g, [], ['b'], [1]), "two() missing 1 required positional argument: 'a'"],
  [() => $.callKeywords(g, [1], ['a'], [1]), "two() got multiple values for argument 'a'"],
  [() => $.callKeywords(g, [1], ['c'], [1]), "two() got an unexpected keyword argument 'c'"],
  [
    () => $.callStar(f, [1], $.keywordsFrom('key', 1, null, $.dict('key', 2))),
    "__main__.f() got multiple values for keyword argument 'key'",
  ],
  [() => $.callStar(f, [1], $.keywordsFrom(null, 5)), '__main__.f() argument after ** must be a mapping, not int'],
  [() => $.callStar(f, [1], $.keywordsFrom(null, $.dict(5, 5))), 'keywords must be strings'],
  [() => $.callKeywords(builtins.$len, [], ['x'], [1]), 'len() takes no keyword arguments'],
  [() => builtins.$len(), 'len() takes exactly one argument (0 given)'],
  [() => $.callable(5), "'int' object is not callable"],
])('wrong calls %#', (call, message) => {
  expect(shown(call)).toBe(`TypeError: ${message}`);
});

test('objects with __call__', () => {
  const C = classOf('C', [], (ns) =>
    ns.set(
      '__call__',
      method('C.__call__', ['a', 'b'], (a: Any, b: Any) => $.tuple([a, b])),
    ),
  );
  expect(shown(() => $.callable(C())(1, 2))).toBe('(1, 2)');
  expect(shown(() => $.callKeywords(C(), [1], ['b'], [2]))).toBe('(1, 2)');
});

test('context managers', () => {
  const log: string[] = [];
  const C = classOf('C', [], (ns) => {
    ns.set(
      '__enter__',
      method('C.__enter__', [], () => 'entered'),
    );
    ns.set(
      '__exit__',
      method('C.__exit__', ['a', 'b', 'c'], (type: Any) => {
        log.push(shown(() => type));
        return true;
      }),
    );
  });
  const context = $.enterContext(C());
  expect(context.value).toBe('entered');
  $.exitContext(context);
  expect($.exitContextError(context, builtins.$ValueError(1))).toBe(true);
  expect(log).toEqual(['None', "<class 'ValueError'>"]);
  expect(shown(() => $.enterContext(5))).toBe("TypeError: 'int' object does not support the context manager protocol");
});

test('patterns', () => {
  const P = classOf('P', [], (ns) => {
    ns.set('__match_args__', $.tuple(['x']));
    ns.set('x', 1);
    ns.set('y', 2);
  });
  expect($.matchSequence([1, 2, 3], 2, 1, true)).toEqual([1, [2], 3]);
  expect($.matchSequence('abc', 3, -1, false)).toBe(null);
  expect($.matchMapping($.dict('a', 1, 'b', 2), ['a'])).toEqual([1]);
  expect(shown(() => $.matchMappingRest($.dict('a', 1, 'b', 2), ['a']))).toBe("{'b': 2}");
  expect($.matchClass(P(), P, 1, ['y'])).toEqual([1, 2]);
  expect($.matchClass(5, builtins.$int, 1, [])).toEqual([5]);
  expect(shown(() => $.matchClass(P(), P, 2, []))).toBe('TypeError: P() accepts 1 positional sub-pattern (2 given)');
});

test('modules run once; cycles are named', () => {
  let runs = 0;
  const module = (run: (helpers: Any, define: (members: object) => void) => void) => ({ run, isLibrary: false });
  startProgram({
    modules: new Map([
      [
        '__main__',
        module((helpers) => {
          const a = helpers.importModule('pack.a');
          helpers.importModule('pack.a');
          expect(a.$x).toBe(2);
          expect(helpers.importMember('pack', 'a')).toBe(a);
          expect(shown(() => helpers.importMember('pack.a', 'nope'))).toBe(
            "ImportError: cannot import name 'nope' from 'pack.a'",
          );
          expect(shown(() => helpers.importModule('gone'))).toBe("ModuleNotFoundError: No module named 'gone'");
          expect(shown(() => helpers.importModule('c1'))).toBe(
            'ImportError: modules import each other in a circle: c1 -> c2 -> c1',
          );
          helpers.importAll('pack.a');
          expect(helpers.importMember(null, 'x')).toBe(2);
          expect(shown(() => $.setAttribute(a, 'x', 1))).toStartWith('AttributeError');
        }),
      ],
      [
        'pack.a',
        module((_, define) => {
          let x = 1;
          define({
            __proto__: null,
            get $x() {
              return x;
            },
          });
          runs++;
          x = 2;
        }),
      ],
      ['c1', module((helpers) => helpers.importModule('c2'))],
      ['c2', module((helpers) => helpers.importModule('c1'))],
    ]),
    library: { native: new Map(), precompiled: new Map() },
    arguments: [],
    contracts: 'on',
  });
  runModule('__main__');
  expect(runs).toBe(1);
});
