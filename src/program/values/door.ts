/**
 * Members that are put in place on first use. Hundreds of methods of dozens of types would be defined at every start, and
 * most programs use few of the types: a door stands behind an object in its prototype chain, and whoever looks for
 * something that the object does not have (yet) opens it. Opening takes the door away, so it costs nothing afterwards.
 */

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
  const door = new Proxy(create(next) as object, {
    get(_target, key, receiver) {
      open();
      return get(face, key, receiver) as unknown;
    },
    has(_target, key) {
      open();
      return has(face, key);
    },
    set(_target, key, value, receiver) {
      open();
      return set(face, key, value, receiver);
    },
  });
  setPrototypeOf(face, door);
}

/** Lets the chain go on without a door. */
export function takeDoor(face: object, next: object | null): void {
  setPrototypeOf(face, next);
}
