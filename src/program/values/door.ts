/**
 * Members that are put in place on first use. Hundreds of methods of dozens of types would be defined at every start, and
 * most programs use few of the types: a door stands behind an object in its prototype chain, and whoever looks for
 * something that the object does not have (yet) opens it. Opening takes the door away, so it costs nothing afterwards.
 */

// Captured: types are also made while a program runs, when this global is gone.
const ProxyOf = Proxy;
const { create, setPrototypeOf } = Object;
const { get, has, set } = Reflect;

/**
 * Puts a door between an object and the next one of its prototype chain.
 *
 * @param face the object whose members are to come
 * @param next what its prototype chain goes on with
 * @param open puts the members in place; has to call `takeDoor` before
 */
export function hangDoor(face: object, next: object | null, open: () => void): void {
  // The target only keeps the chain whole for who walks it, such as `instanceof`.
  setPrototypeOf(face, new ProxyOf(create(next) as object, new Door(face, open)));
}

/** Lets the chain go on without a door. */
export function takeDoor(face: object, next: object | null): void {
  setPrototypeOf(face, next);
}

class Door implements ProxyHandler<object> {
  constructor(
    private readonly face: object,
    private readonly open: () => void,
  ) {}

  get(_target: object, key: string | symbol, receiver: unknown): unknown {
    this.open();
    return get(this.face, key, receiver);
  }

  has(_target: object, key: string | symbol): boolean {
    this.open();
    return has(this.face, key);
  }

  set(_target: object, key: string | symbol, value: unknown, receiver: unknown): boolean {
    this.open();
    return set(this.face, key, value, receiver);
  }
}
