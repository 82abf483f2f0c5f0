/** The attribute protocol: descriptors, hooks, slots, constants, names that do not exist. */
import { expect, test } from 'bun:test';
import { $, type Any, builtins, classOf, func, method, shown } from './emitted.ts';

const load = (o: Any, name: string): Any => {
  const t = o[`$${name}`];
  return t !== undefined && typeof t !== 'function' ? t : $.getAttribute(o, name);
};
const store = (o: Any, name: string, value: Any): void => {
  if (o.writable === true) o[`$${name}`] = value;
  else $.setAttribute(o, name, value);
};

test('missing attributes are told as in CPython', () => {
  const A = classOf('A', [], () => {});
  expect(shown(() => load(A(), 'x'))).toBe("AttributeError: 'A' object has no attribute 'x'");
  expect(shown(() => load(A, 'x'))).toBe("AttributeError: type object 'A' has no attribute 'x'");
  expect(shown(() => $.getAttribute(null, 'x'))).toBe("AttributeError: 'NoneType' object has no attribute 'x'");
  expect(shown(() => $.deleteAttribute(A(), 'x'))).toBe("AttributeError: 'A' object has no attribute 'x'");
  expect(shown(() => $.setAttribute([], 'x', 1))).toBe("AttributeError: 'list' object has no attribute 'x'");
  expect(shown(() => $.setAttribute([], 'append', 1))).toBe(
    "AttributeError: 'list' object attribute 'append' is read-only",
  );
  expect(shown(() => $.setAttribute(builtins.$list, 'x', 1))).toBe(
    "TypeError: cannot set 'x' attribute of immutable type 'list'",
  );
});

test('introspection attributes do not exist, whatever the class defines', () => {
  const A = classOf('A', [], (ns) =>
    ns.set(
      '__getattr__',
      method('A.__getattr__', ['name'], (name: Any) => name),
    ),
  );
  for (const name of ['__class__', '__dict__', '__globals__', '__subclasses__', '__code__', '__mro__']) {
    expect(shown(() => load(A(), name))).toStartWith('AttributeError');
    expect(shown(() => load(A, name))).toStartWith('AttributeError');
    expect(shown(() => $.setAttribute(A(), name, 1))).toStartWith('AttributeError');
  }
  expect(load(A(), 'other')).toBe('other');
});

test('bound methods', () => {
  const A = classOf('A', [], (ns) =>
    ns.set(
      'm',
      method('A.m', [], () => 1),
    ),
  );
  const a = A();
  expect(shown(() => load(a, 'm'))).toBe('<bound method A.m of <__main__.A object at 0x>>');
  expect(load(a, 'm')()).toBe(1);
  expect($.equal(load(a, 'm'), load(a, 'm'))).toBe(true);
  expect(shown(() => load(A, 'm'))).toBe('<function A.m at 0x>');
  expect(shown(() => load(A, 'm')())).toBe("TypeError: A.m() missing 1 required positional argument: 'self'");
});

test('properties', () => {
  const A = classOf('A', [], (ns) => {
    ns.set(
      'p',
      builtins.$property(
        method('A.p', [], function (this: Any) {
          return this.$v;
        }),
      ),
    );
    ns.set(
      'q',
      ns.get('p').$setter(
        method('A.q', ['v'], function (this: Any, v: Any) {
          this.$v = v;
          return null;
        }),
      ),
    );
  });
  const a = A();
  store(a, 'q', 5);
  expect(load(a, 'p')).toBe(5);
  expect(shown(() => store(a, 'p', 1))).toBe("AttributeError: property 'p' of 'A' object has no setter");
  expect(shown(() => $.deleteAttribute(a, 'p'))).toBe("AttributeError: property 'p' of 'A' object has no deleter");
});

test('a property whose value is a function is computed once for each use', () => {
  let count = 0;
  const A = classOf('A', [], (ns) => {
    ns.set(
      'f',
      builtins.$property(
        method('A.f', [], () => {
          count++;
          return func('g', ['x'], (x: Any) => x + 1);
        }),
      ),
    );
  });
  const a = A();
  expect((typeof a.$f === 'function' ? a : $.method(a, 'f')).$f(4)).toBe(5);
  expect(count).toBe(1);
  expect(load(a, 'f')(1)).toBe(2);
  expect(count).toBe(2);
});

test('descriptors of programs', () => {
  const Data = classOf('Data', [], (ns) => {
    ns.set(
      '__set_name__',
      method('Data.__set_name__', ['owner', 'name'], function (this: Any, _: Any, name: Any) {
        this.$name = name;
        return null;
      }),
    );
    ns.set(
      '__get__',
      method('Data.__get__', ['instance', 'owner'], function (this: Any, instance: Any) {
        return instance === null ? this : $.tuple([this.$name, instance.$v ?? null]);
      }),
    );
    ns.set(
      '__set__',
      method('Data.__set__', ['instance', 'value'], (instance: Any, value: Any) => {
        instance.$v = value;
        return null;
      }),
    );
  });
  const Plain = classOf('Plain', [], (ns) =>
    ns.set(
      '__get__',
      method('Plain.__get__', ['instance', 'owner'], () => 77),
    ),
  );
  const H = classOf('H', [], (ns) => {
    ns.set('d', Data());
    ns.set('n', Plain());
  });
  const h = H();
  store(h, 'd', 9);
  expect(shown(() => [load(h, 'd'), load(h, 'n'), load(H, 'n')])).toBe("[('d', 9), 77, 77]");
  store(h, 'n', 1);
  expect(load(h, 'n')).toBe(1);
  $.deleteAttribute(h, 'n');
  expect(load(h, 'n')).toBe(77);
});

test('__setattr__ and __slots__ keep the inline assignment away', () => {
  const A = classOf('A', [], (ns, own) => {
    ns.set(
      '__setattr__',
      method('A.__setattr__', ['name', 'value'], function (this: Any, name: Any, value: Any) {
        return $.superMethod(own(), this, '__setattr__')(name, value + 1);
      }),
    );
  });
  const a = A();
  store(a, 'x', 1);
  expect(load(a, 'x')).toBe(2);
  const S = classOf('S', [], (ns) => ns.set('__slots__', $.tuple(['x'])));
  const s = S();
  store(s, 'x', 1);
  expect(load(s, 'x')).toBe(1);
  expect(shown(() => store(s, 'y', 1))).toBe("AttributeError: 'S' object has no attribute 'y'");
});

test('constants are frozen deeply', () => {
  const A = classOf('A', [], () => {});
  const a = A();
  store(a, 'items', [1, [2]]);
  $.freeze(a);
  expect(shown(() => store(a, 'x', 1))).toBe("ConstError: cannot assign to attribute 'x': the 'A' object is const");
  expect(shown(() => load(a, 'items').push(1))).toStartWith('ConstError');
  expect(shown(() => load(a, 'items')[1].push(1))).toStartWith('ConstError');
  const table = $.freeze($.dict('k', [1]));
  expect(shown(() => $.setItem(table, 'z', 1))).toStartWith('ConstError');
  expect(shown(() => $.getItem(table, 'k').push(1))).toStartWith('ConstError');
});
