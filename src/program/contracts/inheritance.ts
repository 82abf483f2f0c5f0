/**
 * What overrides inherit (Liskov's rule, as in Eiffel): who calls a method knows the contract of the class it is declared
 * in, so an override may require less and promise more, never the other way round.
 */
import { lookUp } from '../values/classes.ts';
import { error } from '../values/exceptions.ts';
import type { ClassValue, FunctionValue, Value } from '../values/value.ts';
import { type Contract, contractOf, contracts, withOtherContract } from './functions.ts';

/** Methods that callers of the class never call through a variable of its base. */
const constructors = new Set(['__init__', '__new__', '__post_init__', '__init_subclass__']);

/**
 * Joins the contracts of a new class's methods with those of what they override, before the members are installed.
 *
 * @throws ContractError when an override requires something of callers who were promised that nothing is
 */
export function inheritContracts(name: string, bases: readonly ClassValue[], members: Map<string, Value>): void {
  if (!contracts.areUsed) return;
  for (const [member, value] of members) {
    if (typeof value !== 'function' || constructors.has(member)) continue;
    const f = value as FunctionValue;
    const overridden = bases.flatMap((base) => {
      const found = lookUp(base, member);
      return isMethod(found) ? [{ base, method: found }] : [];
    });
    if (overridden.length === 0) continue;
    const own = contractOf(f);
    const free = overridden.find(({ method }) => (contractOf(method)?.requires.length ?? 0) === 0);
    if (free !== undefined && own !== undefined && own.requires.length > 0) throw demandsMore(name, member, free.base);
    const joined = join(
      own,
      overridden.map(({ method }) => contractOf(method)),
      free !== undefined,
    );
    if (joined !== null) members.set(member, withOtherContract(f, joined));
  }
}

function isMethod(member: Value | undefined): member is FunctionValue {
  return typeof member === 'function' && (member as FunctionValue).method !== undefined;
}

function demandsMore(name: string, member: string, base: ClassValue): unknown {
  const owner = base.classInfo.name;
  return error(
    'ContractError',
    `${name}.${member}() has @requires, but ${owner}.${member}() takes every call: an override may only require less`,
  );
}

/** @param takesAll some overridden method requires nothing */
function join(
  own: Contract | undefined,
  inherited: readonly (Contract | undefined)[],
  takesAll: boolean,
): Contract | null {
  const all = inherited.filter((contract) => contract !== undefined);
  if (all.length === 0) return null;
  return {
    requires: takesAll ? [] : [...(own?.requires ?? []), ...all.flatMap((contract) => contract.requires)],
    ensures: [...(own?.ensures ?? []), ...all.flatMap((contract) => contract.ensures)],
  };
}
