/** Exception groups (`BaseExceptionGroup`, `ExceptionGroup`) and what `except*` does with them. */

import { getAttribute } from '../operators/attribute.ts';
import { call } from '../operators/call.ts';
import { toArray } from '../operators/iteration.ts';
import { matches } from '../operators/raising.ts';
import { isClass } from './classes.ts';
import {
  addExceptionMembers,
  type ExceptionObject,
  error,
  exceptionTypes,
  initialisers,
  isException,
  makeException,
  makers,
} from './exceptions.ts';
import { display } from './representation.ts';
import { isStr, type Str, textFromString } from './text.ts';
import { derivesFrom, isInstance, typeName } from './type-of.ts';
import { type ClassValue, type ThisForm, Tuple, type Value } from './value.ts';

/** What a group is made of; programs can read it only. */
interface GroupFields {
  message: Str;
  members: Tuple;
}
type Group = ExceptionObject & GroupFields;

export function isGroup(exception: ExceptionObject): exception is Group {
  return isInstance(exception, exceptionTypes.BaseExceptionGroup);
}

makers.BaseExceptionGroup = (exception, args) => {
  if (args.length !== 2)
    throw error('TypeError', `BaseExceptionGroup.__new__() takes exactly 2 arguments (${args.length} given)`);
  const [message, members] = args as [Value, Value];
  if (!isStr(message))
    throw error('TypeError', `BaseExceptionGroup.__new__() argument 1 must be str, not ${typeName(message)}`);
  if (!Array.isArray(members) && !(members instanceof Tuple)) {
    throw error('TypeError', 'second argument (exceptions) must be a sequence');
  }
  const items = toArray(members);
  if (items.length === 0) throw error('ValueError', 'second argument (exceptions) must be a non-empty sequence');
  items.forEach((item, index) => {
    if (!isException(item))
      throw error('ValueError', `Item ${index} of second argument (exceptions) is not an exception`);
  });
  const areOrdinary = items.every((item) => isInstance(item, exceptionTypes.Exception));
  if (!areOrdinary) refuseBaseExceptions(exception.type);
  else if (exception.type === exceptionTypes.BaseExceptionGroup) {
    Object.setPrototypeOf(exception, exceptionTypes.ExceptionGroup.classInfo.prototype);
  }
  const fields = exception as Group;
  fields.message = message;
  fields.members = new Tuple(items);
};
// Nothing is left for `__init__`; a subclass's own arguments stay in `args`.
initialisers.BaseExceptionGroup = () => {};

function refuseBaseExceptions(type: ClassValue): void {
  if (type === exceptionTypes.ExceptionGroup)
    throw error('TypeError', 'Cannot nest BaseExceptions in an ExceptionGroup');
  if (derivesFrom(type, exceptionTypes.Exception)) {
    throw error('TypeError', `Cannot nest BaseExceptions in '${type.classInfo.name}'`);
  }
}

/** A test for members: a class, a tuple of classes or a function. */
type Condition = (exception: ExceptionObject) => boolean;

function conditionOf(value: Value): Condition {
  const isClasses = (item: Value): boolean => isClass(item) && derivesFrom(item, exceptionTypes.BaseException);
  if (isClasses(value) || (value instanceof Tuple && value.items.every(isClasses)))
    return (exception) => matches(exception, value);
  if (typeof value === 'function' && !isClass(value)) return (exception) => call(value, exception) === true;
  throw error('TypeError', 'expected a function, exception type or tuple of exception types');
}

/** CPython's limit; programs test for it. */
const deepestNesting = 1000;

/** The parts of an exception that meet a condition and those that do not, groups kept as groups. */
function splitBy(
  exception: ExceptionObject,
  condition: Condition,
  depth = 0,
): [ExceptionObject | null, ExceptionObject | null] {
  if (depth > deepestNesting) throw error('RecursionError', 'maximum recursion depth exceeded in comparison');
  if (condition(exception)) return [exception, null];
  if (!isGroup(exception)) return [null, exception];
  const taken: ExceptionObject[] = [];
  const left: ExceptionObject[] = [];
  for (const member of exception.members.items as readonly ExceptionObject[]) {
    const [own, other] = splitBy(member, condition, depth + 1);
    if (own !== null) taken.push(own);
    if (other !== null) left.push(other);
  }
  return [derive(exception, taken), derive(exception, left)];
}

/** A group like `group` with other members; null without members. */
function derive(group: Group, members: readonly ExceptionObject[]): ExceptionObject | null {
  if (members.length === 0) return null;
  const derived = call(getAttribute(group, 'derive'), [...members]);
  if (!isException(derived) || !isGroup(derived)) {
    throw error('TypeError', 'derive must return an instance of BaseExceptionGroup');
  }
  derived.cause = group.cause;
  derived.context = group.context;
  // As if the cause had been set.
  derived.suppressContext = true;
  derived.trace = group.trace;
  const notes = (group as unknown as { $__notes__?: Value }).$__notes__;
  if (Array.isArray(notes)) (derived as unknown as { $__notes__: Value }).$__notes__ = notes.slice();
  return derived;
}

addExceptionMembers('BaseExceptionGroup', {
  methods: {
    __str__: [
      '()',
      function (this: Group) {
        const count = this.members.items.length;
        return textFromString(`${String(display(this.message))} (${count} sub-exception${count === 1 ? '' : 's'})`);
      },
    ],
    derive: [
      '(excs, /)',
      function (this: Group, members: Value) {
        return makeException(exceptionTypes.BaseExceptionGroup, [this.message, members]);
      },
    ],
    split: [
      '(condition, /)',
      function (this: Group, condition: Value) {
        return new Tuple(splitBy(this, conditionOf(condition)) as Value[]);
      },
    ],
    subgroup: [
      '(condition, /)',
      function (this: Group, condition: Value) {
        return splitBy(this, conditionOf(condition))[0];
      },
    ],
  } satisfies Record<string, readonly [string, ThisForm]>,
  properties: {
    message(this: Group) {
      return this.message;
    },
    exceptions(this: Group) {
      return this.members;
    },
  },
  classMethods: { __class_getitem__: ['(key, /)', (cls: ClassValue) => cls] },
});

/** The work of one `try … except*`: what is still unhandled, and what the handlers raised. */
export class StarHandling {
  private rest: ExceptionObject | null;
  private readonly raised: ExceptionObject[] = [];
  private readonly isBare: boolean;

  constructor(private readonly original: ExceptionObject) {
    this.rest = original;
    this.isBare = !isGroup(original);
  }

  /** The share of a handler, as a group; null when nothing is for it. */
  take(classes: Value): ExceptionObject | null {
    refuseGroups(classes, this.original);
    if (this.rest === null) return null;
    const [share, rest] = splitBy(this.rest, (exception) => matches(exception, classes));
    this.rest = rest;
    if (share === null || isGroup(share)) return share;
    return makeException(exceptionTypes.BaseExceptionGroup, ['', new Tuple([share])]);
  }

  add(exception: ExceptionObject): void {
    this.raised.push(exception);
  }

  /** Raises what is left and what was raised. */
  finish(): void {
    const { rest, raised } = this;
    if (raised.length === 0) {
      if (rest !== null) throw rest;
      return;
    }
    const reraised = raised.filter((exception) => this.isPartOfOriginal(exception));
    const fresh = raised.filter((exception) => !reraised.includes(exception));
    const members = [...fresh];
    const again = rest === null ? reraised : [...reraised, rest];
    if (again.length > 0) {
      if (fresh.length === 0 && again.length === 1) throw again[0];
      members.push(...(this.isBare ? again : [regroup(this.original as Group, again)]));
    }
    if (members.length === 1 && again.length === 0 && this.isBare) throw members[0];
    throw makeException(exceptionTypes.BaseExceptionGroup, ['', members]);
  }

  private isPartOfOriginal(exception: ExceptionObject): boolean {
    return exception === this.original || leavesOf(exception).every((leaf) => leavesOf(this.original).includes(leaf));
  }
}

function leavesOf(exception: ExceptionObject): ExceptionObject[] {
  if (!isGroup(exception)) return [exception];
  return (exception.members.items as readonly ExceptionObject[]).flatMap(leavesOf);
}

/** The part of a group whose leaves are those of the given parts, in the group's own order. */
function regroup(original: Group, parts: readonly ExceptionObject[]): ExceptionObject {
  const leaves = new Set(parts.flatMap(leavesOf));
  return splitBy(original, (exception) => !isGroup(exception) && leaves.has(exception))[0]!;
}

function refuseGroups(classes: Value, handling: ExceptionObject): void {
  const members = classes instanceof Tuple ? classes.items : [classes];
  for (const member of members) {
    if (isClass(member) && derivesFrom(member, exceptionTypes.BaseExceptionGroup)) {
      const problem = error('TypeError', 'catching ExceptionGroup with except* is not allowed. Use except instead.');
      problem.context = handling;
      throw problem;
    }
  }
}

export function exceptStar(exception: ExceptionObject): StarHandling {
  return new StarHandling(exception);
}
