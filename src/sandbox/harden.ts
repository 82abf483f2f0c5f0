/**
 * Hardens one realm: globals outside the permitted list are deleted (or emptied where the engine forbids deleting),
 * chance is removed from Math, the four function constructors refuse, and every intrinsic that can be reached is frozen or closed.
 *
 * The function is run in realm A as it is and in realm B from its own text, so it may refer to nothing but its parameters
 * and the globals of the realm it runs in.
 */
export function hardenRealm(global: typeof globalThis, permitted: readonly string[]): readonly string[] {
  const { getPrototypeOf, defineProperty, freeze, preventExtensions, getOwnPropertyDescriptor } = Object;
  const { ownKeys, deleteProperty } = Reflect;
  const keep = new Set<string | symbol>(permitted);
  const left: string[] = [];
  const roots: unknown[] = [];

  deleteProperty(Math, 'random');

  const refuse = function () {
    throw new TypeError('code cannot be made from text');
  };
  const functionPrototypes = [
    getPrototypeOf(() => {}),
    getPrototypeOf(async () => {}),
    getPrototypeOf(function* () {}),
    getPrototypeOf(async function* () {}),
  ];
  for (const prototype of functionPrototypes) {
    defineProperty(prototype, 'constructor', { value: refuse, writable: false, configurable: false });
  }
  freeze(refuse);
  roots.push(...functionPrototypes);
  // What literals, the engine and built-in methods make has prototypes whether or not a global names them.
  for (const made of [{}, [], '', 0, 0n, true, /x/, Symbol.iterator, (async () => {})()])
    roots.push(getPrototypeOf(made));
  roots.push(
    getPrototypeOf([][Symbol.iterator]()),
    getPrototypeOf(new Map().entries()),
    getPrototypeOf(new Set().values()),
  );
  roots.push(getPrototypeOf(''[Symbol.iterator]()), getPrototypeOf(''.matchAll(/x/g)));
  for (const made of [Error, TypeError, RangeError, ReferenceError, SyntaxError]) roots.push(made.prototype);
  // The engine's short ways for `test`, `replace`, `split` and `search` are lost, thirty times as slow, once what stands on
  // these two becomes so much as read-only. They are closed only, and only where RegExp stays: in the runtime's realm, whose
  // patterns no other code gets hold of (docs/decisions/0025).
  const closedOnly = new Set<unknown>(permitted.includes('RegExp') ? [RegExp, RegExp.prototype] : []);
  const seen = new Set<unknown>([global]);
  const kept = new Set<unknown>([refuse]);
  for (const name of permitted) {
    if (name === 'globalThis') continue;
    const value = (global as unknown as Record<string, unknown>)[name];
    kept.add(value);
    roots.push(value);
  }
  for (const key of ownKeys(global)) {
    if (keep.has(key) || deleteProperty(global, key)) continue;
    try {
      defineProperty(global, key, { value: undefined, writable: false });
    } catch {
      left.push(String(key));
    }
  }

  while (roots.length > 0) {
    const object = roots.pop() as object | null;
    if (object === null || (typeof object !== 'object' && typeof object !== 'function') || seen.has(object)) continue;
    seen.add(object);
    // A method has nothing but its name and length, so closing it is enough, and four times as fast as freezing.
    // Function.prototype is a function without a prototype as well: it has to be frozen.
    const isMethod = typeof object === 'function' && getOwnPropertyDescriptor(object, 'prototype') === undefined;
    if (isMethod && object !== functionPrototypes[0]) {
      preventExtensions(object);
      continue;
    }
    // A constructor that no global names any more must not be reached through its prototype either.
    const own = getOwnPropertyDescriptor(object, 'constructor');
    if (own !== undefined && !kept.has(own.value)) deleteProperty(object, 'constructor');
    if (closedOnly.has(object)) preventExtensions(object);
    else freeze(object);
    for (const key of ownKeys(object)) {
      // What the runtime library put there is its own to guard: following it would freeze the library's state.
      if (typeof key === 'string' && (key[0] === '$' || key === 'type')) continue;
      const property = getOwnPropertyDescriptor(object, key)!;
      if ('value' in property) roots.push(property.value);
      else roots.push(property.get, property.set);
    }
    roots.push(getPrototypeOf(object));
  }
  return left;
}
