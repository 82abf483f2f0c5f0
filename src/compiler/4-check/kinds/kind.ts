/**
 * What JavaScript form a value surely has. Kinds of ints form a chain, `index` ≤ `small` ≤ `int`; all others are only
 * below `any`. What a list holds is known per *family* of lists: those that may be one and the same list share a family.
 */

export type Kind =
  /** An int that is a JavaScript number and at most 2**50 in size, so that adding two of them is exact. */
  | 'index'
  /** An int that is a JavaScript number, at most 2**51 in size unless something counts for days. */
  | 'small'
  /** An int: number or bigint. */
  | 'int'
  /** A float; variables hold it as a raw number. */
  | 'float'
  | 'bool'
  | 'none'
  /** A str. */
  | 'text'
  /** A JavaScript array: a list, not an instance of a subclass. */
  | 'list'
  /** An instance of a closed class. */
  | 'instance'
  | 'any';

/** A kind while it is inferred: a list comes with its family, an instance with what is known of its class. */
export type Shape = Exclude<Kind, 'list' | 'instance'> | Family | Instance;

/** What instances of one class hold under each name. */
export class Instance {
  private readonly attributes = new Map<string, Family>();

  /** @param members names that the class itself binds: methods and defaults */
  constructor(members: readonly string[]) {
    for (const name of members) this.attribute(name).open();
  }

  /** Everything that instances hold under a name, like the items of a list. */
  attribute(name: string): Family {
    let held = this.attributes.get(name);
    if (held === undefined) {
      held = new Family();
      this.attributes.set(name, held);
    }
    return held;
  }
}

/** Lists that may be one and the same, and what they hold. Families merge when their lists meet in a variable. */
export class Family {
  /** Null while nothing is known to be in them; `any` as well when they were seen where nobody can follow them. */
  private held: Shape | null = null;
  private merged: Family | null = null;

  get items(): Shape | null {
    return this.root.held;
  }

  /** True when this told something new. */
  add(shape: Shape | null): boolean {
    const { root } = this;
    // A list inside a list is not followed further.
    if (shape instanceof Family) {
      const news = shape.open();
      return root.open() || news;
    }
    const joined = join(root.held, shape);
    if (joined === root.held) return false;
    root.held = joined;
    return true;
  }

  /** From now on anything may be in them. True when this told something new. */
  open(): boolean {
    return this.add('any');
  }

  merge(other: Family): boolean {
    const mine = this.root;
    const theirs = other.root;
    if (mine === theirs) return false;
    theirs.merged = mine;
    mine.add(theirs.held);
    return true;
  }

  private get root(): Family {
    let family: Family = this;
    while (family.merged !== null) family = family.merged;
    return family;
  }
}

export function kindOfShape(shape: Shape | null): Kind {
  if (shape === null) return 'any';
  if (shape instanceof Instance) return 'instance';
  return shape instanceof Family ? 'list' : shape;
}

const intOrder: readonly (Shape | null)[] = ['index', 'small', 'int'];

/** What either value may be. Families are told apart by the caller: a list and something else is `any`. */
export function join(left: Shape | null, right: Shape | null): Shape | null {
  if (left === null) return right;
  if (right === null || left === right) return left;
  const wider = Math.max(intOrder.indexOf(left), intOrder.indexOf(right));
  return isInt(left) && isInt(right) ? intOrder[wider]! : 'any';
}

export function isInt(shape: Shape | Kind | null): boolean {
  return shape === 'index' || shape === 'small' || shape === 'int';
}

/** An int that is surely a JavaScript number. */
export function isNumber(shape: Shape | Kind | null): boolean {
  return shape === 'index' || shape === 'small';
}

export function isNumeric(shape: Shape | Kind | null): boolean {
  return isInt(shape) || shape === 'float';
}

/** A value that no program can have given methods of its own. */
export function isAtom(shape: Shape | Kind | null): boolean {
  return isNumeric(shape) || shape === 'bool' || shape === 'none' || shape === 'text';
}
