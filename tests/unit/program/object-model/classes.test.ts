/** Classes as emitted code makes them: construction, inheritance, class attributes, subclasses of native types. */
import { expect, test } from 'bun:test';
import { abstractBase, abstractMetaclass } from '#program/values/abstract';
import { markAbstract } from '#program/values/descriptors';
import { $, type Any, builtins, classOf, func, method, shown, signature } from './emitted.ts';

const initSignature = signature('__init__', ['self', 'x', 'y'], { qualname: 'Point.__init__' });

function point(): Any {
  return $.makeClass(
    { name: 'Point', qualname: 'Point', module: '__main__', doc: null },
    [],
    null,
    (ns: Any) => {
      const init = function (this: Any, x: Any, y: Any) {
        if (arguments.length !== 2) $.arity(initSignature, [x, y], arguments.length, 1);
        this.$x = x;
        this.$y = y;
        return null;
      };
      ns.set('__init__', $.methodFunction(init, initSignature));
      ns.set(
        'sum',
        method('Point.sum', [], function (this: Any) {
          return this.$x + this.$y;
        }),
      );
      ns.set('origin', builtins.$classmethod(func('origin', ['cls'], (cls: Any) => cls(0, 0))));
      ns.set('kind', 'point');
    },
    {
      instance: function instance() {},
      construct: (I: Any) =>
        function construct(a: Any, b: Any) {
          if (arguments.length !== 2) $.arity(initSignature, [a, b], arguments.length, 1);
          const o = new I();
          o.$__init__(a, b);
          return o;
        },
    },
  );
}

test('construction by position and by keyword', () => {
  const Point = point();
  expect(shown(() => Point(1, 2))).toBe('<__main__.Point object at 0x>');
  expect(shown(() => Point)).toBe("<class '__main__.Point'>");
  expect(shown(() => Point(1, 2).$sum())).toBe('3');
  expect(shown(() => $.callKeywords(Point, [1], ['y'], [5]).$sum())).toBe('6');
  expect(shown(() => Point(1))).toBe("TypeError: Point.__init__() missing 1 required positional argument: 'y'");
  expect(shown(() => Point(1, 2, 3))).toBe('TypeError: Point.__init__() takes 3 positional arguments but 4 were given');
  expect(shown(() => $.callKeywords(Point, [1], ['z'], [5]))).toBe(
    "TypeError: Point.__init__() got an unexpected keyword argument 'z'",
  );
});

test('a class without __init__ takes no arguments', () => {
  const A = classOf('A', [], () => {});
  expect(shown(() => A(1))).toBe('TypeError: A() takes no arguments');
  expect(shown(() => $.callKeywords(A, [], ['x'], [1]))).toBe('TypeError: A() takes no arguments');
});

test('class methods are bound to the class they are called on, also in subclasses', () => {
  const Point = point();
  const Sub = classOf('Sub', [Point], () => {});
  expect(shown(() => Sub.$origin())).toBe('<__main__.Sub object at 0x>');
  expect(shown(() => Sub(1, 2).$origin())).toBe('<__main__.Sub object at 0x>');
});

test('assigning a class attribute shows in instances and subclasses', () => {
  const Point = point();
  const Sub = classOf('Sub', [Point], () => {});
  const made = Sub(1, 2);
  $.setAttribute(Point, 'kind', 'changed');
  expect(shown(() => [made.$kind, Sub.$kind, Point.$kind])).toBe("['changed', 'changed', 'changed']");
  $.setAttribute(Sub, 'kind', 'own');
  $.deleteAttribute(Sub, 'kind');
  expect(made.$kind).toBe('changed');
});

test('super() follows the order of a diamond', () => {
  const make = (name: string, bases: Any[], calls = true): Any =>
    classOf(name, bases, (ns, own) => {
      if (calls)
        ns.set(
          'f',
          method(`${name}.f`, [], function (this: Any) {
            return name + (bases.length > 0 ? $.superMethod(own(), this, 'f')() : '');
          }),
        );
    });
  const A = make('A', []);
  const B = make('B', [A]);
  const C = make('C', [A]);
  expect(make('D', [B, C])().$f()).toBe('DBCA');
  const E = make('E', [B, C], false);
  expect(E().$f()).toBe('BCA');
  $.setAttribute(
    C,
    'f',
    method('C.f', [], () => 'new'),
  );
  expect(E().$f()).toBe('Bnew');
  expect(shown(() => make('X', [A, B]))).toBe(
    'TypeError: Cannot create a consistent method resolution\norder (MRO) for bases A, B',
  );
  expect(shown(() => make('Y', [A, A]))).toBe('TypeError: duplicate base class A');
});

test('subclasses of list, dict and tuple', () => {
  const L = classOf('L', [builtins.$list], (ns) => {
    ns.set(
      'double',
      method('L.double', [], function (this: Any) {
        return builtins.$len(this) * 2;
      }),
    );
  });
  const items = L([1, 2, 3]);
  expect(shown(() => items.$append(4))).toBe('None');
  expect(shown(() => [items, builtins.$len(items), items.$double(), $.getItem(items, 0)])).toBe(
    '[[1, 2, 3, 4], 4, 8, 1]',
  );
  expect(shown(() => builtins.$list.$append(items, 9))).toBe('None');
  expect(shown(() => items)).toBe('[1, 2, 3, 4, 9]');
  expect(shown(() => builtins.$list.$append(5, 9))).toBe(
    "TypeError: descriptor 'append' for 'list' objects doesn't apply to a 'int' object",
  );
  const D = classOf('D', [builtins.$dict], (ns) =>
    ns.set(
      '__missing__',
      method('D.__missing__', ['k'], (key: Any) => key),
    ),
  );
  const table = D();
  table.$update($.dict('a', 1));
  expect(shown(() => [table, $.getItem(table, 'q')])).toBe("[{'a': 1}, 'q']");
  const T = classOf('T', [builtins.$tuple], () => {});
  expect(shown(() => [T([1, 2]), builtins.$isinstance(T(), builtins.$tuple)])).toBe('[(1, 2), True]');
  expect(shown(() => classOf('X', [builtins.$list, builtins.$dict], () => {}))).toBe(
    'TypeError: multiple bases have instance lay-out conflict',
  );
});

test('__new__', () => {
  const N = classOf('N', [], (ns, own) => {
    ns.set(
      '__new__',
      func('__new__', ['cls', 'x'], (cls: Any, x: Any) => {
        const made = $.superMethod(own(), cls, '__new__')(cls);
        made.$x = x;
        return made;
      }),
    );
  });
  expect(N(3).$x).toBe(3);
  expect($.callKeywords(N, [], ['x'], [4]).$x).toBe(4);
});

test('abstract classes', () => {
  const Shape = classOf('Shape', [abstractBase], (ns) =>
    ns.set('area', markAbstract(method('Shape.area', [], () => null))),
  );
  expect(shown(() => Shape())).toBe("TypeError: Can't instantiate abstract class Shape with abstract method area");
  const Square = classOf('Square', [Shape], (ns) =>
    ns.set(
      'area',
      method('Square.area', [], () => 4),
    ),
  );
  expect(Square().$area()).toBe(4);
  expect(shown(() => builtins.$type(Shape))).toBe("<class 'abc.ABCMeta'>");
  $.method(Shape, 'register').$register(builtins.$dict);
  expect(builtins.$isinstance($.dict(), Shape)).toBe(true);
  const M = classOf('M', [], (ns) => ns.set('f', markAbstract(method('M.f', [], () => null))), [
    'metaclass',
    abstractMetaclass,
  ]);
  expect(shown(() => M())).toBe("TypeError: Can't instantiate abstract class M with abstract method f");
  expect(shown(() => classOf('Z', [], () => {}, ['metaclass', Square]))).toBe(
    'TypeError: metaclasses other than ABCMeta and EnumMeta do not exist',
  );
});

test('__init_subclass__ and __class_getitem__', () => {
  const hook = signature('__init_subclass__', ['cls'], { qualname: 'Base.__init_subclass__', keywordOnly: ['tag'] });
  const Base = classOf('Base', [], (ns) => {
    ns.set(
      '__init_subclass__',
      $.func((cls: Any, ...rest: Any[]) => {
        const keywords = $.takeKeywords(rest);
        $.setAttribute(cls, 'tag', $.keywordOnly(keywords, 'tag', null) ?? null);
        return null;
      }, hook),
    );
    ns.set(
      '__class_getitem__',
      func('__class_getitem__', ['cls', 'key'], (_cls: Any, key: Any) => key),
    );
  });
  expect(classOf('Tagged', [Base], () => {}, ['tag', 'hello']).$tag).toBe('hello');
  expect(shown(() => classOf('Bad', [Base], () => {}, ['tog', 1]))).toBe(
    "TypeError: Base.__init_subclass__() got an unexpected keyword argument 'tog'",
  );
  expect(shown(() => classOf('Bad', [], () => {}, ['tog', 1]))).toBe(
    'TypeError: Bad.__init_subclass__() takes no keyword arguments',
  );
  expect($.getItem(Base, 7)).toBe(7);
  expect(shown(() => $.getItem(builtins.$dict, $.tuple([builtins.$list, null])))).toBe('dict[list, None]');
  expect(shown(() => $.bitOr(builtins.$list, null))).toBe('list | None');
});

test('__eq__ without __hash__ makes instances unhashable', () => {
  const E = classOf('E', [], (ns) =>
    ns.set(
      '__eq__',
      method('E.__eq__', ['other'], () => true),
    ),
  );
  expect(shown(() => $.dict(E(), 1))).toBe("TypeError: unhashable type: 'E'");
});

test('tagged unions', () => {
  const [Shape, Circle, Dot] = $.makeVariants('Shape', '__main__', [['Circle', 'r'], ['Dot']]);
  expect(shown(() => [Circle(3), Dot(), $.equal(Circle(1), Circle(1)), $.equal(Circle(1), Dot())])).toBe(
    '[Circle(r=3), Dot(), True, False]',
  );
  expect(builtins.$isinstance(Dot(), Shape)).toBe(true);
  expect($.callKeywords(Circle, [], ['r'], [5]).$r).toBe(5);
  expect(shown(() => Circle())).toBe("TypeError: Circle() missing 1 required positional argument: 'r'");
  expect(shown(() => Shape())).toBe('TypeError: Shape is made by one of its variants: Circle, Dot');
});
