/**
 * The modules of a program: each is run once, when it is first imported; cycles are an error that names them. Modules of the
 * standard library written in TypeScript are there from the start, those written in Aegis run when something of them is read.
 */
import { authority } from './authority.ts';
import { attributeOrUndefined } from './operators/attribute.ts';
import { iterate, toArray } from './operators/iteration.ts';
import { unbound } from './operators/raising.ts';
import { isPlainData } from './taint/plain-data.ts';
import { quarantine } from './taint/quarantine.ts';
import { closeClass, isClass } from './values/classes.ts';
import { error } from './values/exceptions.ts';
import { handleNothing, handlingState } from './values/handling.ts';
import { Table } from './values/hash-table.ts';
import { ModuleObject, memberNames } from './values/module-object.ts';
import { isStr } from './values/text.ts';
import { ByteArray, type ClassValue, type FunctionValue, type Value } from './values/value.ts';

/** What an emitted module gets: helpers, and a function that takes the accessors of its variables. */
export type RunModule = (helpers: object, define: (members: object) => void) => void;

export interface ModuleCode {
  readonly name: string;
  readonly run: RunModule;
  /** Of the standard library: runs when something of it is first read, not where it is imported. */
  readonly isLibrary: boolean;
}

interface Entry {
  readonly code: ModuleCode;
  readonly object: ModuleObject;
  state: 'new' | 'running' | 'ready';
  /** Once it runs: what its star imports brought. */
  stars?: StarImports;
}

/** Set by `helpers.ts`: the helpers with what differs from module to module. */
let helpersFor: (star: StarImports) => object = () => {
  throw new Error('helpers are not loaded');
};
export function onModuleStart(make: (star: StarImports) => object): void {
  helpersFor = make;
}

const entries = new Map<string, Entry>();
const standard = new Map<string, ModuleObject>();
/** What waits for a module that is not ready yet. */
const waiting = new Map<string, ((module: ModuleObject) => void)[]>();
/** Names of the modules that are being initialised, outermost first. */
const running: string[] = [];

/** Forgets all modules of the program before. */
export function forgetModules(): void {
  entries.clear();
  standard.clear();
  waiting.clear();
  running.length = 0;
}

export function registerModule(code: ModuleCode): void {
  entries.set(code.name, { code, object: new ModuleObject(code.name), state: 'new' });
}

export function registerStandardModule(name: string, module: ModuleObject): void {
  standard.set(name, module);
}

/**
 * The module of that dotted name, initialised.
 *
 * @throws ImportError for cycles, ModuleNotFoundError for what is not part of the program, or what its code raises
 */
export function importModule(name: string): ModuleObject {
  const ready = entries.get(name);
  if (ready?.state === 'ready') return ready.object;
  const module = ready === undefined ? (standard.get(name) ?? folder(name)) : begin(ready);
  if (module === undefined) throw moduleError('ModuleNotFoundError', `No module named '${name}'`, name);
  attachToParent(name, module);
  return module;
}

/** A program's module runs now; one of the library, which does nothing but define, when it is used. */
function begin(entry: Entry): ModuleObject {
  if (!entry.code.isLibrary || entry.state === 'running') return initialise(entry);
  defineConstant(entry.object, '$__name__', entry.code.name);
  entry.object.complete = () => initialiseApart(entry);
  return entry.object;
}

/** Who happens to use a library module first, and under which restrictions, must not show in it. */
function initialiseApart(entry: Entry): void {
  const outer = { authority: authority.current, depth: quarantine.depth, handling: { ...handlingState } };
  authority.current = null;
  quarantine.depth = 0;
  handleNothing();
  try {
    initialise(entry);
  } finally {
    authority.current = outer.authority;
    quarantine.depth = outer.depth;
    Object.assign(handlingState, outer.handling);
  }
}

function initialise(entry: Entry): ModuleObject {
  const { name } = entry.code;
  if (entry.state === 'running') {
    const cycle = [...running.slice(running.indexOf(name)), name].join(' -> ');
    throw moduleError('ImportError', `modules import each other in a circle: ${cycle}`, name);
  }
  entry.state = 'running';
  entry.object.complete = null;
  running.push(name);
  defineConstant(entry.object, '$__name__', name);
  defineConstant(entry.object, '$__doc__', null);
  try {
    entry.stars = starImport(name === '__main__' ? null : entry.object);
    entry.code.run(helpersFor(entry.stars), (members) => defineMembers(entry.object, members));
    entry.state = 'ready';
    if (entry.code.isLibrary) close(entry.object);
  } finally {
    running.pop();
    if (entry.state !== 'ready') {
      entry.state = 'new';
      if (entry.code.isLibrary) begin(entry);
    }
  }
  for (const then of waiting.get(name) ?? []) then(entry.object);
  waiting.delete(name);
  return entry.object;
}

/**
 * A library module that has run is everybody's: by changing its classes, or through private names that hold its state or the
 * library's inner workings, one package could change what it does for all others. Modules that begin with an underscore only
 * the library can import.
 */
function close(module: ModuleObject): void {
  const listed = new Set(toArray(attributeOrUndefined(module, '__all__') ?? []));
  for (const name of memberNames(module)) {
    const key = `$${name}`;
    const { get, value } = Object.getOwnPropertyDescriptor(module, key)!;
    // What is made when it is first read is closed then.
    const member = get === undefined || lazyMembers.has(get) ? (value as Value) : (get.call(module) as Value);
    if (isClass(member)) closeClass(member);
    if (isPrivate(name) && !module.name.startsWith('_') && !listed.has(name) && !isDefinedIn(module, member))
      delete (module as unknown as Record<string, unknown>)[key];
  }
}

function isPrivate(name: string): boolean {
  return name.startsWith('_') && !(name.startsWith('__') && name.endsWith('__'));
}

/** True for functions and classes that the module's own code made, and for values that nobody can change. */
function isDefinedIn(module: ModuleObject, member: Value): boolean {
  if (typeof member === 'function') {
    const { classInfo, signature } = member as FunctionValue & Partial<ClassValue>;
    return (classInfo?.module ?? signature?.module) === module.name;
  }
  return !(member instanceof ModuleObject) && isPlainData(member) && !isMutable(member);
}

function isMutable(member: Value): boolean {
  return Array.isArray(member) || member instanceof Table || member instanceof ByteArray;
}

/** A folder without a file of its own is a module whose members are the modules in it. */
function folder(name: string): ModuleObject | undefined {
  const inside = `${name}.`;
  for (const known of [...entries.keys(), ...standard.keys()]) {
    if (!known.startsWith(inside)) continue;
    const module = new ModuleObject(name);
    standard.set(name, module);
    return module;
  }
  return undefined;
}

/** `import a.b` makes `b` an attribute of `a`. */
function attachToParent(name: string, module: ModuleObject): void {
  const dot = name.lastIndexOf('.');
  if (dot < 0) return;
  const parentName = name.slice(0, dot);
  const parent = entries.get(parentName)?.object ?? standard.get(parentName) ?? folder(parentName);
  const key = '$' + name.slice(dot + 1);
  if (parent !== undefined && !Object.hasOwn(parent, key)) defineConstant(parent, key, module);
}

function defineConstant(module: ModuleObject, key: string, value: Value): void {
  Object.defineProperty(module, key, { value, enumerable: true, configurable: true, writable: false });
}

/**
 * What a name means now at the top of one of the program's modules: its variable, or what `import *` brought. Undefined when
 * there is none or it is not bound yet.
 */
export function moduleVariable(module: string, name: string): Value | undefined {
  const entry = entries.get(module);
  if (entry === undefined) return undefined;
  return attributeOrUndefined(entry.object, name) ?? entry.stars?.find(name);
}

/**
 * Gives a module members that are made when they are first read: what few programs use of a module costs the others nothing.
 *
 * @param load makes the member of that name
 */
export function defineLazily(module: string, names: readonly string[], load: (name: string) => Value): void {
  const object = entries.get(module)?.object;
  if (object === undefined) return;
  for (const name of names) {
    const get = (): Value => {
      const value = load(name);
      if (isClass(value)) closeClass(value);
      defineConstant(object, `$${name}`, value);
      return value;
    };
    lazyMembers.add(get);
    Object.defineProperty(object, `$${name}`, { get, enumerable: true, configurable: true });
  }
}

/** Runs `then` as soon as the module of that name is ready, which it may be already, without importing it. */
export function whenImported(name: string, then: (module: ModuleObject) => void): void {
  const entry = entries.get(name);
  if (entry?.state === 'ready') then(entry.object);
  else waiting.set(name, [...(waiting.get(name) ?? []), then]);
}

/** The accessors of members that nobody has read yet. */
const lazyMembers = new WeakSet<() => Value>();

/** Puts accessors of variables on a module. */
export function defineMembers(module: ModuleObject, members: object): void {
  for (const key of Object.keys(members)) {
    const { get } = Object.getOwnPropertyDescriptor(members, key)!;
    Object.defineProperty(module, key, { get: get!, enumerable: true, configurable: true });
  }
}

/**
 * `from module import member`.
 *
 * @throws ImportError when the module has no such member
 */
export function importMember(name: string, member: string): Value {
  const submodule = `${name}.${member}`;
  // `from . import b` in a module that the folder's own one is importing: what that defines is not asked for.
  if (entries.get(name)?.state === 'running' && entries.has(submodule)) return importModule(submodule);
  const module = importModule(name);
  const value = attributeOrUndefined(module, member);
  if (value !== undefined) return value;
  if (entries.has(submodule) || standard.has(submodule)) return importModule(submodule);
  throw moduleError('ImportError', `cannot import name '${member}' from '${name}'`, name);
}

/** `from module import *` of one module: what was imported so, and reading a name that came that way. */
export interface StarImports {
  /** @returns what it brings under a name; the second argument when it brings nothing */
  importAll(name: string): (member: string, before: Value | undefined) => Value | undefined;
  find(name: string): Value | undefined;
  /** @throws NameError when no star import brought it */
  read(name: string): Value;
}

/**
 * The star imports of one module.
 *
 * @param owner gets what they bring as members of its own; null for what nobody imports
 */
export function starImport(owner: ModuleObject | null): StarImports {
  const sources: ModuleObject[] = [];
  const find = (name: string): Value | undefined => {
    for (let index = sources.length - 1; index >= 0; index--) {
      const value = publicMember(sources[index]!, name);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  return {
    importAll(name) {
      const module = importModule(name);
      sources.push(module);
      if (owner !== null) {
        for (const [member, value] of publicMembers(name))
          if (!Object.hasOwn(owner, '$' + member)) defineConstant(owner, '$' + member, value);
      }
      return (member, before) => publicMember(module, member) ?? before;
    },
    find,
    read: (name) => find(name) ?? unbound(name),
  };
}

/** What `from module import *` brings, by name. */
export function publicMembers(name: string): Map<string, Value> {
  const module = importModule(name);
  const members = new Map<string, Value>();
  for (const member of memberNames(module)) {
    const value = publicMember(module, member);
    if (value !== undefined) members.set(member, value);
  }
  return members;
}

function publicMember(module: ModuleObject, name: string): Value | undefined {
  return isPublic(module, name) ? attributeOrUndefined(module, name) : undefined;
}

/** `__all__` says what a star takes; without it, names that do not begin with an underscore. */
function isPublic(module: ModuleObject, name: string): boolean {
  const listed = attributeOrUndefined(module, '__all__');
  if (listed === undefined) return !name.startsWith('_') && memberNames(module).includes(name);
  const names = iterate(listed);
  for (let item = names.next(); item !== undefined; item = names.next())
    if (isStr(item) && String(item) === name) return true;
  return false;
}

function moduleError(type: 'ImportError' | 'ModuleNotFoundError', message: string, name: string): Value {
  const problem = error(type, message);
  (problem as unknown as { $name: Value }).$name = name;
  return problem;
}

/** A `module Name:` block: its body runs at once. */
export function makeModule(name: string, doc: Value, body: (define: (members: object) => void) => void): ModuleObject {
  const module = new ModuleObject(name);
  defineConstant(module, '$__name__', name);
  defineConstant(module, '$__doc__', doc);
  body((members) => defineMembers(module, members));
  return module;
}
