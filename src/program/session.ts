/** An interactive session: entries that are run one after another and share their variables. */
import { authority } from './authority.ts';
import { helpersWith } from './helpers.ts';
import { defineMembers, publicMembers, type RunModule, registerModule, starImport } from './modules.ts';
import type { SessionVariables } from './show-result.ts';
import { handlingState } from './values/exceptions.ts';
import { ModuleObject, memberNames } from './values/module-object.ts';
import type { Value } from './values/value.ts';

/** One entry: like a module, but its variables are properties of what it gets third. */
export type RunEntry = (helpers: object, define: (members: object) => void, variables: SessionVariables) => void;

export interface Session {
  /** Makes further modules importable. */
  addModules(modules: ReadonlyMap<string, { readonly run: RunModule }>): void;
  /** Runs an entry. @throws whatever the program throws; what was bound before that stays bound */
  run(entry: RunEntry): void;
  /** Names of the variables that are bound. */
  names(): string[];
}

/** Begins a session in the program that was started last. */
export function openSession(): Session {
  const variables = Object.create(null) as SessionVariables;
  const main = new ModuleObject('__main__');
  const star = starImport();
  const helpers = helpersWith({
    importAll(name) {
      star.importAll(name);
      // Later entries know variables only: what a star brings becomes one, unless the session has one of that name.
      for (const [member, value] of publicMembers(name)) bindFromStar(member, value);
    },
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
      for (const [name, { run }] of modules) registerModule({ name, run });
    },
    run(entry) {
      authority.current = null;
      handlingState.current = null;
      entry(helpers, (members) => defineMembers(main, members), variables);
    },
    names: () => memberNames(main).filter((name) => (main as unknown as SessionVariables)[`$${name}`] !== undefined),
  };
}
