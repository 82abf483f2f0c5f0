/**
 * Functions with contracts. A contract is a list of alternative preconditions, of which one must hold, and a list of
 * postconditions, which all must: so an override that inherits weakens what is required and strengthens what is promised.
 */

import { programSettings } from '../program-settings.ts';
import { mapLeaves } from '../taint/leaves.ts';
import { Keywords, type Signature } from '../values/functions.ts';
import { awaiting, coroutine } from '../values/generator-types.ts';
import { ByteArray, type FunctionValue, type Value } from '../values/value.ts';
import { type BrokenContract, complain } from './broken.ts';
import { isJudging, judge } from './judging.ts';

/** What is broken, or null; takes the arguments of the function. */
export type Requirement = (...args: Value[]) => BrokenContract | null;
/** Takes the arguments before the call; what it gives takes the result. */
export type Promised = (...args: Value[]) => (result: Value) => BrokenContract | null;

/** Conditions, and the parameters they take: an override may have others. */
export interface Contract {
  readonly requires: readonly { readonly check: Requirement; readonly signature: Signature }[];
  readonly ensures: readonly { readonly check: Promised; readonly signature: Signature }[];
}

interface Contracted {
  readonly contract: Contract;
  readonly plain: FunctionValue;
}

/** By the function that checks. */
const contracted = new WeakMap<FunctionValue, Contracted>();

/** Set once a program declares any contract: classes then ask what they inherit. */
export const contracts = { areUsed: false };

/** What a function's callers and its body have agreed; undefined when it has no contract. */
export function contractOf(f: FunctionValue): Contract | undefined {
  return contracted.get(f)?.contract;
}

/** The function with its declared contract; unchanged when contracts are off. */
export function withContract(f: FunctionValue, requires: Requirement | null, ensures: Promised | null): FunctionValue {
  if (programSettings().contracts === 'off') return f;
  contracts.areUsed = true;
  const signature = f.signature!;
  return checked(f, {
    requires: requires === null ? [] : [{ check: requires, signature }],
    ensures: ensures === null ? [] : [{ check: ensures, signature }],
  });
}

/** The function with another contract in place of the one it has. */
export function withOtherContract(f: FunctionValue, contract: Contract): FunctionValue {
  return checked(contracted.get(f)?.plain ?? f, contract);
}

function checked(plain: FunctionValue, contract: Contract): FunctionValue {
  const signature = plain.signature!;
  const f: FunctionValue = (...args: Value[]) => {
    if (isJudging()) return plain(...args);
    requireAny(contract, args);
    if (contract.ensures.length === 0) return plain(...args);
    const promised = judge(() => contract.ensures.map(({ check, signature }) => check(...fitting(args, signature))));
    const result = plain(...args);
    return signature.kind === 'coroutine' ? awaited(result, promised, signature) : kept(result, promised);
  };
  f.signature = signature;
  if (plain.method !== undefined) {
    f.method = function (this: Value, ...args: Value[]) {
      return f(this, ...args);
    };
  }
  contracted.set(f, { contract, plain });
  return f;
}

/** @throws ContractError of the nearest precondition when none holds */
function requireAny({ requires }: Contract, args: readonly Value[]): void {
  if (requires.length === 0) return;
  const broken = judge(() => {
    let nearest: BrokenContract | null = null;
    for (const { check, signature } of requires) {
      const problem = check(...fitting(args, signature));
      if (problem === null) return null;
      nearest ??= problem;
    }
    return nearest;
  });
  if (broken !== null) complain(broken);
}

function kept(result: Value, promised: readonly ((result: Value) => BrokenContract | null)[]): Value {
  for (const holds of promised) {
    const broken = judge(() => holds(result));
    if (broken !== null) complain(broken);
  }
  return result;
}

/** The promise of an `async func` is about what awaiting it gives. */
function awaited(
  pending: Value,
  promised: readonly ((result: Value) => BrokenContract | null)[],
  signature: Signature,
): Value {
  return coroutine(
    (function* () {
      return kept((yield awaiting(pending)) as Value, promised);
    })(),
    signature,
  );
}

/** The arguments of a call as a function with other parameters takes them: those that an override adds are left out. */
function fitting(args: readonly Value[], signature: Signature): Value[] {
  const last = args[args.length - 1];
  const keywords = last instanceof Keywords ? last : null;
  const positional = keywords === null ? [...args] : args.slice(0, -1);
  const taken = signature.rest === null ? positional.slice(0, signature.positional.length) : positional;
  if (keywords === null) return taken;
  const names: string[] = [];
  const values: Value[] = [];
  keywords.names.forEach((name, index) => {
    const position = signature.positional.indexOf(name);
    if (position >= 0) taken[position] = keywords.values[index]!;
    else if (signature.keywords !== null || signature.keywordOnly.includes(name)) {
      names.push(name);
      values.push(keywords.values[index]!);
    }
  });
  return names.length === 0 ? taken : [...taken, new Keywords(names, values)];
}

/** `old(e)`: containers of plain data are copied, because the call may change them; objects stand for themselves. */
export function keepOld(value: Value): Value {
  return mapLeaves(value, (leaf) => (leaf instanceof ByteArray ? new ByteArray(leaf.data.slice()) : leaf));
}
