/** An interactive session: entries that are run one after another and share their variables. */
import { authority } from './authority.ts';
import { builtins } from './builtins/index.ts';
import { attributeNames } from './builtins/types.ts';
import { forgetObjectsAtWork } from './contracts/invariants.ts';
import { forgetJudging } from './contracts/judging.ts';
import { helpersWith } from './helpers.ts';
import { defineMembers, type ModuleCode, publicMembers, registerModule, starImport } from './modules.ts';
import { attributeOrUndefined, keyOf } from './operators/attribute.ts';
import { type SessionVariables, typeWithLabels } from './show-result.ts';
import { quarantine } from './taint/quarantine.ts';
import { isLabelled } from './taint.ts';
import { handleNothing } from './values/handling.ts';
import { ModuleObject, memberNames } from './values/module-object.ts';
import type { Value } from './values/value.ts';

/** One entry: like a module, but its variables are properties of what it gets third. */
export type RunEntry = (helpers: object, define: (members: object) => void, variables: SessionVariables) => void;

export interface Session {
  /** Makes further modules importable. */
  addModules(modules: ReadonlyMap<string, Omit<ModuleCode, 'name'>>): void;
  /** Runs an entry. @throws whatever the program throws; what was bound before that stays bound */
  run(entry: RunEntry): void;
  /** Forgets what an entry that was cut short was in the middle of. */
  recover(): void;
  /** Names of the variables that are bound. */
  names(): string[];
  /** What can be said of `a.b.c` without running code of the program; null when that cannot tell. */
  inspect(path: readonly string[]): Inspection | null;
}

/** A value, described for somebody who is typing. */
export interface Inspection {
  /** Its type with its labels: `tainted str`. */
  readonly type: string;
  /** Names of its attributes. */
  readonly attributes: readonly string[];
}

/** Begins a session in the program that was started last. */
export function openSession(): Session {
  const variables = Object.create(null) as SessionVariables;
  const main = new ModuleObject('__main__');
  const star = starImport(null);
  const helpers = helpersWith({
    importAll(name) {
      const bring = star.importAll(name);
      // Later entries know variables only: what a star brings becomes one, unless the session has one of that name.
      for (const [member, value] of publicMembers(name)) bindFromStar(member, value);
      return bring;
    },
    find: star.find,
    read: star.read,
  });
  defineMembers(main, {
    get $_() {
      return variables._$;
    },
  });

  function bindFromStar(name: string, value: Value): void {
    const variable = `${name}$`;
    if (variables[variable] !== undefined || !/^\w+$/.test(name)) return;
    variables[variable] = value;
    defineMembers(main, Object.defineProperty({}, `$${name}`, { get: () => variables[variable], enumerable: true }));
  }
  return {
    addModules(modules) {
      for (const [name, { run, isLibrary }] of modules) registerModule({ name, run, isLibrary });
    },
    run(entry) {
      authority.current = null;
      handleNothing();
      entry(helpers, (members) => defineMembers(main, members), variables);
    },
    recover() {
      forgetObjectsAtWork();
      forgetJudging();
      quarantine.depth = 0;
    },
    inspect(path) {
      let value: Value | undefined = variables[`${path[0]}$`] ?? (builtins as Record<string, Value>)[`$${path[0]}`];
      for (const name of path.slice(1)) value = value === undefined ? undefined : plainAttribute(value, name);
      if (value === undefined) return null;
      return { type: typeWithLabels(value), attributes: attributeNames(value) };
    },
    names: () => memberNames(main).filter((name) => (main as unknown as SessionVariables)[`$${name}`] !== undefined),
  };
}

/** An attribute that stands on the object or its module itself: properties and `__getattr__` are code of the program. */
function plainAttribute(value: Value, name: string): Value | undefined {
  if (isLabelled(value) || (typeof value !== 'object' && typeof value !== 'function') || value === null)
    return undefined;
  if (value instanceof ModuleObject) return attributeOrUndefined(value, name);
  return Object.getOwnPropertyDescriptor(value, keyOf(name))?.value as Value | undefined;
}
